// Answers of the service: the fields the pages read. /openapi.json describes all fields.

export type Audience = "member" | "ordering_provider" | "reviewer";
export type Modality = "ct" | "mri" | "pet" | "nuclear_cardiology" | "xray" | "ultrasound" | "echo" | "mammography";
export type Setting = "physician_office" | "free_standing" | "hospital_outpatient";
export type Evidence = "claims" | "site_rate" | "fee_schedule" | "group_rate" | "estimate";
export type Sort = "best" | "cost" | "member_cost" | "distance" | "score";
export type Day = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

export interface Hours {
  days: Day[];
  opens: string;
  closes: string;
}

export interface Site {
  registration_id: string;
  name: string;
  doing_business_as: string | null;
  organization: { name: string; owner_type: string } | null;
  setting: Setting;
  address: { line1: string | null; line2: string | null; city: string | null; state: string | null; zip: string | null };
  location: { lat: number; lon: number; precision: "reported" | "zip" | "town" };
  phone: string | null;
  website: string | null;
  hours: Hours[];
  languages: string[];
  wheelchair_accessible: boolean | null;
  services: {
    modality: Modality;
    equipment: Record<string, unknown>[];
    capabilities: Record<string, unknown>;
    accreditations: { body: string; expires_on: string | null }[];
  }[];
}

export interface Score {
  status: "shown" | "missing" | "not_displayed" | "not_scored";
  value?: number;
  grade?: "A" | "B" | "C";
}

export interface Cost {
  status: "priced" | "ambiguous" | "missing";
  amount: number | null;
  low: number | null;
  high: number | null;
  evidence: Evidence | null;
  components: { component: string; status: string; amount: number | null }[];
  as_of: string | null;
  source: string | null;
  reason?: string;
}

export interface MemberCost {
  amount: number;
  deductible: number;
  copay: number;
  coinsurance: number;
}

export interface Term {
  term: "score" | "cost" | "distance";
  raw: number | null;
  unit: "points" | "usd" | "miles";
  ppm: number;
  weight: number;
  contribution: number;
}

export interface Versus {
  amount: number | null;
  member_cost?: number | null;
  distance_miles: number | null;
  score: number | null;
}

export interface Result {
  rank: number;
  site: Site;
  distance_miles: number | null;
  distance_metres: number | null;
  score: Score;
  cost: Cost;
  member_cost?: MemberCost | null;
  utility: number;
  explain?: { terms: Term[] } | null;
  versus: Versus | null;
  notices: string[];
  /** Where the member does not know about contrast: the price with it; null where the place does not do it. */
  with_contrast?: Cost | null;
}

/** The requested site: a result without rank and utility. */
export type Compared = Omit<Result, "rank" | "utility">;

/** A single site: its card, its status and its scores by modality. */
export interface SiteView extends Site {
  status: string;
  scores: { modality: Modality; score: Score }[];
}

/** Statistics of the qualifying sites, requested with `"summary": true`. `prices` is null below three
 *  facilities. */
export interface Summary {
  prices: {
    facilities: number;
    p10: number;
    median: number;
    p90: number;
    lowest: number;
    highest: number;
    bins: { from: number; to: number; count: number }[];
  } | null;
  counts: {
    grade: Partial<Record<"A" | "B" | "C", number>>;
    accredited_by: Record<string, number>;
    languages: Record<string, number>;
    open_on: Partial<Record<Day, number>>;
    wheelchair_accessible: number;
    setting: Partial<Record<Setting, number>>;
  };
}

export interface SearchAnswer {
  snapshot: string;
  as_of: string;
  prices_as_of: string;
  origin: { lat: number; lon: number; source: "coordinates" | "zip_centroid" } | null;
  radius_miles: number;
  widened: boolean;
  total: number;
  reference_amount: number | null;
  results: Result[];
  compared: Compared | null;
  why_not: { registration_id: string; cause: string | null; rank?: number; detail: string }[];
  next_cursor: string | null;
  notices: string[];
  /** Of an empty list: the places within the radius by the first cause of their absence, and the nearest that fits. */
  causes?: Record<string, number>;
  nearest?: Compared | null;
  summary?: Summary;
}

export interface Procedure {
  code: string;
  modality: Modality;
  name: string;
  body_regions: string[];
  contrast: string;
  laterality: string;
  group: string;
}

export interface Choice {
  about: "modality" | "region" | "contrast" | "side" | "variant";
  options: { value: string; label: string; procedures: string[] }[];
}

export interface Finding {
  matches: Procedure[];
  needs_choice: Choice | null;
}

/** A town, with the ZIP code its distances start from. */
export interface Place {
  city: string;
  state: string;
  zip: string;
}

/** What a text names first or last as a place, and the rest of it. */
export interface PlaceFinding {
  rest: string;
  places: Place[];
}

export interface Network {
  network: string;
  plan: string;
  name: string;
  product: string;
  market: string;
}

export interface FieldError {
  pointer: string;
  message: string;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: FieldError[];
}
