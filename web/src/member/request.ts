// The search a wish asks for. What cannot be asked of it (a price limit without a plan, a grade where none is shown) is left out,
// so that changing the exam never leaves a filter behind that the service would refuse.

import { inPlay, PAGE_SIZE, type Wish } from "./state";

export function searchBody(wish: Wish, cursor: string | null = null): Record<string, unknown> {
  const play = inPlay(wish);
  const { filters } = wish;
  const text = [wish.place, filters.name.trim()].filter(Boolean).join(" ");
  const body: Record<string, unknown> = {
    audience: "member",
    origin: wish.origin ?? { zip: wish.zip },
    radius_miles: wish.radius,
    settings: wish.procedure ? filters.settings : ["free_standing", "physician_office", "hospital_outpatient"],
    sort: sortAsked(wish),
    limit: PAGE_SIZE,
  };
  if (wish.procedure) body["procedure"] = wish.procedure.code;
  if (wish.network) body["network"] = wish.network;
  if (/[\p{L}\d]/u.test(text)) body["text"] = text;
  if (wish.widen) {
    body["min_results"] = wish.widen.least;
    body["max_radius_miles"] = wish.widen.most;
  }
  const asked: Record<string, unknown> = {};
  if (play.score && filters.min_score !== null) asked["min_score"] = filters.min_score;
  if (play.cost && filters.max_amount !== null) asked["max_amount"] = filters.max_amount;
  if (filters.accredited_by.length) asked["accredited_by"] = filters.accredited_by;
  if (filters.languages.length) asked["languages"] = filters.languages;
  if (filters.open_on.length) asked["open_on"] = filters.open_on;
  if (filters.wheelchair) asked["wheelchair_accessible"] = true;
  if (Object.keys(asked).length) body["filters"] = asked;
  const needs: Record<string, unknown> = {};
  if (wish.procedure?.modality === "mri" && filters.bore) needs["bore"] = filters.bore;
  if (wish.procedure && filters.age !== null) needs["patient_age"] = filters.age;
  if (Object.keys(needs).length) body["needs"] = needs;
  if (wish.benefits && play.cost) body["benefits"] = wish.benefits;
  if (wish.now) body["compare_to"] = wish.now.id;
  body["summary"] = true;
  if (cursor) body["cursor"] = cursor;
  return body;
}

/** The order asked for, or the best where this wish cannot be ordered so. */
export function sortAsked(wish: Wish): Wish["sort"] {
  const play = inPlay(wish);
  const possible = { best: true, distance: true, cost: play.cost, member_cost: play.memberCost, score: play.score };
  return possible[wish.sort] ? wish.sort : "best";
}
