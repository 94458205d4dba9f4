// The member's search as it goes: from what is typed to one exam, from the exam to a list. One search at a time; an older answer
// never overwrites a newer one. What goes wrong becomes a fault the page can show, never a message in the console.

import { get, post, Refusal } from "../api/client";
import type { Benefits } from "../api/benefits";
import type { Finding, Network, Procedure, SearchAnswer } from "../api/types";
import type { Draft } from "./benefits";
import { inEnglish } from "./exam_words";
import { next } from "./narrow";
import { isZip, numberInDoubt, parseOneBox } from "./one_box";
import { searchBody } from "./request";
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
      const doubted = numberInDoubt(typed);
      const asCode = doubted ? await this.find(doubted, signal) : null;
      const isCode = asCode?.matches.some((match) => match.code === doubted) ?? false;
      const { exam, zip } = parseOneBox(typed, () => isCode);
      // What was said before is not asked for twice: a new exam keeps the ZIP, a new ZIP the exam.
      const place = zip || this.state.wish.zip;
      const sought = exam || this.state.wish.exam;
      if (sought === "") return this.fail({ at: "box", why: "empty" });
      if (!/[\p{L}\d]/u.test(sought)) return this.fail({ at: "box", why: "unreadable" });
      if (place !== "" && !isZip(place)) return this.fail({ at: "zip", why: "form" });
      this.wish({ typed: place ? `${sought}, ${place}` : sought, exam: sought, zip: place, procedure: null, place: "" });
      this.set({ stage: "start", answer: null, results: [], cards: {}, chosen: [] });
      await this.resolve(inEnglish(sought), isCode ? asCode : null, signal);
    });
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
      this.set({ stage: "question", busy: null, open: { choice: finding.needs_choice, known: finding.matches, words } });
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

  /** An answer to the open question. */
  async choose(codes: string[]): Promise<void> {
    const { open } = this.state;
    if (!open) return;
    const following = next(codes, open.known);
    if ("settled" in following) {
      const signal = this.begin();
      this.wish({ procedure: following.settled });
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

  /** The ZIP, where the box had none. */
  async giveZip(zip: string): Promise<void> {
    if (!isZip(zip.trim())) return this.fail({ at: "zip", why: zip.trim() ? "form" : "missing" });
    const { exam } = this.state.wish;
    this.wish({ zip: zip.trim(), typed: `${exam}, ${zip.trim()}` });
    const signal = this.begin();
    await this.guarded(signal, () => this.toList(signal));
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
      const page = await post<SearchAnswer>("/v1/search", searchBody(wish, answer.next_cursor), undefined, signal);
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

  private search(wish: Wish, signal: AbortSignal): Promise<SearchAnswer> {
    return post<SearchAnswer>("/v1/search", searchBody(wish), undefined, signal);
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
