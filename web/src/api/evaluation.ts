// Site-of-care evaluations and suggestions: the fields the order-entry list reads.

import type { Compared, Result } from "./types";

export interface SiteSuggestion {
  registration_id: string;
  name: string;
  city: string | null;
  state: string | null;
}

export interface Suggestions {
  sites: SiteSuggestion[];
  procedures: { code: string; name: string }[];
}

export type Outcome = "no_review" | "hospital_supported" | "redirect" | "needs_information";

/** Clinical facts by key. Facts that were not stated are absent. */
export type Facts = Record<string, boolean>;

export interface Criterion {
  key: string;
  text: string;
  source: string;
  status: "met" | "not_met" | "unknown";
  evidence: { data: string; value: string; says: string }[];
}

export interface Question {
  fact: string;
  text: string;
  with: "weight_lb" | null;
}

export interface Policy {
  id: string;
  payer: string;
  title: string;
  version: string;
  effective_from: string;
  effective_to: string | null;
}

export interface Evaluation {
  snapshot: string;
  as_of: string;
  policy: Policy | null;
  scope: { in_scope: boolean; reason: string | null; detail: string | null };
  outcome: Outcome;
  basis: string[];
  requested: Compared;
  criteria: Criterion[];
  questions: Question[];
  alternates: { radius_miles: number; total: number; results: Result[] } | null;
  certificate: { needs: Record<string, unknown> } | null;
}
