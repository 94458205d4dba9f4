// The member's search as it goes: from what is typed to one exam, from the exam to a list. One search at a time; an older answer
// never overwrites a newer one. What goes wrong becomes a fault the page can show, never a message in the console.

import { get, post, Refusal } from "../api/client";
import type { Benefits } from "../api/benefits";
import type { Finding, Network, Place, Procedure, SearchAnswer } from "../api/types";
import type { Draft } from "./benefits";
import { withContrastCosts } from "./contrast";
import { inEnglish } from "./exam_words";
import { next, withContrast } from "./narrow";
import { isZip, numbersInDoubt, parseOneBox, type NumberFacts } from "./one_box";
import { findPlaces, townName } from "./places";
import { searchBody } from "./request";
import { placeTyped } from "./site_words";
import { MOST_COMPARED, NO_FILTERS, START, type Fault, type Filters, type State, type Wish } from "./state";

const CODE = /^(?:\d{5}|[a-z]\d{4}|\d{4}[a-z])$/i;

export class Finder {
  state: State = START;
  private listeners = new Set<() => void>();
  private running: AbortController | null = null;

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  private wish(change: Partial<Wish>): void {
    this.set({ wish: { ...this.state.wish, ...change } });
  }

  async loadNetworks(): Promise<void> {
    try {
      const { networks } = await get<{ networks: Network[] }>("/v1/networks");
      this.set({ networks });
      const [only] = networks;
      if (networks.length === 1 && only) this.wish({ network: only.network });
    } catch {
      // Without them the list still works, without prices; the plan's select says so.
    }
  }

  typed(typed: string): void {
    this.wish({ typed });
  }

  /** The whole box, on submit. */
  async submit(typed: string): Promise<void> {
    const signal = this.begin();
    this.set({ fault: null, open: null, busy: "search", wish: { ...this.state.wish, typed, origin: null, widen: null } });
    await this.guarded(signal, async () => {
      const { facts, findings } = await this.factsOf(numbersInDoubt(typed), signal);
      let { exam, zip } = parseOneBox(typed, (number) => facts[number] ?? { isCode: false, isZip: false });
      if (zip !== "" && !isZip(zip)) return this.fail({ at: "zip", why: "form" });
      if (exam !== "" && !/[\p{L}\d]/u.test(exam)) return this.fail({ at: "box", why: "unreadable" });
      let { rest, places } = exam || zip ? await findPlaces(exam, zip, signal) : { rest: "", places: [] };
      if (zip && !places.length && (await this.isCodeForZip(exam, zip, typed, signal))) {
        exam = typed.trim();
        zip = "";
        ({ rest, places } = await findPlaces(exam, zip, signal));
      }
      // The ZIP is checked before anything is asked about the exam.
      if (zip && !places.length) return this.fail({ at: "zip", why: "unknown" });
      // What was said before is not asked for twice: a new exam keeps the place, a new place the exam.
      const sought = rest || this.state.wish.exam;
      if (sought === "") return this.fail({ at: "box", why: "empty" });
      this.wish({ exam: sought, procedure: null, place: "", isContrastUnsure: false, withContrast: null });
      this.set({ stage: "start", answer: null, results: [], cards: {}, chosen: [] });
      if (!this.startAt(places, zip)) return;
      await this.resolve(inEnglish(sought), facts[sought]?.isCode ? (findings[sought] ?? null) : null, signal);
    });
  }

  /** What the catalog and the ZIP table know of numbers. */
  private async factsOf(numbers: string[], signal: AbortSignal): Promise<{ facts: Record<string, NumberFacts>; findings: Record<string, Finding> }> {
    const facts: Record<string, NumberFacts> = {};
    const findings: Record<string, Finding> = {};
    for (const number of numbers) {
      const [finding, { places }] = await Promise.all([this.find(number, signal), findPlaces("", number, signal)]);
      facts[number] = { isCode: finding.matches.some((match) => match.code === number), isZip: places.length > 0 };
      findings[number] = finding;
    }
    return { facts, findings };
  }

  /** True if the box has words and at its end a number that is no ZIP, but a code, as in "Austin, Texas 73721". */
  private async isCodeForZip(exam: string, zip: string, typed: string, signal: AbortSignal): Promise<boolean> {
    if (zip.length !== 5 || !typed.trim().endsWith(zip) || !/\p{L}/u.test(exam)) return false;
    return (await this.find(zip, signal)).matches.some((match) => match.code === zip);
  }

  /** Starts at the only place, or asks which of several is meant: then false. Without a new place the one before stays. */
  private startAt(places: Place[], zip: string): boolean {
    const [place, another] = places;
    if (another) {
      this.wish({ typed: this.state.wish.exam, zip: "", town: "", isByTown: false });
      this.set({ stage: "town", towns: places, busy: null, open: null });
      return false;
    }
    if (place) this.wish({ zip: zip || place.zip, town: townName(place), isByTown: zip === "" });
    const { exam } = this.state.wish;
    this.wish({ typed: [exam, placeTyped(this.state.wish)].filter(Boolean).join(", ") });
    return true;
  }

  /** One of several towns of one name. */
  async chooseTown(place: Place): Promise<void> {
    const signal = this.begin();
    this.startAt([place], "");
    const { wish } = this.state;
    await this.guarded(signal, () => (wish.procedure || wish.place ? this.toList(signal) : this.resolve(inEnglish(wish.exam), null, signal)));
  }

  /** Words of the exam to one exam, a question, or the name of a place. A code is searched for while its name is looked up. */
  private async resolve(words: string, found: Finding | null, signal: AbortSignal): Promise<void> {
    const { wish } = this.state;
    const early =
      found === null && CODE.test(words) && isZip(wish.zip) && wish.filters.min_score === null && wish.sort !== "score"
        ? this.search({ ...wish, procedure: bare(words.toUpperCase()) }, signal).catch((error: unknown) => error)
        : null;
    const finding = found ?? (await this.find(words, signal));
    const [only] = finding.matches;
    if (finding.needs_choice) {
      this.set({ stage: "question", busy: null, open: { choice: finding.needs_choice, known: finding.matches, exams: finding.matches, words } });
    } else if (only) {
      this.wish({ procedure: only });
      const answer = early ? await early : null;
      if (answer instanceof Error) throw answer;
      if (answer) this.arrived(answer as SearchAnswer);
      else await this.toList(signal);
    } else {
      this.wish({ procedure: null, place: words });
      await this.toList(signal);
    }
  }

  /** An answer to the open question. Without one about contrast, the prices without and with it are shown. */
  async choose(codes: string[], isUnsure = false): Promise<void> {
    const { open } = this.state;
    if (!open) return;
    if (isUnsure) this.wish({ isContrastUnsure: true });
    const following = next(codes, open.known);
    if ("settled" in following) {
      const signal = this.begin();
      const procedure = following.settled;
      this.wish({ procedure, withContrast: this.state.wish.isContrastUnsure ? withContrast(procedure, open.exams) : null });
      await this.guarded(signal, () => this.toList(signal));
    } else {
      const known = open.known.filter((procedure) => codes.includes(procedure.code));
      this.set({ open: { ...open, known, choice: "choice" in following ? following.choice : null } });
    }
  }

  /** More words for an exam that is still open. */
  async addWords(more: string): Promise<void> {
    const words = `${this.state.open?.words ?? ""} ${inEnglish(more)}`.trim();
    const signal = this.begin();
    await this.guarded(signal, () => this.resolve(words, null, signal));
  }

  /** The ZIP or town, where the box had none. */
  async giveZip(typed: string): Promise<void> {
    const place = typed.trim();
    if (!isZip(place) && !/\p{L}/u.test(place)) return this.fail({ at: "zip", why: place ? "form" : "missing" });
    const signal = this.begin();
    await this.guarded(signal, async () => {
      const zip = isZip(place) ? place : "";
      const { places } = await findPlaces(zip ? "" : `${this.state.wish.exam}, ${place}`, zip, signal);
      if (!places.length) return this.fail({ at: "zip", why: zip ? "unknown" : "town" });
      this.set({ fault: null });
      if (this.startAt(places, zip)) await this.toList(signal);
    });
  }

  /** The list, or first the ZIP it starts from. */
  private async toList(signal: AbortSignal): Promise<void> {
    const { wish } = this.state;
    if (!wish.zip && !wish.origin) return this.set({ stage: "zip", busy: null, open: null });
    this.arrived(await this.search(wish, signal));
  }

  private arrived(answer: SearchAnswer): void {
    if (this.state.wish.place && answer.total === 0) return this.fail({ at: "box", why: "nothing" });
    this.take(answer, answer.results);
    this.set({ stage: "list", open: null, fault: null, current: null, arrivals: this.state.arrivals + 1 });
  }

  /** The same exam asked for otherwise: plan, radius, order, filters, benefits, a place to compare with. */
  async refine(change: Partial<Wish>): Promise<void> {
    this.wish(change);
    // Prices, shares, differences and distances of cards seen earlier no longer hold.
    if ("network" in change || "benefits" in change || "now" in change || "origin" in change) this.set({ cards: {} });
    if (this.state.stage !== "list") return;
    const signal = this.begin();
    await this.guarded(signal, async () => {
      const answer = await this.search(this.state.wish, signal);
      this.take(answer, answer.results);
      this.set({ fault: null });
    });
  }

  filter(change: Partial<Filters>): Promise<void> {
    return this.refine({ filters: { ...this.state.wish.filters, ...change } });
  }

  clearFilters(): Promise<void> {
    return this.refine({ filters: NO_FILTERS });
  }

  benefits(benefits: Benefits | null, draft: Draft | null): Promise<void> {
    this.set({ draft });
    const sort = benefits ? this.state.wish.sort : this.state.wish.sort === "member_cost" ? "best" : this.state.wish.sort;
    return this.refine({ benefits, sort });
  }

  async more(): Promise<void> {
    const { answer, wish, results } = this.state;
    if (!answer?.next_cursor) return;
    const signal = this.begin("more");
    await this.guarded(signal, async () => {
      const page = await this.search(wish, signal, answer.next_cursor);
      this.take(page, [...results, ...page.results]);
    });
  }

  /** Chosen for the table, or no longer. At most four. */
  compare(id: string): void {
    const { chosen } = this.state;
    if (chosen.includes(id)) this.set({ chosen: chosen.filter((other) => other !== id) });
    else if (chosen.length < MOST_COMPARED) this.set({ chosen: [...chosen, id] });
  }

  private find(q: string, signal: AbortSignal): Promise<Finding> {
    return post<Finding>("/v1/procedures/search", { q }, undefined, signal);
  }

  private async search(wish: Wish, signal: AbortSignal, cursor: string | null = null): Promise<SearchAnswer> {
    const answer = await post<SearchAnswer>("/v1/search", searchBody(wish, cursor), undefined, signal);
    return wish.withContrast ? withContrastCosts(wish, wish.withContrast, answer, signal) : answer;
  }

  private take(answer: SearchAnswer, results: SearchAnswer["results"]): void {
    const cards = { ...this.state.cards };
    for (const result of answer.results) cards[result.site.registration_id] = result;
    if (answer.compared) cards[answer.compared.site.registration_id] ??= answer.compared;
    const summary = answer.summary ?? this.state.answer?.summary;
    this.set({ answer: summary ? { ...answer, summary } : answer, results, cards, busy: null });
    for (const id of this.state.chosen) if (!cards[id]) void this.fetchCard(id);
  }

  /** The card of a site that is not on the list, for the exam and plan in memory. */
  async fetchCard(id: string): Promise<void> {
    const { wish } = this.state;
    if (!wish.procedure || !(wish.zip || wish.origin)) return;
    const body = { ...searchBody({ ...wish, now: { id, name: "" } }), limit: 1 };
    try {
      const { compared } = await post<SearchAnswer>("/v1/search", body);
      if (compared && wish === this.state.wish) this.set({ cards: { ...this.state.cards, [id]: { ...compared, versus: null, notices: [] } } });
    } catch {
      // The site's own page still says what it is; only its price stays out.
    }
  }

  private begin(busy: State["busy"] = "search"): AbortSignal {
    this.running?.abort();
    this.running = new AbortController();
    this.set({ busy });
    return this.running.signal;
  }

  private fail(fault: Fault): void {
    this.set({ fault, busy: null });
  }

  private async guarded(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (signal.aborted) return;
      this.fail(faultOf(error));
    }
  }
}

function faultOf(error: unknown): Fault {
  if (!(error instanceof Refusal)) throw error;
  const { problem } = error;
  const said = problem.errors?.[0]?.pointer ?? "";
  if (problem.type === "unknown-zip") return { at: "zip", why: "unknown" };
  if (said === "/origin/zip") return { at: "zip", why: "form" };
  if (said === "/q" || said === "/text") return { at: "box", why: "unreadable" };
  if (problem.type === "code-not-valid" || problem.type === "unknown-procedure") return { at: "page", why: "code", problem };
  if (problem.status === 0) return { at: "page", why: "unreachable", problem };
  if (problem.status === 429 || problem.status >= 500) return { at: "page", why: "busy", problem };
  return { at: "page", why: "refused", problem };
}

/** A code before its name is known: enough to search with. */
function bare(code: string): Procedure {
  return { code, modality: "mri", name: code, body_regions: [], contrast: "varies", laterality: "none", group: "" };
}
