// Asks the service. What is said of a member travels in bodies alone: nothing here writes a URL, a log or a store.

import type { Problem } from "./types";

/** An answer that is a problem, or none at all (status 0). */
export class Refusal extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export interface Service {
  /** Where the service is; empty is the page's own origin. */
  readonly base: string;
  /** Sent as a bearer token where the service asks for one. */
  readonly token?: string | undefined;
}

const OWN: Service = { base: "" };

export function post<Answer>(path: string, body: unknown, service: Service = OWN, signal?: AbortSignal): Promise<Answer> {
  return ask(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } }, service, signal);
}

export function get<Answer>(path: string, service: Service = OWN, signal?: AbortSignal): Promise<Answer> {
  return ask(path, { method: "GET", headers: {} }, service, signal);
}

async function ask<Answer>(path: string, how: { method: string; body?: string; headers: Record<string, string> }, service: Service, signal?: AbortSignal): Promise<Answer> {
  if (service.token) how.headers["authorization"] = `Bearer ${service.token}`;
  const options: RequestInit = { ...how, credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" };
  if (signal) options.signal = signal;
  let answer: Response;
  try {
    answer = await fetch(`${service.base}${path}`, options);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refusal({ type: "unreachable", title: "Unreachable", status: 0, detail: "the service cannot be reached" });
  }
  const said: unknown = await answer.json().catch(() => null);
  if (answer.ok && said !== null) return said as Answer;
  const problem = said as Problem | null;
  throw new Refusal(problem?.type ? problem : { type: "unreadable", title: "Unreadable answer", status: answer.status, detail: "the answer could not be read" });
}
