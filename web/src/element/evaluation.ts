// What the service says of an order under the policy in force, as far as the element reads it.

export type Outcome = "no_review" | "hospital_supported" | "redirect" | "needs_information";

export interface Evaluation {
  policy: { title: string; version: string } | null;
  outcome: Outcome;
  basis: string[];
  criteria: { key: string; text: string; status: "met" | "not_met" | "unknown" }[];
  questions: { fact: string; text: string; with: string | null }[];
  alternates: { total: number; radius_miles: number | null } | null;
}
