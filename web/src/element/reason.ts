// Why a row stands where it stands, in one line: the terms of its rank, and what sets it before the next one.

import type { Result, Term } from "../api/types";
import type { Tongue } from "./words";

function figure({ term, raw }: Term, words: Tongue): string {
  if (raw === null) return words.say("reason.missing");
  if (term === "score") return words.say("reason.points", { points: words.points(raw) });
  if (term === "cost") return words.say("reason.usd", { dollars: words.dollars(raw) });
  return words.say("reason.miles", { miles: words.miles(raw) });
}

function against({ term, raw }: Term, other: Term, words: Tongue): string {
  if (raw === null || other.raw === null) return figure({ term, raw } as Term, words);
  if (term === "score") return words.say("reason.points.against", { points: words.points(raw), other: words.points(other.raw) });
  if (term === "cost") return words.say("reason.usd.against", { dollars: words.dollars(raw), other: words.dollars(other.raw) });
  return words.say("reason.miles.against", { miles: words.miles(raw), other: words.miles(other.raw) });
}

export function reason(result: Result, next: Result | undefined, words: Tongue): string {
  const terms = [...(result.explain?.terms ?? [])].sort((one, other) => other.contribution - one.contribution);
  const here = words.say("reason.here", { facts: terms.map((term) => figure(term, words)).join(", ") });
  if (!next) return `${here} ${words.say("reason.last")}`;
  const pairs = terms.flatMap((term) => {
    const other = next.explain?.terms.find((of) => of.term === term.term);
    return other && other.contribution !== term.contribution ? [{ term, other, by: term.contribution - other.contribution }] : [];
  });
  const tell = (chosen: typeof pairs) => chosen.map(({ term, other }) => against(term, other, words)).join(", ");
  const better = pairs.filter(({ by }) => by > 0).sort((one, other) => other.by - one.by);
  const worse = pairs.filter(({ by }) => by < 0);
  if (better.length === 0) return `${here} ${words.say("reason.tie")}`;
  const values = { better: tell(better), worse: tell(worse) };
  return `${here} ${words.say(worse.length ? "reason.above.though" : "reason.above", values)}`;
}
