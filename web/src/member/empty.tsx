// An empty list says what stands in the way and offers to take it away, one press each.

import { say } from "../words";
import { miles } from "../words/figures";
import type { Finder } from "./finder";
import { DEFAULT_SETTINGS, filtersSet, type State } from "./state";

const LEAST = 5;
const FARTHER = [100, 250] as const;

export function Empty({ finder, state }: { finder: Finder; state: State }) {
  const { answer, wish } = state;
  if (!answer) return null;
  const farther = FARTHER.find((most) => most > answer.radius_miles);
  const onlyUsual = wish.filters.settings.length === DEFAULT_SETTINGS.length && !wish.filters.settings.includes("hospital_outpatient");
  return (
    <div class="empty">
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
