// Explains a site's rank in words: its figures, and why it ranks above the next site. All values are in the
// answer. The contributions show which site a term favors.

import type { Compared, Cost, Result, Term } from "../api/types";
import type { Listing } from "./model";
import type { Words } from "./words";

/** The figures of a site in one phrase: score, cost with its evidence, distance with its kind and origin. */
export function figures(card: Compared | Result, listing: Listing, words: Words): string {
  const { say, list, points } = words;
  const parts: string[] = [];
  if (card.score.status === "shown") parts.push(say("why.score", { score: points(card.score.value ?? 0), grade: card.score.grade ?? "" }));
  if (card.cost.amount !== null) parts.push(costInWords(card.cost, words));
  if (card.distance_miles !== null) parts.push(distanceInWords(card.distance_miles, listing.order.zip, words));
  return list(parts);
}

export function distanceInWords(distance: number, zip: string, words: Words): string {
  const miles = words.miles(distance);
  return words.say(miles === "1" ? "way.one" : "way", { miles, zip: zip.slice(0, 5) });
}

export function costInWords(cost: Cost, { say, sayOr, dollars }: Words): string {
  const amount = dollars(cost.amount ?? 0);
  return cost.evidence ? say("why.cost", { amount, evidence: sayOr(`evidence.${cost.evidence}`, cost.evidence) }) : amount;
}

/** Why a site ranks above the next one. Null if the answer does not explain its terms. */
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

/** The advantage of one site over another in a term. */
function merit(mine: Term, other: Term, my: Result, its: Result, words: Words): string {
  const { say, points, miles } = words;
  if (mine.term === "score") return say("merit.score", { mine: points(mine.raw ?? 0), other: points(other.raw ?? 0) });
  if (mine.term === "distance") return say("merit.distance", { mine: miles(mine.raw ?? 0), other: miles(other.raw ?? 0) });
  if (mine.raw === null) return say("merit.median", { other: costInWords(its.cost, words) });
  if (other.raw === null) return say("merit.known", { mine: costInWords(my.cost, words) });
  return say(mine.raw < other.raw ? "merit.cost" : "merit.evidence", { mine: costInWords(my.cost, words), other: costInWords(its.cost, words) });
}

/** Why the requested site is not in the list, or its rank. */
export function absence(listing: Listing, words: Words): string {
  const { say, sayOr, count } = words;
  const [entry] = listing.answer.why_not;
  if (!entry) return "";
  if (entry.cause === null) return entry.rank ? say("why.ranked", { rank: count(entry.rank), total: count(listing.answer.total) }) : "";
  const [kind] = entry.cause.split(":");
  return sayOr(`cause.${kind}`, entry.detail);
}

export function nextOf(result: Result, { rows, below }: Listing): Result | null {
  return rows[rows.indexOf(result) + 1] ?? below;
}
