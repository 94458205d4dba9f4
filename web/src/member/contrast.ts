// The price with contrast beside the one without, for a member who does not know about it: a second search, joined by site.

import { post } from "../api/client";
import type { Cost, Procedure, SearchAnswer } from "../api/types";
import { searchBody } from "./request";
import { WIDEST, type Wish } from "./state";

const MOST_LOOKED_UP = 200;
/** A widened radius is rounded to hundredths of a mile; this much more keeps its farthest place in. */
const ROUNDING = 0.01;

/** The answer with the costs of another exam at its places; null where a place does not do that exam. */
export async function withContrastCosts(wish: Wish, exam: Procedure, answer: SearchAnswer, signal: AbortSignal): Promise<SearchAnswer> {
  const costs = new Map<string, Cost>();
  const isMissing = () => answer.results.some(({ site }) => !costs.has(site.registration_id));
  const asked = searchBody({ ...wish, procedure: exam });
  const body: Record<string, unknown> = {
    audience: "member",
    origin: asked["origin"],
    procedure: exam.code,
    settings: asked["settings"],
    sort: asked["sort"],
    radius_miles: Math.min(WIDEST, Math.round((answer.radius_miles + (answer.widened ? ROUNDING : 0)) * 100) / 100),
    limit: MOST_LOOKED_UP,
  };
  if (wish.network) body["network"] = wish.network;
  if (asked["benefits"]) body["benefits"] = asked["benefits"];
  let cursor: string | null = null;
  while (isMissing()) {
    const page: SearchAnswer = await post<SearchAnswer>("/v1/search", cursor ? { ...body, cursor } : body, undefined, signal);
    for (const { site, cost } of page.results) costs.set(site.registration_id, cost);
    cursor = page.next_cursor;
    if (!cursor) break;
  }
  return { ...answer, results: answer.results.map((result) => ({ ...result, with_contrast: costs.get(result.site.registration_id) ?? null })) };
}
