// Up to four sites side by side: the bar that gathers them, and the table with a heading for each row. Rows that say the same for
// every site fold away.

import { useEffect, useState } from "preact/hooks";
import type { Compared, Result } from "../api/types";
import type { ComponentChildren } from "preact";
import { say, type Key } from "../words";
import { listFormat } from "../words/formats";
import { counted } from "./counted";
import type { Finder } from "./finder";
import { gradeWords } from "./grade";
import { Chips, Difference, Price, priceWords, Share, shareFigure, sourceWords } from "./money";
import { Directions, Phone } from "./result_row";
import { SiteLink, type Opens } from "./site_link";
import { accreditedBy, addressOf, directionsTo, distanceWords, languageNames, openToday, startOf, typeOfPlace, wheelchairWords } from "./site_words";
import { inPlay, MOST_COMPARED, type State } from "./state";
import { BackLink, useFocusedHeading } from "./turned_page";

type Card = Result | Compared;

export function CompareBar({ finder, state, opens }: { finder: Finder; state: State; opens: () => void }) {
  const { chosen } = state;
  // The bar must not cover what has the focus: the page scrolls short of it.
  useEffect(() => {
    document.documentElement.classList.toggle("has-bar", chosen.length > 0);
    return () => document.documentElement.classList.remove("has-bar");
  }, [chosen.length > 0]);
  if (chosen.length === 0) return null;
  return (
    <section class="compare-bar" aria-label={say("compare.bar")}>
      <p role="status">
        {counted("compare.chosen", chosen.length, { most: MOST_COMPARED })} {chosen.length < 2 ? say("compare.one_more") : ""}
      </p>
      <button type="button" class="primary" id="turn-compare" aria-disabled={chosen.length < 2 ? true : undefined} onClick={() => chosen.length > 1 && opens()}>
        {say("compare.open")}
      </button>
      <button type="button" onClick={() => finder.set({ chosen: [] })}>
        {say("compare.clear")}
      </button>
    </section>
  );
}

interface Row {
  key: string;
  name: string;
  /** What a cell says, to tell equal rows by. */
  words: (card: Card) => string;
  shows?: (card: Card) => ComponentChildren;
  ofMember?: boolean;
}

export function ComparePage({ finder, state, opens, back }: { finder: Finder; state: State; opens: Opens; back: () => void }) {
  const [isFolded, setFolded] = useState(false);
  const heading = useFocusedHeading();
  const cards = state.chosen.flatMap((id) => state.cards[id] ?? []);
  const rows = rowsOf(state);
  const remove = (id: string) => {
    finder.compare(id);
    heading.current?.focus();
  };
  const equal = rows.filter((row) => cards.length > 1 && new Set(cards.map(row.words)).size === 1);
  const shown = isFolded ? rows.filter((row) => !equal.includes(row)) : rows;
  return (
    <section class="compare-page" aria-labelledby="compare">
      <BackLink back={back} />
      <h1 id="compare" tabIndex={-1} ref={heading}>
        {counted("compare.heading", cards.length)}
      </h1>
      {equal.length > 0 ? (
        <button type="button" class="toggle" aria-pressed={isFolded} onClick={() => setFolded(!isFolded)}>
          <span class="box" aria-hidden="true">
            {isFolded ? "✓" : ""}
          </span>
          {counted("compare.fold", equal.length)}
        </button>
      ) : null}
      <table class="compare" role="table">
        <caption class="unseen">{counted("compare.heading", cards.length)}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <td role="cell" />
            {cards.map(({ site }) => (
              <th scope="col" role="columnheader" key={site.registration_id}>
                <SiteLink id={site.registration_id} opens={opens}>
                  {site.name}
                </SiteLink>
                <button type="button" class="small" onClick={() => remove(site.registration_id)}>
                  {say("compare.remove")}
                  <span class="unseen"> {site.name}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {shown.map((row) => (
            <tr role="row" key={row.key} class={row.ofMember ? "of-member" : undefined}>
              <th scope="row" role="rowheader">
                {row.name}
              </th>
              {cards.map((card) => (
                <td role="cell" key={card.site.registration_id} data-of={card.site.name}>
                  {row.shows ? row.shows(card) : row.words(card)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function rowsOf(state: State): Row[] {
  const { wish, answer } = state;
  const play = inPlay(wish);
  const start = startOf(answer, wish);
  const rows: (Row | null)[] = [
    play.memberCost
      ? {
          key: "share",
          name: say("cost.you_pay"),
          ofMember: true,
          words: (card) => shareFigure(card.member_cost),
          shows: (card) => <Share of={card} wish={wish} />,
        }
      : null,
    {
      key: "price",
      name: say("cost.plan_price"),
      words: (card) => priceWords(card.cost),
      shows: (card) => <Price cost={card.cost} wish={wish} />,
    },
    wish.now
      ? {
          key: "difference",
          name: say("cost.difference"),
          words: (card) => JSON.stringify(card.versus ?? null),
          shows: (card) => <Difference versus={card.versus} hasBenefits={play.memberCost} comparedWith={wish.now?.name ?? ""} />,
        }
      : null,
    {
      key: "evidence",
      name: say("compare.evidence"),
      words: (card) => `${card.cost.evidence ?? ""} ${sourceWords(card.cost) ?? ""}`,
      shows: (card) =>
        card.cost.status === "missing" ? (
          "–"
        ) : (
          <>
            <Chips cost={card.cost} pricesAsOf={answer?.prices_as_of ?? null} /> <span class="soft">{sourceWords(card.cost)}</span>
          </>
        ),
    },
    play.score ? { key: "grade", name: say("compare.grade"), words: (card) => gradeWords(card.score) } : null,
    { key: "distance", name: say("compare.distance"), ofMember: true, words: (card) => distanceWords(card, start) },
    { key: "type", name: say("compare.type"), words: (card) => typeOfPlace(card.site.setting) },
    {
      key: "address",
      name: say("site.address"),
      words: (card) => addressOf(card.site),
      shows: (card) => (
        <>
          {addressOf(card.site)} <Directions to={directionsTo(card.site)} name={card.site.name} />
        </>
      ),
    },
    { key: "today", name: say("compare.today"), words: (card) => openToday(card.site.hours) },
    {
      key: "phone",
      name: say("compare.phone"),
      words: (card) => card.site.phone ?? "",
      shows: (card) => <Phone phone={card.site.phone} name={card.site.name} />,
    },
    { key: "languages", name: say("site.languages.name"), words: (card) => languageNames(card.site.languages) },
    { key: "access", name: say("site.access"), words: (card) => wheelchairWords(card.site.wheelchair_accessible) },
    {
      key: "accredited",
      name: say("compare.accredited"),
      words: (card) => {
        const bodies = accreditedBy(card.site, wish.procedure?.modality ?? null).map((body) => say(`site.body.${body}` as Key));
        return bodies.length ? listFormat().format(bodies) : say("site.accredited.none");
      },
    },
  ];
  return rows.filter((row) => row !== null);
}
