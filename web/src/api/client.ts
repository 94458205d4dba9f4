// Sends requests to the service. Member data is in request bodies only: nothing here writes it to a URL, a
// log or a store.

import type { Problem } from "./types";

/** A failed request: the problem the service returned, or status 0 if no answer arrived. */
export class Refusal extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export interface Service {
  /** Base address of the service. Empty means the page's own origin. */
  readonly base: string;
  /** Bearer token, if the service requires one. */
  readonly token?: string | undefined;
}

const OWN: Service = { base: "" };

export function post<Answer>(path: string, body: unknown, service: Service = OWN, signal?: AbortSignal): Promise<Answer> {
  return ask(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } }, service, signal);
}

export function get<Answer>(path: string, service: Service = OWN, signal?: AbortSignal): Promise<Answer> {
  return ask(path, { method: "GET", headers: {} }, service, signal);
}

async function ask<Answer>(path: string, init: { method: string; body?: string; headers: Record<string, string> }, service: Service, signal?: AbortSignal): Promise<Answer> {
  if (service.token) init.headers["authorization"] = `Bearer ${service.token}`;
  const options: RequestInit = { ...init, credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" };
  if (signal) options.signal = signal;
  let answer: Response;
  try {
    answer = await fetch(`${service.base}${path}`, options);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refusal({ type: "unreachable", title: "Unreachable", status: 0, detail: "the service cannot be reached" });
  }
  const json: unknown = await answer.json().catch(() => null);
  if (answer.ok && json !== null) return json as Answer;
  const problem = json as Problem | null;
  throw new Refusal(problem?.type ? problem : { type: "unreadable", title: "Unreadable answer", status: answer.status, detail: "the answer could not be read" });
}
