// A member's benefits and the cost estimates made from them. Benefits are sent in request bodies, held in
// memory, and stored nowhere.

import type { Cost, Evidence, Setting } from "./types";

export interface Accumulator {
  limit: number;
  met?: number;
}

export interface Limits {
  individual?: Accumulator;
  family?: Accumulator;
}

export type Tier = { settings: Setting[]; deductible: "applies" | "waived" } & ({ copay: number } | { coinsurance_percent: number });

export interface Benefits {
  coinsurance_percent: number;
  deductible?: Limits;
  out_of_pocket?: Limits;
  family_rule?: "embedded" | "aggregate";
  tiers?: Tier[];
}

export interface AccumulatorNow {
  limit: number;
  met: number;
  left: number;
}

export interface LimitsNow {
  individual: AccumulatorNow | null;
  family: AccumulatorNow | null;
}

export interface Accumulators {
  deductible: LimitsNow;
  out_of_pocket: LimitsNow;
  family_rule: "embedded" | "aggregate";
}

export type Component = "global" | "technical" | "professional" | "facility" | "contrast";

export interface MemberShare {
  total: number;
  deductible: number;
  copay: number;
  coinsurance: number;
  capped_by_out_of_pocket: number;
}

export interface Claim {
  claim: Component;
  includes: Component[];
  allowed_amount: number;
  member_share: MemberShare;
  plan_pays: number;
}

export interface Estimate {
  registration_id: string;
  name: string;
  setting: Setting;
  in_network: boolean;
  status: Cost["status"];
  reason?: string | null;
  allowed_amount: number | null;
  evidence: Evidence | null;
  member_share: MemberShare | null;
  plan_pays: number | null;
  claims: Claim[];
  accumulators_after: Accumulators | null;
  notices: string[];
}

export interface EstimatesAnswer {
  as_of: string;
  prices_as_of: string;
  accumulators: Accumulators;
  estimates: Estimate[];
  notices: string[];
}
