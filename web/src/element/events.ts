// Events the element sends to the page. None carries the ZIP code, the age or the weight. What the office
// states in favor of a hospital is in `reason` only.

import type { Facts, Outcome } from "../api/evaluation";
import type { Modality, Setting } from "../api/types";
import type { Side } from "./exam";

export interface ExamDetail {
  /** Null when the exam was cleared. */
  procedure: { code: string; name: string; modality: Modality } | null;
  /** Null for exams without a side. */
  side: Side | null;
}

/** The inputs of a list or a choice. */
export interface Context {
  procedure: string;
  network: string | null;
  snapshot: string;
  as_of: string;
  requested_site: string | null;
  policy: string | null;
  outcome: Outcome | null;
}

export interface ListDetail extends Context {
  total: number;
  radius_miles: number;
  widened: boolean;
  results: { rank: number; registration_id: string; name: string }[];
}

export interface ReasonDetail {
  requested_site: string;
  policy: string;
  outcome: Outcome;
  /** Keys of the policy's criteria that are met. */
  criteria: string[];
  facts: Facts;
  text: string | null;
}

export interface ChooseDetail extends Context {
  registration_id: string;
  name: string;
  setting: Setting;
  /** Null for the requested site if it is not in the list. */
  rank: number | null;
  side: Side | null;
  /** Set when a hospital is kept although a policy reviews it. */
  reason: ReasonDetail | null;
}

export interface Details {
  "nearsite-exam": ExamDetail;
  "nearsite-list": ListDetail;
  "nearsite-reason": ReasonDetail;
  "nearsite-choose": ChooseDetail;
}
