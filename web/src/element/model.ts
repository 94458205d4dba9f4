// What the element knows and does: fields, list, review of a hospital, choice. It lives in memory alone; views read it, and every
// change is told to whoever draws.

import { get, post, Refusal } from "../api/client";
import type { Evaluation, Facts, Suggestions } from "../api/evaluation";
import type { Finding, Network, Result, SearchAnswer, Setting } from "../api/types";
import { askEvaluation, askList, factsRefused, pointersOf, serviceOf, type Order } from "./asks";
import type { Details, ReasonDetail } from "./events";
import { ExamField } from "./exam_field";
import type { Fact, Settings } from "./settings";
import { SiteField } from "./site_field";
import type { Key, Words } from "./words";

export interface Listing {
  order: Order;
  answer: SearchAnswer;
  rows: Result[];
  /** The first that is not shown, for what stands above it. */
  below: Result | null;
}

export type Review =
  | { kind: "none" }
  | { kind: "no_network" }
  | { kind: "asks"; facts: Fact[] }
  | { kind: "done"; evaluation: Evaluation }
  | { kind: "failed" };

export type Field = "exam" | "zip" | "asked" | "reason" | Fact;

export interface Host {
  settings(): Settings;
  words(): Words;
  draw(): void;
  focus(part: string): void;
  /** False where the page took the event back. */
  tell<Name extends keyof Details>(name: Name, detail: Details[Name]): boolean;
}

/** What each fact looks like when it is typed. */
const PATTERNS: Record<Fact, RegExp> = {
  age: /^\d{1,3}$/,
  weight_lb: /^\d{1,4}$/,
  line_of_business: /./,
  funding: /./,
  state: /^[A-Za-z]{2}$/,
  access_miles: /^\d{1,3}(\.\d{1,2})?$/,
};
const FACTS_OF_ORDER: Fact[] = ["age", "line_of_business", "funding", "state"];

export class Model {
  readonly exam: ExamField;
  readonly site: SiteField;
  zip = "";
  network = "";
  networks: Network[] = [];
  values: Partial<Record<Fact, string>> = {};
  facts: Facts = {};
  freeText = "";
  errors: Partial<Record<Field, Key>> = {};
  trouble: Key | null = null;
  isBusy = false;
  listing: Listing | null = null;
  review: Review = { kind: "none" };
  focused: string | null = null;
  hovered: string | null = null;
  isWhyOpen = false;
  chosen: string | null = null;
  status = "";
  #host: Host;
  #asked: AbortController | null = null;

  constructor(host: Host) {
    this.#host = host;
    const draw = () => host.draw();
    const words = () => host.words();
    const suggest = (q: string, signal?: AbortSignal) => post<Suggestions>("/v1/suggest", { q, audience: "ordering_provider" }, serviceOf(host.settings()), signal);
    const find = (q: string, signal?: AbortSignal) => post<Finding>("/v1/procedures/search", { q }, serviceOf(host.settings()), signal);
    this.exam = new ExamField({ find, suggest }, words, () => this.#examSettled(), draw);
    this.site = new SiteField(suggest, words, () => this.again(), draw);
  }

  get words(): Words {
    return this.#host.words();
  }

  get settings(): Settings {
    return this.#host.settings();
  }

  draw(): void {
    this.#host.draw();
  }

  async start(): Promise<void> {
    const answer = await get<{ networks: Network[] }>("/v1/networks", serviceOf(this.settings)).catch(() => null);
    this.networks = answer?.networks ?? [];
    this.draw();
  }

  /** The value of a fact of the order: the page's where it gave one, else what was typed. */
  valueOf(fact: Fact): string {
    const given = fact === "age" || fact === "weight_lb" ? null : this.settings[fact];
    return given !== null && given !== undefined ? String(given) : (this.values[fact] ?? "");
  }

  /** Something the list depends on changed: asks again where a list stands. */
  again(): void {
    if (this.listing) void this.search(null);
    else this.draw();
  }

  submit(): void {
    const { exam, site } = this;
    this.errors = {};
    if (!exam.exam) this.errors.exam = exam.sideless ? "exam.side_needed" : "exam.needed";
    if (!/^\d{5}(-?\d{4})?$/.test(this.zip.trim())) this.errors.zip = "zip.needed";
    if (!site.asked && site.combo.text.trim()) this.errors.asked = "asked.needed";
    const first = (["exam", "zip", "asked"] as const).find((field) => this.errors[field]);
    if (!first) return void this.search("row");
    this.draw();
    this.#host.focus(first);
    if (first === "exam") exam.askSide();
  }

  async search(then: "row" | null): Promise<void> {
    const exam = this.exam.exam;
    if (!exam) return;
    const order: Order = { exam, zip: this.zip.trim(), network: this.network, requested: this.site.asked?.registration_id ?? null };
    const signal = this.#newQuestion();
    try {
      const answer = await askList(order, this.settings, signal);
      if (signal.aborted) return;
      this.#show(order, answer, answer.results);
      if (then === "row") this.#host.focus(answer.results.length ? "row" : "empty");
      if (this.isReviewed()) await this.#evaluate(signal);
      if (signal.aborted) return;
      this.isBusy = false;
      this.#announce();
      this.#tellList();
    } catch (error) {
      if (!signal.aborted) this.#searchFailed(error, then);
    }
  }

  /** Whether the asked-for site is a hospital and a payer is set. */
  isReviewed(): boolean {
    return this.settings.payer !== null && this.requestedSetting() === "hospital_outpatient";
  }

  requestedSetting(): Setting | null {
    return this.listing?.answer.compared?.site.setting ?? null;
  }

  evaluation(): Evaluation | null {
    return this.review.kind === "done" ? this.review.evaluation : null;
  }

  /** States a fact, or takes it back, and evaluates again. */
  state(fact: string, value: boolean | null): void {
    const { [fact]: _, ...others } = this.facts;
    this.facts = value === null ? others : { ...others, [fact]: value };
    void this.evaluateAgain(true);
  }

  async evaluateAgain(isStated: boolean, then: "reasons" | null = null): Promise<void> {
    const signal = this.#newQuestion();
    await this.#evaluate(signal);
    if (signal.aborted) return;
    if (then) this.toReview();
    this.isBusy = false;
    this.#announce();
    this.#tellList();
    const reason = this.#reason();
    if (isStated && reason) this.#host.tell("nearsite-reason", reason);
  }

  /** Enter, or the button of a row. A reviewed hospital asks for its reason first. */
  choose(id: string): void {
    const { listing } = this;
    if (!listing) return;
    const isRequested = id === listing.order.requested;
    if (isRequested && this.isReviewed() && !this.#isFree()) return this.toReview();
    this.#choose(id, null);
  }

  /** The hospital all the same: with a coded reason or, last, in the office's own words. */
  keep(): void {
    const reason = this.#reason();
    const id = this.listing?.order.requested;
    if (!reason || !id) return;
    const isCoded = reason.outcome === "hospital_supported" || Object.values(reason.facts).some(Boolean);
    this.errors = isCoded || reason.text ? {} : { reason: "reason.needed" };
    if (this.errors.reason) {
      this.draw();
      return this.#host.focus("reason");
    }
    if (this.#host.tell("nearsite-reason", reason)) this.#choose(id, reason);
  }

  /** What each term counts for, beside the next; back to the row when it closes. */
  turnWhy(toRow: boolean): void {
    this.isWhyOpen = !this.isWhyOpen;
    this.draw();
    if (this.isWhyOpen) this.#host.focus("terms");
    else if (toRow) this.#host.focus("row");
  }

  /** The one key for reasons: of the hospital where it is the row, else of the order. */
  toReasons(): void {
    if (this.focused === this.listing?.order.requested) return this.toReview();
    this.hovered = null;
    this.turnWhy(true);
  }

  toReview(): void {
    if (this.isReviewed()) this.#host.focus(this.review.kind === "asks" ? "asks" : "reasons");
  }

  /** The facts of the order a policy asked for, as typed. */
  stateOrder(facts: Fact[]): void {
    this.errors = {};
    for (const fact of facts) if (!PATTERNS[fact].test(this.valueOf(fact).trim())) this.errors[fact] = "fact.wrong";
    const wrong = facts.find((fact) => this.errors[fact]);
    if (!wrong) return void this.evaluateAgain(false, "reasons");
    this.draw();
    this.#host.focus(wrong);
  }

  forget(): void {
    this.#asked?.abort();
    this.exam.combo.close();
    this.site.combo.close();
  }

  #newQuestion(): AbortSignal {
    this.#asked?.abort();
    this.#asked = new AbortController();
    this.isBusy = true;
    this.trouble = null;
    this.draw();
    return this.#asked.signal;
  }

  #examSettled(): void {
    const { exam, side } = this.exam;
    this.#asked?.abort();
    this.isBusy = false;
    this.listing = null;
    this.review = { kind: "none" };
    this.facts = {};
    this.freeText = "";
    this.chosen = null;
    this.status = "";
    if (exam) delete this.errors.exam;
    this.#host.tell("nearsite-exam", { procedure: exam && { code: exam.code, name: exam.name, modality: exam.modality }, side });
    if (exam && /^\d{5}(-?\d{4})?$/.test(this.zip.trim())) void this.search(null);
    else this.draw();
  }

  #show(order: Order, answer: SearchAnswer, results: Result[]): void {
    const { limit } = this.settings;
    const rows = results.slice(0, limit);
    if (this.listing?.order.requested !== order.requested) this.facts = {};
    this.listing = { order, answer, rows, below: results[limit] ?? null };
    if (!this.listing.rows.some(({ site }) => site.registration_id === this.focused)) this.focused = rows[0]?.site.registration_id ?? order.requested;
    this.hovered = null;
    this.chosen = null;
    if (!this.isReviewed()) this.review = { kind: "none" };
    const { asked, combo } = this.site;
    if (asked && answer.compared && asked.name === "") {
      asked.name = answer.compared.site.name;
      combo.settle(asked.name);
    }
    this.errors = {};
    this.draw();
  }

  async #evaluate(signal: AbortSignal): Promise<void> {
    const { listing } = this;
    if (!listing) return;
    if (!listing.order.network) return this.#reviewed({ kind: "no_network" });
    const silent = FACTS_OF_ORDER.filter((fact) => this.valueOf(fact) === "");
    if (this.facts["body_size"] && !this.valueOf("weight_lb")) silent.push("weight_lb");
    if (silent.length > 0) return this.#reviewed({ kind: "asks", facts: silent });
    try {
      const values = Object.fromEntries(([...FACTS_OF_ORDER, "access_miles", "weight_lb"] as Fact[]).map((fact) => [fact, this.valueOf(fact)]));
      const evaluation = await askEvaluation(listing.order, this.settings, { values, facts: this.facts }, signal);
      const answer = await this.#explained(listing.order, evaluation, signal);
      if (signal.aborted) return;
      this.review = { kind: "done", evaluation };
      if (answer) this.#show(listing.order, answer, answer.results);
      else if (evaluation.alternates) this.#show(listing.order, listing.answer, evaluation.alternates.results);
      this.draw();
    } catch (error) {
      if (signal.aborted) return;
      const refused = factsRefused(error);
      for (const fact of refused) if (this.valueOf(fact) !== "") this.errors[fact] = "fact.wrong";
      this.#reviewed(refused.length > 0 ? { kind: "asks", facts: refused } : { kind: "failed" });
    }
  }

  /** The alternates once more as a list, which says the terms of each rank; null where it is not the same list. */
  async #explained(order: Order, { alternates, certificate }: Evaluation, signal: AbortSignal): Promise<SearchAnswer | null> {
    if (!alternates || !certificate) return null;
    const answer = await askList(order, this.settings, signal, { radius_miles: alternates.radius_miles, needs: certificate.needs });
    const ids = (results: Result[]) => results.map(({ site }) => site.registration_id).join();
    return ids(answer.results) === ids(alternates.results) ? answer : null;
  }

  #reviewed(review: Review): void {
    this.review = review;
    this.draw();
  }

  /** No policy stands in the way of the hospital. */
  #isFree(): boolean {
    const outcome = this.evaluation()?.outcome;
    return outcome === "no_review" || outcome === "hospital_supported" || this.review.kind === "failed";
  }

  #reason(): ReasonDetail | null {
    const evaluation = this.evaluation();
    const requested = this.listing?.order.requested;
    if (!evaluation?.policy || !requested) return null;
    const { policy, outcome, criteria } = evaluation;
    const met = criteria.filter(({ status }) => status === "met").map(({ key }) => key);
    return { requested_site: requested, policy: policy.id, outcome, criteria: met, facts: this.facts, text: this.freeText.trim() || null };
  }

  #choose(id: string, reason: ReasonDetail | null): void {
    const { listing } = this;
    const card = listing?.rows.find(({ site }) => site.registration_id === id) ?? (id === listing?.order.requested ? listing.answer.compared : null);
    if (!listing || !card) return;
    const { order, answer } = listing;
    const evaluation = this.evaluation();
    const isTaken = this.#host.tell("nearsite-choose", {
      registration_id: id,
      name: card.site.name,
      setting: card.site.setting,
      rank: listing.rows.find(({ site }) => site.registration_id === id)?.rank ?? null,
      requested_site: order.requested,
      procedure: order.exam.code,
      side: this.exam.side,
      network: order.network || null,
      snapshot: answer.snapshot,
      as_of: answer.as_of,
      policy: evaluation?.policy?.id ?? null,
      outcome: evaluation?.outcome ?? null,
      reason: id === order.requested ? (reason ?? this.#reason()) : null,
    });
    if (!isTaken) return;
    this.chosen = id;
    this.status = this.words.say("status.chosen", { name: card.site.name });
    this.draw();
  }

  #announce(): void {
    const { say, sayOr, count } = this.words;
    const { listing, review } = this;
    if (!listing) return;
    const { total } = listing.answer;
    const parts = [total === 0 ? say("empty.title") : say(total === 1 ? "status.one" : "status.list", { total: count(total), shown: listing.rows.length })];
    if (review.kind === "done") parts.push(sayOr(`outcome.${review.evaluation.outcome}`, ""));
    if (review.kind === "asks") parts.push(say("review.asks"));
    this.status = parts.join(" ");
    this.draw();
  }

  #tellList(): void {
    const { listing } = this;
    if (!listing) return;
    const { order, answer, rows } = listing;
    const evaluation = this.evaluation();
    this.#host.tell("nearsite-list", {
      procedure: order.exam.code,
      network: order.network || null,
      snapshot: answer.snapshot,
      as_of: answer.as_of,
      total: answer.total,
      radius_miles: answer.radius_miles,
      widened: answer.widened,
      results: rows.map(({ rank, site }) => ({ rank, registration_id: site.registration_id, name: site.name })),
      requested_site: order.requested,
      policy: evaluation?.policy?.id ?? null,
      outcome: evaluation?.outcome ?? null,
    });
  }

  #searchFailed(error: unknown, then: "row" | null): void {
    this.isBusy = false;
    this.listing = null;
    this.review = { kind: "none" };
    this.status = "";
    const type = error instanceof Refusal ? error.problem.type : "";
    if (type === "unknown-zip") {
      this.errors = { zip: "zip.unknown" };
      this.draw();
      if (then) this.#host.focus("zip");
      return;
    }
    if (pointersOf(error).includes("/compare_to")) this.errors = { asked: "asked.unknown" };
    this.trouble = type === "unreachable" ? "trouble.unreachable" : type === "unauthorized" || type === "forbidden" ? "trouble.refused" : "trouble.other";
    this.draw();
  }
}
