// One site by itself. Its address names the site and nothing else; the price of the exam in memory, if there is one, is added.

import { useEffect, useRef, useState } from "preact/hooks";
import { get, Refusal } from "../api/client";
import type { Score, SiteView } from "../api/types";
import { CostOnMarket, ScoreBars } from "../pictures";
import { say, type Key } from "../words";
import { EstimateOf } from "./estimate";
import { examName } from "./exam_words";
import type { Finder } from "./finder";
import { Grade, GradeMeaning } from "./grade";
import { Money, sourceWords } from "./money";
import { askedFor, Directions, Phone } from "./result_row";
import { Services } from "./services";
import { Share } from "./share";
import { addressOf, dayName, DAYS, directionsTo, distanceWords, languageNames, spans, startOf, typeOfPlace, wheelchairWords } from "./site_words";
import type { State } from "./state";
import { BackLink } from "./turned_page";

type Got = SiteView | "asking" | "unknown" | "failed";

export function SitePage({ finder, state, id, back }: { finder: Finder; state: State; id: string; back: () => void }) {
  const [got, setGot] = useState<Got>("asking");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const stop = new AbortController();
    setGot("asking");
    get<SiteView>(`/v1/sites/${encodeURIComponent(id)}`, undefined, stop.signal)
      .then(setGot)
      .catch((error: unknown) => !stop.signal.aborted && setGot(error instanceof Refusal && error.problem.status === 404 ? "unknown" : "failed"));
    return () => stop.abort();
  }, [id]);
  const site = typeof got === "object" ? got : null;
  useEffect(() => {
    if (got !== "asking") heading.current?.focus();
    scrollTo(0, 0);
  }, [got]);
  useEffect(() => {
    if (!state.cards[id]) void finder.fetchCard(id);
  }, [id]);
  return (
    <article class="site-page">
      <BackLink back={back} to={state.stage === "list" ? "site.back" : "site.back.start"} />
      {site ? null : (
        <h1 tabIndex={-1} ref={heading}>
          {say(got === "asking" ? "site.asking" : got === "unknown" ? "site.unknown" : "site.failed")}
        </h1>
      )}
      {site ? (
        <>
          <h1 tabIndex={-1} ref={heading}>
            {site.name}
          </h1>
          {site.doing_business_as ? <p class="soft">{say("site.also", { name: site.doing_business_as })}</p> : null}
          <p>{typeOfPlace(site.setting)}</p>
          <p class="acts">
            <Phone phone={site.phone} name={site.name} />
            <Directions to={directionsTo(site)} name={site.name} />
            <Share id={id} name={site.name} />
          </p>
          <ExamHere site={site} state={state} />
          <EstimateOf id={id} wish={state.wish} />
          <Facts site={site} state={state} />
          <Scores site={site} state={state} />
          <Services site={site} />
        </>
      ) : null}
    </article>
  );
}

/** The exam in memory at this site, if there is one. */
function ExamHere({ site, state }: { site: SiteView; state: State }) {
  const { wish, answer } = state;
  if (!wish.procedure) return null;
  const card = state.cards[site.registration_id];
  const { name, english } = examName(wish.procedure);
  // Unknown without a list; null where too few facilities have a price, which the picture then says.
  const market = answer?.summary?.prices;
  const source = card ? sourceWords(card.cost) : null;
  return (
    <section aria-labelledby="exam-here">
      <h2 id="exam-here">
        {name}
        {english ? (
          <span class="english" lang="en">
            {english}
          </span>
        ) : null}
      </h2>
      {card ? (
        <>
          <Money
            of={card}
            wish={wish}
            comparedWith={wish.now && wish.now.id !== site.registration_id ? wish.now.name : null}
            pricesAsOf={answer?.prices_as_of ?? null}
          />
          <dl class="money of-member">
            <div>
              <dt>{say("site.distance")}</dt>
              <dd>{distanceWords(card, startOf(answer, wish))}</dd>
            </div>
          </dl>
          {market !== undefined && card.cost.amount !== null ? (
            <CostOnMarket amount={card.cost.amount} market={market} requested={askedFor(state)} label={site.name} />
          ) : null}
          <p class="source">{source ?? ""}</p>
        </>
      ) : null}
    </section>
  );
}

function Facts({ site, state }: { site: SiteView; state: State }) {
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{say("site.facts")}</h2>
      <dl class="pairs">
        <dt>{say("site.address")}</dt>
        <dd>
          {addressOf(site)}
          {site.location.precision === "reported" ? null : <span class="soft">{say(`site.location.${site.location.precision}`)}</span>}
        </dd>
        <dt>{say("site.hours")}</dt>
        <dd>{site.hours.length ? <HoursTable site={site} /> : say("site.hours.missing")}</dd>
        <dt>{say("site.access")}</dt>
        <dd>{wheelchairWords(site.wheelchair_accessible)}</dd>
        <dt>{say("site.languages.name")}</dt>
        <dd>{languageNames(site.languages)}</dd>
        {site.organization?.name ? (
          <>
            <dt>{say("site.run_by")}</dt>
            <dd>
              {site.organization.name}
              {site.organization.owner_type ? <span class="soft">{say(`site.owner.${site.organization.owner_type}` as Key)}</span> : null}
            </dd>
          </>
        ) : null}
        {state.wish.network && state.cards[site.registration_id] ? null : (
          <>
            <dt>{say("cost.plan_price")}</dt>
            <dd class="soft">{say(state.wish.procedure ? "cost.missing.plan" : "site.price.how")}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function HoursTable({ site }: { site: SiteView }) {
  return (
    <table class="hours">
      <caption class="unseen">{say("site.hours")}</caption>
      <tbody>
        {DAYS.map((day) => {
          const open = spans(site.hours, day);
          return (
            <tr key={day}>
              <th scope="row">{dayName(day)}</th>
              <td>{open.length ? open.join(", ") : say("site.hours.closed")}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Scores({ site, state }: { site: SiteView; state: State }) {
  const shown = site.scores.filter((one) => one.score.status === "shown" || one.score.status === "missing");
  const first = state.wish.procedure?.modality;
  const ordered = [...shown].sort((a, b) => Number(b.modality === first) - Number(a.modality === first));
  if (ordered.length === 0) return null;
  return (
    <section aria-labelledby="scores">
      <h2 id="scores">{say("site.grades")}</h2>
      <ul class="scores">
        {ordered.map(({ modality, score }) => (
          <li key={modality}>
            <h3>{say(`find.modality.${modality}`)}</h3>
            <p>
              <Grade score={score} />
            </p>
            {isShown(score) ? <ScoreBars value={score.value} grade={score.grade} /> : null}
          </li>
        ))}
      </ul>
      <GradeMeaning open />
    </section>
  );
}

function isShown(score: Score): score is Score & { value: number; grade: "A" | "B" | "C" } {
  return score.status === "shown" && score.value !== undefined && score.grade !== undefined;
}
