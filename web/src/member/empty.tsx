// An empty list says how many places there are and why none fits, names the nearest that does, and offers ways out, one press each.

import type { SearchAnswer } from "../api/types";
import { say } from "../words";
import { miles } from "../words/figures";
import { listFormat } from "../words/formats";
import { counted } from "./counted";
import type { Finder } from "./finder";
import { startOf } from "./site_words";
import { DEFAULT_SETTINGS, filtersSet, WIDEST, type State, type Wish } from "./state";

const LEAST = 5;
const FARTHER = [100, 250] as const;

export function Empty({ finder, state }: { finder: Finder; state: State }) {
  const { answer, wish } = state;
  if (!answer) return null;
  const farther = FARTHER.find((most) => most > answer.radius_miles);
  const onlyUsual = wish.filters.settings.length === DEFAULT_SETTINGS.length && !wish.filters.settings.includes("hospital_outpatient");
  return (
    <div class="empty">
      <Reasons answer={answer} wish={wish} />
      <Nearest answer={answer} finder={finder} />
      <p>{say("find.empty.causes")}</p>
      <ul>
        <li>
          {say("find.empty.far", { n: miles(answer.radius_miles) })}{" "}
          {farther ? (
            <button type="button" onClick={() => void finder.refine({ widen: { least: LEAST, most: farther } })}>
              {say("find.empty.far.do", { n: farther, least: LEAST })}
            </button>
          ) : null}
        </li>
        {filtersSet(wish.filters) > 0 ? (
          <li>
            {say("find.empty.filters")}{" "}
            <button type="button" onClick={() => void finder.clearFilters()}>
              {say("find.filters.clear")}
            </button>
          </li>
        ) : null}
        {wish.network ? (
          <li>
            {say("find.empty.plan")}{" "}
            <button type="button" onClick={() => void finder.refine({ network: "" })}>
              {say("find.empty.plan.do")}
            </button>
          </li>
        ) : null}
        {wish.procedure && onlyUsual ? (
          <li>
            {say("find.empty.hospitals")}{" "}
            <button type="button" onClick={() => void finder.filter({ settings: [...DEFAULT_SETTINGS, "hospital_outpatient"] })}>
              {say("find.empty.hospitals.do")}
            </button>
          </li>
        ) : null}
      </ul>
    </div>
  );
}

const METRES_PER_MILE = 1609.344;
/** Groups of causes with one wording. */
const GROUPS = ["plan", "scan", "need", "grade", "record", "setting", "filter"] as const;
const GROUP_OF: Record<string, (typeof GROUPS)[number]> = {
  setting: "setting",
  registration: "record",
  attestation: "record",
  modality: "scan",
  body_region: "scan",
  need: "need",
  score: "grade",
  network: "plan",
};

function nearestWithin(answer: SearchAnswer): SearchAnswer["nearest"] {
  const { nearest } = answer;
  return nearest && (nearest.distance_metres ?? Infinity) <= Math.round(WIDEST * METRES_PER_MILE) ? nearest : null;
}

/** The places within the radius, and the reasons why none of them fits. */
function Reasons({ answer, wish }: { answer: SearchAnswer; wish: Wish }) {
  const counts = new Map<(typeof GROUPS)[number], number>();
  for (const [cause, count] of Object.entries(answer.causes ?? {})) {
    const group = GROUP_OF[cause.split(":")[0] ?? ""] ?? "filter";
    counts.set(group, (counts.get(group) ?? 0) + count);
  }
  const known = { radius: miles(answer.radius_miles), start: startOf(answer, wish) };
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const isNear = nearestWithin(answer) !== null;
  if (total === 0) {
    const isNowhere = !isNear && wish.town !== "" && !wish.origin;
    return <p class="of-member">{isNowhere ? say("find.none.nowhere", { town: wish.town }) : say("find.none.within", known)}</p>;
  }
  // The sort is stable: equal counts stay in the order of the groups.
  const groups = GROUPS.filter((group) => counts.has(group)).sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const causes = listFormat().format(groups.map((group) => counted(`find.none.cause.${group}`, counts.get(group) ?? 0)));
  return (
    <>
      <p class="of-member">{counted("find.none.known", total, { ...known, causes })}</p>
      {isNear ? null : <p>{say("find.none.far", { n: WIDEST })}</p>}
    </>
  );
}

/** The nearest place that fits, with a button that looks as far as it is. */
function Nearest({ answer, finder }: { answer: SearchAnswer; finder: Finder }) {
  const nearest = nearestWithin(answer);
  if (!nearest || nearest.distance_miles === null) return null;
  const { name, address } = nearest.site;
  const n = miles(nearest.distance_miles);
  const city = [address.city, address.state].filter(Boolean).join(", ");
  const radius = radiusTo(nearest.distance_metres ?? 0);
  return (
    <p class="of-member">
      {say(n === "1" ? "find.none.nearest.one" : "find.none.nearest.other", { name, city, n })}{" "}
      <button type="button" onClick={() => void finder.refine({ radius, widen: null })}>
        {say("find.none.nearest.do", { n: radius })}
      </button>
    </p>
  );
}

/** Whole miles within which a place at this distance is, at most the largest radius. */
function radiusTo(metres: number): number {
  for (let whole = 1; whole < WIDEST; whole += 1) if (Math.round(whole * METRES_PER_MILE) >= metres) return whole;
  return WIDEST;
}
