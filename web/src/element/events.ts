// What the element tells the page around it. None of it carries the ZIP, the age or the weight; what the office states in favour of
// a hospital is in the reason alone.

import type { Facts, Outcome } from "../api/evaluation";
import type { Modality, Setting } from "../api/types";
import type { Side } from "./exam";

export interface ExamDetail {
  /** Null when the exam was taken back. */
  procedure: { code: string; name: string; modality: Modality } | null;
  /** Null for exams without a side. */
  side: Side | null;
}

export interface ListDetail {
  procedure: string;
  network: string | null;
  snapshot: string;
  as_of: string;
  total: number;
  radius_miles: number;
  widened: boolean;
  results: { rank: number; registration_id: string; name: string }[];
  requested_site: string | null;
  policy: string | null;
  outcome: Outcome | null;
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

export interface ChooseDetail {
  registration_id: string;
  name: string;
  setting: Setting;
  /** Null for the asked-for site. */
  rank: number | null;
  requested_site: string | null;
  procedure: string;
  side: Side | null;
  network: string | null;
  snapshot: string;
  as_of: string;
  policy: string | null;
  outcome: Outcome | null;
  /** Given where a hospital is chosen although a policy reviews it. */
  reason: ReasonDetail | null;
}

export interface Details {
  "nearsite-exam": ExamDetail;
  "nearsite-list": ListDetail;
  "nearsite-reason": ReasonDetail;
  "nearsite-choose": ChooseDetail;
}
