// What the page holds while it is open, and nowhere else: the wish of the member, and what the service answered.

import type { Benefits } from "../api/benefits";
import type { Choice, Compared, Day, Modality, Network, Place, Problem, Procedure, Result, SearchAnswer, Setting, Sort } from "../api/types";
import type { Draft } from "./benefits";

export const PAGE_SIZE = 20;
const RADII = [5, 10, 25, 50, 100];
export const WIDEST = 250;
export const MOST_COMPARED = 4;
export const MOST_PRINTED = 20;

export interface Filters {
  min_score: number | null;
  accredited_by: string[];
  languages: string[];
  open_on: Day[];
  wheelchair: boolean;
  settings: Setting[];
  max_amount: number | null;
  bore: "wide" | "open" | null;
  age: number | null;
  name: string;
}

export const DEFAULT_SETTINGS: Setting[] = ["free_standing", "physician_office"];

export const NO_FILTERS: Filters = {
  min_score: null,
  accredited_by: [],
  languages: [],
  open_on: [],
  wheelchair: false,
  settings: DEFAULT_SETTINGS,
  max_amount: null,
  bore: null,
  age: null,
  name: "",
};

export interface Wish {
  typed: string;
  exam: string;
  zip: string;
  /** Town and state of the ZIP, as in "Austin, TX". */
  town: string;
  /** True if the town was typed, not its ZIP. */
  isByTown: boolean;
  procedure: Procedure | null;
  /** True if the member does not know about contrast; then the exam with it, as far as there is one. */
  isContrastUnsure: boolean;
  withContrast: Procedure | null;
  /** Words that name a place, where they name no exam. */
  place: string;
  network: string;
  radius: number;
  /** Look farther until this many places are found. */
  widen: { least: number; most: number } | null;
  sort: Sort;
  filters: Filters;
  /** The site the member goes to now. */
  now: { id: string; name: string } | null;
  benefits: Benefits | null;
  /** The middle of the map, where "search this area" was asked for. */
  origin: { lat: number; lon: number } | null;
}

/** The question that is open, and the exams it is about as far as they are known. */
export interface Open {
  /** Null: too many are left to list, so more words are asked for. */
  choice: Choice | null;
  known: Procedure[];
  /** Every exam the words describe. */
  exams: Procedure[];
  /** What was typed of the exam so far, in the service's words. */
  words: string;
}

export type Fault =
  | { at: "box"; why: "empty" | "unreadable" | "nothing" }
  | { at: "zip"; why: "form" | "unknown" | "missing" | "town" }
  | { at: "page"; why: "unreachable" | "busy" | "code" | "refused"; problem?: Problem };

export interface State {
  wish: Wish;
  networks: Network[];
  stage: "start" | "zip" | "town" | "question" | "list";
  open: Open | null;
  /** The towns of one name among which the member chooses. */
  towns: Place[];
  answer: SearchAnswer | null;
  results: Result[];
  busy: "search" | "more" | null;
  fault: Fault | null;
  /** Ids chosen for the table, and every card seen, by id. */
  chosen: string[];
  cards: Record<string, Result | Compared>;
  /** The result last focused or chosen on a picture. */
  current: string | null;
  /** Counts up when the list is new, so that its heading takes the focus. */
  arrivals: number;
  draft: Draft | null;
}

export const START: State = {
  wish: {
    typed: "",
    exam: "",
    zip: "",
    town: "",
    isByTown: false,
    procedure: null,
    isContrastUnsure: false,
    withContrast: null,
    place: "",
    network: "",
    radius: 25,
    widen: null,
    sort: "best",
    filters: NO_FILTERS,
    now: null,
    benefits: null,
    origin: null,
  },
  networks: [],
  stage: "start",
  open: null,
  towns: [],
  answer: null,
  results: [],
  busy: null,
  fault: null,
  chosen: [],
  cards: {},
  current: null,
  arrivals: 0,
  draft: null,
};

/** The radii to choose from: the usual ones, and one that an empty list offered. */
export function radii(asked: number): number[] {
  return RADII.includes(asked) ? RADII : [...RADII, asked];
}

const SCORED: Modality[] = ["ct", "mri", "pet", "nuclear_cardiology"];

/** What this wish can be ordered and filtered by. */
export function inPlay(wish: Wish): { score: boolean; cost: boolean; memberCost: boolean } {
  const cost = wish.procedure !== null && wish.network !== "";
  return { score: wish.procedure !== null && SCORED.includes(wish.procedure.modality), cost, memberCost: cost && wish.benefits !== null };
}

/** How many filters are not as they were at first. */
export function filtersSet(filters: Filters): number {
  const asAtFirst = [...filters.settings].sort().join() === [...DEFAULT_SETTINGS].sort().join();
  return [
    filters.min_score !== null,
    filters.accredited_by.length > 0,
    filters.languages.length > 0,
    filters.open_on.length > 0,
    filters.wheelchair,
    !asAtFirst,
    filters.max_amount !== null,
    filters.bore !== null,
    filters.age !== null,
    filters.name.trim() !== "",
  ].filter(Boolean).length;
}
