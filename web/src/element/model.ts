// State and actions of the element: fields, list, choice. It exists in memory only. Views read it, and every
// change triggers a draw. The review of a hospital is in `review`.

import { get, post, Refusal } from "../api/client";
import type { Suggestions } from "../api/evaluation";
import type { Finding, Network, Result, SearchAnswer } from "../api/types";
import { askList, serviceOf, type Order } from "./asks";
import type { Context, Details, ReasonDetail } from "./events";
import { ExamField } from "./exam_field";
import { Review } from "./review";
import type { Fact, Settings } from "./settings";
import { SiteField } from "./site_field";
import type { Key, Words } from "./words";

export interface Listing {
  order: Order;
  answer: SearchAnswer;
  rows: Result[];
  /** The first result that is not shown, to compare the last row with. */
  below: Result | null;
}

export type Field = "exam" | "zip" | "network" | "asked" | "reason" | Fact;

export interface Host {
  settings(): Settings;
  words(): Words;
  draw(): void;
  focus(part: string): void;
  /** Sends an event. False if the page canceled it. */
  emit<Name extends keyof Details>(name: Name, detail: Details[Name]): boolean;
}

const ZIP = /^\d{5}(-?\d{4})?$/;

export class Model {
  readonly exam: ExamField;
  readonly site: SiteField;
  readonly review: Review;
  readonly host: Host;
  zip = "";
  network = "";
  networks: Network[] = [];
  values: Partial<Record<Fact, string>> = {};
  errors: Partial<Record<Field, Key>> = {};
  trouble: Key | null = null;
  isBusy = false;
  listing: Listing | null = null;
  focused: string | null = null;
  hovered: string | null = null;
  chosen: string | null = null;
  status = "";
  #asked: AbortController | null = null;

  constructor(host: Host) {
    this.host = host;
    const draw = () => host.draw();
    const words = () => host.words();
    const ask = <Answer>(path: string, body: object, signal?: AbortSignal) => post<Answer>(path, body, serviceOf(host.settings()), signal);
    const suggest = (q: string, signal?: AbortSignal) => ask<Suggestions>("/v1/suggest", { q, audience: "ordering_provider" }, signal);
    const find = (q: string, signal?: AbortSignal) => ask<Finding>("/v1/procedures/search", { q }, signal);
    this.exam = new ExamField({ find, suggest }, words, () => this.#examSettled(), draw);
    this.site = new SiteField(suggest, words, () => this.refresh(), draw);
    this.review = new Review(this);
  }

  get words(): Words {
    return this.host.words();
  }

  get settings(): Settings {
    return this.host.settings();
  }

  draw(): void {
    this.host.draw();
  }

  async start(): Promise<void> {
    const answer = await get<{ networks: Network[] }>("/v1/networks", serviceOf(this.settings)).catch(() => null);
    if (answer) this.networks = answer.networks;
    if (this.networks.length) delete this.errors.network;
    else this.errors.network = "trouble.unreachable";
    this.draw();
  }

  /** Requests the list again, if there is one, after an input changed. */
  refresh(): void {
    if (this.listing) void this.search(false);
    else this.draw();
  }

  submit(): void {
    const { exam, site } = this;
    if (this.errors.network) void this.start();
    this.errors = {};
    if (!exam.exam) this.errors.exam = exam.sideless ? "exam.side_needed" : "exam.needed";
    if (!ZIP.test(this.zip.trim())) this.errors.zip = "zip.needed";
    if (!site.asked && site.combo.text.trim()) this.errors.asked = "asked.needed";
    const first = (["exam", "zip", "asked"] as const).find((field) => this.errors[field]);
    if (!first) return void this.search(true);
    this.draw();
    this.host.focus(first);
    if (first === "exam") exam.askSide();
  }

  async search(isSubmitted: boolean): Promise<void> {
    const exam = this.exam.exam;
    if (!exam) return;
    const typed = this.zip.trim();
    // An existing list keeps its ZIP code while another is being typed.
    const zip = ZIP.test(typed) ? typed : (this.listing?.order.zip ?? typed);
    const order: Order = { exam, zip, network: this.network, requested: this.site.asked?.registration_id ?? null };
    await this.question(async (signal) => {
      try {
        const answer = await askList(order, this.settings, signal);
        if (signal.aborted) return;
        if (this.listing?.order.requested !== order.requested) this.review.forget();
        this.show(order, answer, answer.results);
        if (isSubmitted) this.host.focus(answer.results.length ? "row" : "empty");
        await this.review.evaluate(signal);
      } catch (error) {
        if (!signal.aborted) this.#fail(error, isSubmitted);
      }
    });
  }

  /** Runs one request at a time: the next cancels the one before. Announces the result. False if canceled. */
  async question(ask: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    this.#stop();
    const { signal } = (this.#asked = new AbortController());
    this.isBusy = true;
    this.trouble = null;
    this.draw();
    await ask(signal);
    if (signal.aborted) return false;
    this.isBusy = false;
    this.#announce();
    return true;
  }

  show(order: Order, answer: SearchAnswer, results: Result[]): void {
    const { limit } = this.settings;
    const rows = results.slice(0, limit);
    this.listing = { order, answer, rows, below: results[limit] ?? null };
    if (!rows.some(({ site }) => site.registration_id === this.focused)) this.focused = rows[0]?.site.registration_id ?? order.requested;
    this.hovered = null;
    this.chosen = null;
    this.errors = {};
    const { asked } = this.site;
    if (asked && answer.compared && !asked.name) this.site.take({ ...asked, name: answer.compared.site.name });
    this.draw();
  }

  /** Chooses a site, by Enter or the button of its row. A hospital under review needs a reason first. */
  choose(id: string): void {
    if (id === this.listing?.order.requested && this.review.isOpen()) this.review.turnTo();
    else this.take(id, null);
  }

  take(id: string, reason: ReasonDetail | null): void {
    const { listing } = this;
    const row = listing?.rows.find(({ site }) => site.registration_id === id);
    const site = row?.site ?? listing?.answer.compared?.site;
    const context = this.context();
    if (!site || !context) return;
    const { name, setting } = site;
    if (!this.host.emit("nearsite-choose", { registration_id: id, name, setting, rank: row?.rank ?? null, side: this.exam.side, reason, ...context })) return;
    this.chosen = id;
    this.status = this.words.say("status.chosen", { name });
    this.draw();
  }

  /** Focuses the reasons of the hospital if its row has the focus, or else the reason line of the row. */
  toReasons(): void {
    this.hovered = null;
    this.draw();
    if (this.focused === this.listing?.order.requested && this.review.isDue()) this.review.turnTo();
    else this.host.focus("why");
  }

  /** The part to continue at: the first open field, or else the list. */
  focusTarget(): string {
    if (!this.exam.exam) return "exam";
    return !this.listing ? "zip" : this.focused ? "row" : "empty";
  }

  forget(): void {
    this.#stop();
    this.exam.combo.close();
    this.site.combo.close();
  }

  context(): Context | null {
    if (!this.listing) return null;
    const { order, answer } = this.listing;
    const evaluation = this.review.evaluation();
    return {
      procedure: order.exam.code,
      network: order.network || null,
      snapshot: answer.snapshot,
      as_of: answer.as_of,
      requested_site: order.requested,
      policy: evaluation?.policy?.id ?? null,
      outcome: evaluation?.outcome ?? null,
    };
  }

  #stop(): void {
    this.#asked?.abort();
    this.isBusy = false;
  }

  #clear(): void {
    this.listing = null;
    this.chosen = null;
    this.status = "";
    this.review.forget();
  }

  #examSettled(): void {
    const { exam, side } = this.exam;
    this.#stop();
    this.#clear();
    if (exam) delete this.errors.exam;
    this.host.emit("nearsite-exam", { procedure: exam && { code: exam.code, name: exam.name, modality: exam.modality }, side });
    if (exam && ZIP.test(this.zip.trim())) void this.search(false);
    else this.draw();
  }

  #announce(): void {
    const { listing } = this;
    const context = this.context();
    if (listing && context) {
      const { say, count } = this.words;
      const { total, radius_miles, widened } = listing.answer;
      this.status = say(total ? "status.list" : "empty.title", { total: count(total), shown: listing.rows.length });
      this.status += ` ${this.review.inWords()}`;
      const results = listing.rows.map(({ rank, site: { registration_id, name } }) => ({ rank, registration_id, name }));
      this.host.emit("nearsite-list", { total, radius_miles, widened, results, ...context });
    }
    this.draw();
  }

  #fail(error: unknown, isSubmitted: boolean): void {
    this.#clear();
    const problem = error instanceof Refusal ? error.problem : null;
    const wrong = ({ "unknown-zip": "zip", "unknown-site": "asked" } as const)[problem?.type ?? ""];
    if (wrong) {
      this.errors = { [wrong]: `${wrong}.unknown` };
      this.draw();
      if (isSubmitted) this.host.focus(wrong);
    } else this.trouble = problem?.status === 0 ? "trouble.unreachable" : "trouble.other";
  }
}
