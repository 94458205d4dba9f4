// Requests of the element to the service, and the fields its refusals refer to.

import { post, Refusal, type Service } from "../api/client";
import type { Evaluation, Facts } from "../api/evaluation";
import type { Procedure, SearchAnswer } from "../api/types";
import { FACTS, LEAST_ROWS, type Fact, type Settings } from "./settings";

const AUDIENCE = "ordering_provider";

export interface Order {
  exam: Procedure;
  zip: string;
  network: string;
  requested: string | null;
}

export function serviceOf({ base, token }: Settings): Service {
  return { base, token: token ?? undefined };
}

interface Narrowed {
  radius_miles: number;
  needs: Record<string, unknown>;
}

/** Requests the list. With `alternates`, requests the list an evaluation offered, with terms explained. */
export function askList(order: Order, settings: Settings, signal: AbortSignal, alternates?: Narrowed): Promise<SearchAnswer> {
  const body = {
    audience: AUDIENCE,
    origin: { zip: order.zip },
    procedure: order.exam.code,
    network: order.network || null,
    // One more than is shown, so that the last row can be compared with the next result.
    limit: settings.limit + 1,
    explain: true,
    compare_to: order.requested,
    why_not: order.requested ? [order.requested] : [],
    ...(alternates ?? { radius_miles: settings.radius_miles, min_results: LEAST_ROWS }),
  };
  return post<SearchAnswer>("/v1/search", body, serviceOf(settings), signal);
}

export interface Stated {
  facts: Facts;
  values: Partial<Record<Fact, string>>;
}

export async function askEvaluation(order: Order, settings: Settings, stated: Stated, signal: AbortSignal): Promise<Evaluation> {
  const { values, facts } = stated;
  const body = {
    audience: AUDIENCE,
    payer: settings.payer,
    order: {
      procedures: [order.exam.code],
      network: order.network,
      line_of_business: values.line_of_business,
      funding: values.funding,
      state: values.state?.toUpperCase(),
    },
    member: { age: Number(values.age), weight_lb: values.weight_lb ? Number(values.weight_lb) : null },
    origin: { zip: order.zip },
    site: { registration_id: order.requested },
    facts,
    limit: settings.limit + 1,
  };
  const ask = (access: object) => post<Evaluation>("/v1/site-of-care/evaluations", { ...body, ...access }, serviceOf(settings), signal);
  if (!values.access_miles) return ask({});
  try {
    return await ask({ access: { miles: Number(values.access_miles) } });
  } catch (error) {
    // The policy defines its own distance standard, which takes precedence.
    if (pointersOf(error).includes("/access")) return ask({});
    throw error;
  }
}

function pointersOf(error: unknown): string[] {
  return error instanceof Refusal ? (error.problem.errors ?? []).map(({ pointer }) => pointer) : [];
}

/** The order facts a refusal points to: `/order/state`, `/member`, `/access/miles` and so on. */
export function factsRefused(error: unknown): Fact[] {
  return pointersOf(error).flatMap((pointer) => {
    const [, part, name] = pointer.split("/");
    if (part === "access") return "access_miles";
    if (part === "member") return name === "weight_lb" ? name : "age";
    return FACTS.find((fact) => fact === name) ?? [];
  });
}
