// The list: what was asked, how it is ordered, the filters, the places, and beside them the map and the pictures once opened.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Result, Sort } from "../api/types";
import { PriceAgainstDistance, PriceHistogram } from "../pictures";
import { SiteMap, type MapSite } from "../map";
import { say, type Key } from "../words";
import { dollars, miles } from "../words/figures";
import { announce } from "./announce";
import { BenefitsForm } from "./benefits_form";
import { counted } from "./counted";
import { Dotted } from "./dotted";
import { Empty } from "./empty";
import { examName } from "./exam_words";
import { FiltersForm } from "./filters";
import type { Finder } from "./finder";
import { GradeMeaning } from "./grade";
import { EvidenceMeaning, Notices } from "./notices";
import { sortAsked } from "./request";
import { askedFor, headingId, ResultRow } from "./result_row";
import type { Opens } from "./site_link";
import { distanceWords, startOf } from "./site_words";
import { filtersSet, inPlay, type State } from "./state";

interface ListProps {
  finder: Finder;
  state: State;
  basemap: string | undefined;
  opens: Opens;
  prints: () => void;
}

/** What fits a screen stands at once; the rest of a new list, and the filters, follow a frame later. */
const FIRST = 4;
const WIDE = "(min-width: 60rem)";

export function ListPage({ finder, state, basemap, opens, prints }: ListProps) {
  const { answer, wish, results } = state;
  const [isMapOpen, setMapOpen] = useState(false);
  const [arePicturesOpen, setPicturesOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const panel = useRef<HTMLDetailsElement>(null);
  const [isWide] = useState(() => matchMedia(WIDE).matches);
  const [arrivals] = useState(state.arrivals);
  const isNew = state.arrivals !== arrivals || (state.current === null && arrivals > 0);
  useEffect(() => {
    if (isNew) heading.current?.focus();
  }, [state.arrivals]);
  // Back from another page the list is whole at once, so that the focus finds its place.
  const [whole, setWhole] = useState(isNew ? -1 : state.arrivals);
  const isWhole = whole === state.arrivals;
  useEffect(() => {
    if (isWhole) return;
    const frame = requestAnimationFrame(() => setTimeout(() => setWhole(state.arrivals)));
    return () => cancelAnimationFrame(frame);
  }, [state.arrivals]);
  // A status message for every list that comes: how many, where, in what order.
  useEffect(() => {
    if (answer) announce(`${summaryWords(state)}. ${say(`find.sorted.${sortAsked(wish)}`)}`);
  }, [answer?.snapshot, answer?.total, answer?.radius_miles, wish]);
  if (!answer) return null;

  const choose = (id: string) => {
    finder.set({ current: id });
    document.getElementById(headingId(id))?.focus();
  };
  // Once the benefits are in, the list is what one wants to see.
  const closePanel = () => {
    if (!panel.current) return;
    panel.current.open = false;
    panel.current.querySelector("summary")?.focus();
  };
  const set = filtersSet(wish.filters);
  const hasPrices = results.some((result) => result.cost.amount !== null);
  return (
    <div class={isMapOpen ? "list-page with-map" : "list-page"}>
      <details class="filters-panel" open={isWide}>
        <summary>{set ? say("find.filters.set", { n: set }) : say("find.filters")}</summary>
        {isWhole ? <FiltersForm finder={finder} state={state} /> : null}
      </details>

      <section class="list" aria-labelledby="list-heading" aria-busy={state.busy === "search"}>
        <h2 id="list-heading" tabIndex={-1} ref={heading}>
          {summaryWords(state)}
        </h2>
        {/* On paper the heading above is left out: it says where the member starts from. */}
        <h2 class="on-paper">{say("find.print.heading.places")}</h2>
        <Sought state={state} />
        {answer.widened ? <p class="note">{say("find.widened", { n: miles(answer.radius_miles) })}</p> : null}
        {wish.origin ? (
          <p class="note">
            {say("find.start.moved")}{" "}
            <button type="button" onClick={() => void finder.refine({ origin: null })}>
              {say("find.start.back", { zip: wish.isByTown ? wish.town : wish.zip.slice(0, 5) })}
            </button>
          </p>
        ) : null}
        <details class="panel benefits-panel" ref={panel} onToggle={(event) => event.currentTarget.open && setWasOpened(true)}>
          <summary>{say(wish.benefits ? "benefits.open.set" : "benefits.open")}</summary>
          {wasOpened ? <BenefitsForm finder={finder} state={state} done={closePanel} /> : null}
        </details>
        <AccumulatorsStated state={state} />
        {answer.total > 0 ? (
          <div class="toolbar">
            <SortSelect finder={finder} state={state} />
            <div class="turns">
              <button type="button" class="toggle" aria-expanded={isMapOpen} onClick={() => setMapOpen(!isMapOpen)}>
                {say(isMapOpen ? "find.map.hide" : "find.map.show")}
              </button>
              {hasPrices ? (
                <button type="button" class="toggle" id="turn-pictures" aria-expanded={arePicturesOpen} onClick={() => setPicturesOpen(!arePicturesOpen)}>
                  {say("find.pictures")}
                </button>
              ) : null}
              <button type="button" id="turn-print" onClick={prints}>
                {say("find.print")}
              </button>
            </div>
          </div>
        ) : null}
        {isMapOpen && answer.origin && answer.total > 0 ? (
          <div class="map-place">
            <SiteMap
              origin={{ lat: answer.origin.lat, lon: answer.origin.lon }}
              originLabel={wish.origin ? say("find.start.map") : wish.isByTown ? wish.town : wish.zip.slice(0, 5)}
              radiusMiles={answer.radius_miles}
              sites={results.map((result) => pin(result, startOf(answer, wish)))}
              chosen={state.current ?? undefined}
              onChoose={choose}
              onSearchHere={(origin) => void finder.refine({ origin, widen: null })}
              basemap={basemap}
            />
          </div>
        ) : null}
        {answer.total === 0 ? <Empty finder={finder} state={state} /> : null}
        {hasPrices && arePicturesOpen ? <Pictures state={state} choose={choose} /> : null}
        <ol class="results">
          {results.slice(0, isWhole ? results.length : FIRST).map((result) => (
            <ResultRow key={result.site.registration_id} finder={finder} state={state} result={result} opens={opens} />
          ))}
        </ol>
        {answer.next_cursor ? <More finder={finder} state={state} /> : null}
        {answer.total > 0 ? <GradeMeaning /> : null}
        {results.some((result) => result.cost.evidence !== null) ? <EvidenceMeaning /> : null}
        <Notices hasPlan={wish.network !== ""} hasBenefits={wish.benefits !== null} pricesAsOf={answer.prices_as_of} />
      </section>
    </div>
  );
}

function pin(result: Result, start: string): MapSite {
  const { registration_id: id, name, location } = result.site;
  return { id, rank: result.rank, name, lat: location.lat, lon: location.lon, detail: distanceWords(result, start) };
}

export function summaryWords(state: State): string {
  const { answer, wish } = state;
  if (!answer) return "";
  const radius = miles(answer.radius_miles);
  if (wish.isByTown && !wish.origin) return counted("find.count_town", answer.total, { radius, town: wish.town });
  return counted("find.count", answer.total, { radius, start: startOf(answer, wish) });
}

/** What was understood, so that a wrong exam is seen at once. */
export function Sought({ state }: { state: State }) {
  const { wish, networks } = state;
  const plan = networks.find((one) => one.network === wish.network)?.name;
  if (!wish.procedure) return <p class="sought">{say("find.sought.place", { words: wish.exam })}</p>;
  const { name, english } = examName(wish.procedure);
  return (
    <Dotted
      kind="sought"
      parts={[
        <>
          <strong>{name}</strong> {english ? <span lang="en">({english})</span> : null}
        </>,
        say("find.sought.code", { code: wish.procedure.code }),
        plan ? say("find.sought.plan", { plan }) : say("find.sought.no_plan"),
        wish.withContrast && say("find.sought.unsure"),
      ]}
    />
  );
}

function SortSelect({ finder, state }: { finder: Finder; state: State }) {
  const play = inPlay(state.wish);
  const sorts: Sort[] = ["best"];
  if (play.memberCost) sorts.push("member_cost");
  if (play.cost) sorts.push("cost");
  if (play.cost || play.score) sorts.push("distance");
  if (play.score) sorts.push("score");
  return (
    <span class="sort">
      <label for="sort">{say("find.sort")}</label>
      <select id="sort" value={sortAsked(state.wish)} onChange={(event) => void finder.refine({ sort: event.currentTarget.value as Sort })}>
        {sorts.map((sort) => (
          <option key={sort} value={sort}>
            {say(sort === "best" ? bestBy(play) : `find.sort.${sort}`)}
          </option>
        ))}
      </select>
    </span>
  );
}

/** What the best is reckoned from, for this exam and plan; without grade and price the nearest is the best. */
function bestBy({ score, cost }: ReturnType<typeof inPlay>): Key {
  if (score) return cost ? "find.sort.best" : "find.sort.best.score";
  return cost ? "find.sort.best.cost" : "find.sort.distance";
}

function AccumulatorsStated({ state }: { state: State }) {
  const { benefits } = state.wish;
  if (!benefits) return null;
  const lines = (["deductible", "out_of_pocket"] as const).flatMap((of) =>
    (["individual", "family"] as const).flatMap((whose) => {
      const one = benefits[of]?.[whose];
      return one ? [say(`benefits.stated.${of}.${whose}`, { met: dollars(one.met ?? 0), limit: dollars(one.limit) })] : [];
    }),
  );
  return (
    <div class="note of-member">
      <Dotted parts={[...lines, say("benefits.stated.coinsurance", { percent: benefits.coinsurance_percent })]} />
    </div>
  );
}

function Pictures({ state, choose }: { state: State; choose: (id: string) => void }) {
  const summary = state.answer?.summary;
  const sites = state.results.flatMap(({ site, cost, distance_miles }) =>
    cost.amount === null || distance_miles === null ? [] : [{ id: site.registration_id, name: site.name, amount: cost.amount, miles: distance_miles }],
  );
  const current = sites.find((site) => site.id === state.current)?.amount ?? null;
  return (
    <div class="panel pictures-panel">
      {summary ? (
        // Too few prices make no market: the picture then says so.
        <PriceHistogram bins={summary.prices?.bins ?? []} amount={current} requested={askedFor(state)} facilities={summary.prices?.facilities ?? 0} />
      ) : null}
      <PriceAgainstDistance sites={sites} chosen={state.current ?? undefined} onChoose={choose} />
    </div>
  );
}

function More({ finder, state }: { finder: Finder; state: State }) {
  const total = state.answer?.total ?? 0;
  const shown = state.results.length;
  const load = async () => {
    await finder.more();
    const first = finder.state.results[shown];
    announce(say("find.more.shown", { n: finder.state.results.length, total }));
    if (first) requestAnimationFrame(() => document.getElementById(headingId(first.site.registration_id))?.focus());
  };
  return (
    <p class="more">
      <span class="soft">{say("find.more.of", { n: shown, total })}</span>{" "}
      <button type="button" onClick={() => void load()} disabled={state.busy === "more"}>
        {say("find.more")}
      </button>
    </p>
  );
}
