// Why a site stands where it stands, in words: what counts for it, and what puts it above the next. Everything said is in the
// answer; which way a term counts is read off its contributions.

import type { Compared, Cost, Result, Term } from "../api/types";
import type { Listing } from "./model";
import type { Words } from "./words";

/** The figures of a card in one phrase: score, cost with its evidence, distance with its kind and origin. */
export function figures(card: Compared | Result, listing: Listing, words: Words): string {
  const { say, list, points } = words;
  const parts: string[] = [];
  if (card.score.status === "shown") parts.push(say("why.score", { score: points(card.score.value ?? 0), grade: card.score.grade ?? "" }));
  if (card.cost.amount !== null) parts.push(costInWords(card.cost, words));
  if (card.distance_miles !== null) parts.push(way(card.distance_miles, listing.order.zip, words));
  return list(parts);
}

export function way(miles: number, zip: string, words: Words): string {
  const told = words.miles(miles);
  return words.say(told === "1" ? "way.one" : "way", { miles: told, zip: zip.slice(0, 5) });
}

export function costInWords(cost: Cost, { say, sayOr, dollars }: Words): string {
  const amount = dollars(cost.amount ?? 0);
  return cost.evidence ? say("why.cost", { amount, evidence: sayOr(`evidence.${cost.evidence}`, cost.evidence) }) : amount;
}

/** Why this one is above that one; null where the terms are not told. */
export function above(result: Result, next: Result, words: Words): string | null {
  const { say, list } = words;
  const merits: string[] = [];
  const drawbacks: string[] = [];
  for (const mine of result.explain?.terms ?? []) {
    const other = next.explain?.terms.find(({ term }) => term === mine.term);
    if (!other) return null;
    if (mine.contribution > other.contribution) merits.push(merit(mine, other, result, next, words));
    if (mine.contribution < other.contribution) drawbacks.push(merit(other, mine, next, result, words));
  }
  const key = result.utility === next.utility ? "why.level" : drawbacks.length ? "why.above_though" : "why.above";
  return say(key, { name: next.site.name, merits: list(merits), drawbacks: list(drawbacks) });
}

/** What the one has over the other in a term. */
function merit(mine: Term, other: Term, my: Result, its: Result, words: Words): string {
  const { say, points, miles } = words;
  if (mine.term === "score") return say("merit.score", { mine: points(mine.raw ?? 0), other: points(other.raw ?? 0) });
  if (mine.term === "distance") return say("merit.distance", { mine: miles(mine.raw ?? 0), other: miles(other.raw ?? 0) });
  if (mine.raw === null) return say("merit.median", { other: costInWords(its.cost, words) });
  if (other.raw === null) return say("merit.known", { mine: costInWords(my.cost, words) });
  return say(mine.raw < other.raw ? "merit.cost" : "merit.evidence", { mine: costInWords(my.cost, words), other: costInWords(its.cost, words) });
}

/** Why the asked-for site is not in the list, or where in it. */
export function absence(listing: Listing, words: Words): string {
  const { say, sayOr, count } = words;
  const [told] = listing.answer.why_not;
  if (!told) return "";
  if (told.cause === null) return told.rank ? say("why.ranked", { rank: count(told.rank), total: count(listing.answer.total) }) : "";
  const [kind] = told.cause.split(":");
  return sayOr(`cause.${kind}`, told.detail);
}

export function nextOf(result: Result, { rows, below }: Listing): Result | null {
  return rows[rows.indexOf(result) + 1] ?? below;
}
