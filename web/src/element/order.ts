// What the host page says of the order, what the clerk has chosen, and the questions to the service that follow from both. What is said
// of the member is in memory and in request bodies alone.

import { post, type Service } from "../api/client";
import type { Procedure, SearchAnswer } from "../api/types";
import type { Evaluation } from "./evaluation";

/** What the host page states by attributes and properties. */
export interface Host {
  service: Service;
  payer: string | null;
  programme: string | null;
  lineOfBusiness: string;
  funding: string;
  state: string | null;
  /** Miles of the plan's standard, where the policy leaves it open. */
  accessMiles: number | null;
  limit: number;
  shortcuts: boolean;
}

/** A site by its public name. */
export interface NamedSite {
  id: string;
  name: string;
}

/** What the list is about. */
export interface Order {
  procedure: Procedure;
  zip: string;
  network: string;
  age: number | null;
  asked: NamedSite | null;
}

export const RADIUS = 25;
export const WIDE_RADIUS = 100;

/** Answers of the clerk to the policy's questions. */
export type Facts = Record<string, boolean>;

export function search(host: Host, order: Order, radius: number, signal: AbortSignal): Promise<SearchAnswer> {
  const body: Record<string, unknown> = {
    audience: "ordering_provider",
    origin: { zip: order.zip },
    procedure: order.procedure.code,
    network: order.network,
    radius_miles: radius,
    limit: host.limit,
    explain: true,
  };
  if (order.age !== null) body["needs"] = { patient_age: order.age };
  if (order.asked) body["compare_to"] = order.asked.id;
  return post("/v1/search", body, host.service, signal);
}

export function evaluate(host: Host, order: Order, facts: Facts, weight: number | null, state: string, signal: AbortSignal): Promise<Evaluation> {
  const member: Record<string, number> = {};
  if (order.age !== null) member["age"] = order.age;
  if (weight !== null) member["weight_lb"] = weight;
  const body: Record<string, unknown> = {
    audience: "ordering_provider",
    payer: host.payer,
    order: {
      procedures: [order.procedure.code],
      network: order.network,
      line_of_business: host.lineOfBusiness,
      funding: host.funding,
      state: host.state ?? state,
    },
    member,
    origin: { zip: order.zip },
    site: { registration_id: order.asked?.id },
    facts,
    limit: 1,
  };
  if (host.programme) body["programme"] = host.programme;
  if (host.accessMiles !== null) body["access"] = { miles: host.accessMiles };
  return post("/v1/site-of-care/evaluations", body, host.service, signal);
}
