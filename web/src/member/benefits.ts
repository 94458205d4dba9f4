// What the member types of their plan, and the benefits the service reads from it. Checked on submit, in the order of the form.

import type { Accumulator, Benefits, Limits, Tier } from "../api/benefits";
import type { FieldError, Setting } from "../api/types";

export const TIERED: Setting[] = ["free_standing", "physician_office", "hospital_outpatient"];

const ACCUMULATORS = [
  "deductible_individual_limit",
  "deductible_individual_met",
  "deductible_family_limit",
  "deductible_family_met",
  "out_of_pocket_individual_limit",
  "out_of_pocket_individual_met",
  "out_of_pocket_family_limit",
  "out_of_pocket_family_met",
] as const;

export type Amount = (typeof ACCUMULATORS)[number] | "coinsurance" | `tier_${Setting}`;

export interface Draft {
  amounts: Record<string, string>;
  family_rule: "embedded" | "aggregate";
  tiers: Record<string, { kind: "" | "copay" | "coinsurance"; deductible: "applies" | "waived" }>;
}

export type Wrong = "number" | "percent" | "needed" | "met_over_limit" | "met_without_limit" | "refused";

export const EMPTY: Draft = {
  amounts: {},
  family_rule: "embedded",
  tiers: Object.fromEntries(TIERED.map((setting) => [setting, { kind: "", deductible: "waived" }])),
};

export function readDraft(draft: Draft): { benefits: Benefits | null; wrong: Map<Amount, Wrong> } {
  const wrong = new Map<Amount, Wrong>();
  const amount = (field: Amount, most = 10_000_000, why: Wrong = "number"): number | null => {
    const text = (draft.amounts[field] ?? "").replace(/[$%\s,]/g, "");
    if (text === "") return null;
    const value = Number(text);
    if (/^\d+(\.\d{1,2})?$/.test(text) && value <= most) return value;
    wrong.set(field, why);
    return null;
  };
  const accumulator = (of: "deductible" | "out_of_pocket", whose: "individual" | "family"): Accumulator | null => {
    const limit = amount(`${of}_${whose}_limit`);
    const met = amount(`${of}_${whose}_met`);
    if (limit === null) {
      if (met !== null && met > 0 && !wrong.has(`${of}_${whose}_limit`)) wrong.set(`${of}_${whose}_limit`, "met_without_limit");
      return null;
    }
    if (met !== null && met > limit) wrong.set(`${of}_${whose}_met`, "met_over_limit");
    return { limit, met: met ?? 0 };
  };
  const limits = (of: "deductible" | "out_of_pocket"): Limits | null => {
    const individual = accumulator(of, "individual");
    const family = accumulator(of, "family");
    return individual || family ? { ...(individual && { individual }), ...(family && { family }) } : null;
  };

  const deductible = limits("deductible");
  const coinsurance = amount("coinsurance", 100, "percent");
  if (coinsurance === null && !wrong.has("coinsurance")) wrong.set("coinsurance", "needed");
  const outOfPocket = limits("out_of_pocket");
  const tiers: Tier[] = [];
  for (const setting of TIERED) {
    const tier = draft.tiers[setting];
    if (!tier || tier.kind === "") continue;
    const value = tier.kind === "copay" ? amount(`tier_${setting}`) : amount(`tier_${setting}`, 100, "percent");
    if (value === null) {
      if (!wrong.has(`tier_${setting}`)) wrong.set(`tier_${setting}`, "needed");
      continue;
    }
    const kind = tier.kind === "copay" ? { copay: value } : { coinsurance_percent: value };
    tiers.push({ settings: [setting], deductible: tier.deductible, ...kind });
  }
  if (wrong.size > 0 || coinsurance === null) return { benefits: null, wrong };
  const benefits: Benefits = {
    coinsurance_percent: coinsurance,
    ...(deductible && { deductible }),
    ...(outOfPocket && { out_of_pocket: outOfPocket }),
    ...(deductible?.family && { family_rule: draft.family_rule }),
    ...(tiers.length > 0 && { tiers }),
  };
  return { benefits, wrong };
}

/** The field a fault of the service's is about. */
export function fieldOf(fault: FieldError, benefits: Benefits): Amount | null {
  const path = fault.pointer.split("/").slice(1);
  if (path[0] !== "benefits") return null;
  if (path[1] === "tiers") {
    const setting = benefits.tiers?.[Number(path[2])]?.settings[0];
    return setting ? `tier_${setting}` : null;
  }
  const field = path.slice(1).join("_");
  const known = ACCUMULATORS.find((one) => one === field);
  return known ?? (path[1] === "coinsurance_percent" ? "coinsurance" : null);
}
