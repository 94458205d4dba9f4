// Review of a requested hospital while a payer is set. Applies the policy in force to the order, and again
// after each fact the office states. Facts the policy needs and the page did not set are asked for.

import type { Evaluation, Facts } from "../api/evaluation";
import { askEvaluation, askList, factsRefused, type Order } from "./asks";
import type { ReasonDetail } from "./events";
import type { Model } from "./model";
import { FACTS, FACTS_ALWAYS, PATTERNS, type Fact } from "./settings";
import type { SearchAnswer, Result } from "../api/types";

export type ReviewState =
  | { kind: "none" }
  | { kind: "no_network" }
  | { kind: "asks"; asked: Fact[] }
  | { kind: "done"; evaluation: Evaluation }
  | { kind: "failed" };

export class Review {
  state: ReviewState = { kind: "none" };
  facts: Facts = {};
  text = "";
  /** Question text by fact. A stated fact is no longer in `questions`, but it can be cleared and still needs
   *  its text. */
  readonly asked: Record<string, string> = {};
  #model: Model;

  constructor(model: Model) {
    this.#model = model;
  }

  forget(): void {
    this.state = { kind: "none" };
    this.facts = {};
    this.text = "";
  }

  isDue(): boolean {
    const { settings, listing } = this.#model;
    return settings.payer !== null && listing?.answer.compared?.site.setting === "hospital_outpatient";
  }

  /** True while the policy does not yet allow choosing the hospital. */
  isOpen(): boolean {
    const outcome = this.evaluation()?.outcome;
    return this.isDue() && this.state.kind !== "failed" && outcome !== "no_review" && outcome !== "hospital_supported";
  }

  evaluation(): Evaluation | null {
    return this.state.kind === "done" ? this.state.evaluation : null;
  }

  inWords(): string {
    const { say } = this.#model.words;
    if (this.state.kind === "done") return say(`outcome.${this.state.evaluation.outcome}`);
    return this.state.kind === "asks" ? say("review.asks") : "";
  }

  turnTo(): void {
    this.#model.host.focus(this.state.kind === "asks" ? "asks" : "reasons");
  }

  /** The value of an order fact: set by the page, or else typed in. */
  valueOf(fact: Fact): string {
    const { settings, values } = this.#model;
    return (fact in settings ? settings[fact as "state"] : null) ?? values[fact] ?? "";
  }

  /** States a fact. Null clears it. */
  async stateFact(fact: string, value: boolean | null): Promise<void> {
    const { [fact]: _, ...others } = this.facts;
    this.facts = value === null ? others : { ...others, [fact]: value };
    const isDone = await this.#model.question((signal) => this.evaluate(signal));
    const reason = this.#reason();
    if (isDone && reason) this.#model.host.emit("nearsite-reason", reason);
  }

  /** Checks the typed order facts, then evaluates again. */
  async stateOrder(asked: Fact[]): Promise<void> {
    const model = this.#model;
    model.errors = {};
    for (const fact of asked) if (!PATTERNS[fact].test(this.valueOf(fact).trim())) model.errors[fact] = "fact.wrong";
    const wrong = asked.find((fact) => model.errors[fact]);
    if (!wrong) {
      if (await model.question((signal) => this.evaluate(signal))) this.turnTo();
      return;
    }
    model.draw();
    model.host.focus(wrong);
  }

  async evaluate(signal: AbortSignal): Promise<void> {
    const model = this.#model;
    const { listing } = model;
    this.state = { kind: "none" };
    if (!listing || !this.isDue()) return;
    const { order } = listing;
    const asked = FACTS.slice(0, FACTS_ALWAYS).filter((fact) => this.valueOf(fact) === "");
    if (this.facts["body_size"] && !this.valueOf("weight_lb")) asked.push("weight_lb");
    if (!order.network) this.state = { kind: "no_network" };
    else if (asked.length) this.state = { kind: "asks", asked };
    else {
      try {
        const values = Object.fromEntries(FACTS.map((fact) => [fact, this.valueOf(fact)]));
        const evaluation = await askEvaluation(order, model.settings, { values, facts: this.facts }, signal);
        const answer = await this.#explained(order, evaluation, signal);
        if (signal.aborted) return;
        this.state = { kind: "done", evaluation };
        for (const { fact, text } of evaluation.questions) this.asked[fact] = text;
        if (evaluation.alternates) model.show(order, answer ?? listing.answer, (answer ?? evaluation.alternates).results);
      } catch (error) {
        if (signal.aborted) return;
        const refused = factsRefused(error);
        for (const fact of refused) if (this.valueOf(fact)) model.errors[fact] = "fact.wrong";
        this.state = refused.length ? { kind: "asks", asked: refused } : { kind: "failed" };
      }
    }
    model.draw();
  }

  /** Chooses the hospital with a coded reason or, as a last resort, the office's own words. */
  keep(): void {
    const model = this.#model;
    const reason = this.#reason();
    if (!reason) return;
    const isReason = reason.outcome === "hospital_supported" || reason.text !== null || Object.values(reason.facts).some(Boolean);
    if (!isReason) {
      model.errors = { reason: "reason.needed" };
      model.draw();
      return model.host.focus("reason");
    }
    model.errors = {};
    if (model.host.emit("nearsite-reason", reason)) model.take(reason.requested_site, reason);
  }

  /** Requests the alternates again as a list, which explains the terms of each rank. Null if the lists
   *  differ. */
  async #explained(order: Order, { alternates, certificate }: Evaluation, signal: AbortSignal): Promise<SearchAnswer | null> {
    if (!alternates || !certificate) return null;
    const answer = await askList(order, this.#model.settings, signal, { radius_miles: alternates.radius_miles, needs: certificate.needs });
    const ids = (results: Result[]) => results.map(({ site }) => site.registration_id).join();
    return ids(answer.results) === ids(alternates.results) ? answer : null;
  }

  #reason(): ReasonDetail | null {
    const evaluation = this.evaluation();
    const requested = this.#model.listing?.order.requested;
    if (!evaluation?.policy || !requested) return null;
    const criteria = evaluation.criteria.filter(({ status }) => status === "met").map(({ key }) => key);
    return { requested_site: requested, policy: evaluation.policy.id, outcome: evaluation.outcome, criteria, facts: this.facts, text: this.text.trim() || null };
  }
}
