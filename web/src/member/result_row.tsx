// One result: one heading with its place and name, the money in its order, then the grade, the way and the practical facts.

import type { Result } from "../api/types";
import { CostOnMarket } from "../pictures";
import { say } from "../words";
import { announce } from "./announce";
import { Dotted } from "./dotted";
import type { Finder } from "./finder";
import { Grade } from "./grade";
import { Money, sourceWords } from "./money";
import { SiteLink, type Opens } from "./site_link";
import { addressOf, directionsTo, distanceWords, languageNames, openToday, startOf, typeOfPlace, wheelchairWords } from "./site_words";
import { MOST_COMPARED, type State } from "./state";

export interface RowProps {
  finder: Finder;
  state: State;
  result: Result;
  opens: Opens;
}

/** The price at the site the member goes to now, as the pictures mark it. */
export function askedFor(state: State): { amount: number; name: string } | undefined {
  const compared = state.answer?.compared;
  const amount = compared?.cost.amount ?? null;
  return compared && amount !== null ? { amount, name: compared.site.name } : undefined;
}

export function headingId(id: string): string {
  return `place-${id}`;
}

export function ResultRow({ finder, state, result, opens }: RowProps) {
  const { site, cost } = result;
  const { answer, wish, chosen } = state;
  const id = site.registration_id;
  const market = answer?.summary?.prices ?? null;
  const isChosen = chosen.includes(id);
  const source = sourceWords(cost);
  const toggle = () => (isChosen || chosen.length < MOST_COMPARED ? finder.compare(id) : announce(say("compare.full", { most: MOST_COMPARED })));
  return (
    <li class={state.current === id ? "result current" : "result"} onFocusCapture={() => state.current !== id && finder.set({ current: id })}>
      <h3 id={headingId(id)} tabIndex={-1}>
        <SiteLink id={id} opens={opens}>
          {say("find.result.heading", { n: result.rank, name: site.name })}
        </SiteLink>
      </h3>
      <Dotted kind="where" parts={[typeOfPlace(site.setting), addressOf(site)]} />
      <div class="columns">
        <div>
          <Money
            of={result}
            wish={wish}
            comparedWith={wish.now?.name ?? null}
            pricesAsOf={answer?.prices_as_of ?? null}
          />
          <dl class="money">
            <div>
              <dt>{say("site.grade")}</dt>
              <dd>
                <Grade score={result.score} />
              </dd>
            </div>
            <div class="of-member">
              <dt>{say("site.distance")}</dt>
              <dd>{distanceWords(result, startOf(answer, wish))}</dd>
            </div>
          </dl>
          {market && cost.amount !== null ? (
            <CostOnMarket amount={cost.amount} market={market} requested={askedFor(state)} label={site.name} />
          ) : null}
          <p class="source">
            {source ?? ""}
            {result.notices.includes("ranked-as-median") ? <span> {say("cost.ranked_as_median")}</span> : null}
          </p>
        </div>
        <ul class="facts">
          <li>{openToday(site.hours)}</li>
          <li>{wheelchairWords(site.wheelchair_accessible)}</li>
          <li>{say("site.languages", { list: languageNames(site.languages) })}</li>
        </ul>
      </div>
      <p class="acts">
        <Phone phone={site.phone} name={site.name} />
        <Directions to={directionsTo(site)} name={site.name} />
        <button
          type="button"
          class="toggle"
          aria-pressed={isChosen}
          aria-label={say("compare.toggle.of", { name: site.name })}
          aria-disabled={!isChosen && chosen.length >= MOST_COMPARED ? true : undefined}
          onClick={toggle}
        >
          <span class="box" aria-hidden="true">
            {isChosen ? "✓" : ""}
          </span>
          {say("compare.toggle")}
        </button>
      </p>
    </li>
  );
}

export function Phone({ phone, name }: { phone: string | null; name: string }) {
  if (!phone) return <span class="soft">{say("site.phone.missing")}</span>;
  return (
    <a href={`tel:+1${phone.replace(/\D/g, "")}`}>
      {say("site.phone", { phone })}
      <span class="unseen"> {say("site.phone.to", { name })}</span>
    </a>
  );
}

export function Directions({ to, name }: { to: string; name: string }) {
  return (
    <a class="outside" href={to} target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer">
      {say("site.directions")}
      <span class="unseen"> {say("site.directions.to", { name })}</span>
    </a>
  );
}
