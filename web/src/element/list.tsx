// The list: one row per site, the site asked for pinned below its own line, and for the row in hand the reason why it stands there.
// One tab stop; arrows, Home and End move inside, Enter chooses.

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Compared, Cost, Result, Score, SearchAnswer, Versus } from "../api/types";
import type { Order } from "./order";
import { reason } from "./reason";
import { useWords, type Key, type Tongue } from "./words";

interface ListProps {
  answer: SearchAnswer;
  order: Order;
  chosen: string | null;
  /** Whether `r` leads to the reasons. */
  onReasons: (() => void) | null;
  onChoose(result: Result): void;
}

export function List({ answer, order, chosen, onReasons, onChoose }: ListProps) {
  const words = useWords();
  const { say } = words;
  const [at, setAt] = useState(0);
  const [pointed, setPointed] = useState<number | null>(null);
  const rows = useRef<(HTMLButtonElement | null)[]>([]);
  const { results, compared } = answer;
  const shown = pointed ?? at;
  const current = results[shown];
  const move = (to: number) => {
    const place = Math.max(0, Math.min(results.length - 1, to));
    setAt(place);
    rows.current[place]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: results.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      move(to);
    } else if (event.key === "r" && onReasons) {
      event.preventDefault();
      onReasons();
    }
  };
  const columns: Key[] = ["site", "type", "score", "cost", "distance"];
  const difference = compared ? say("against", { site: compared.site.name }) : null;
  return (
    <div class="list" part="list" onKeyDown={onKeyDown}>
      <p class="hint">{say("keys", { reasons: onReasons ? say("keys.reasons") : "" })}</p>
      <table role="table">
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th role="columnheader" scope="col" key={column}>
                {say(column)}
              </th>
            ))}
            {difference && (
              <th role="columnheader" scope="col">
                {difference}
              </th>
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {results.map((result, place) => (
            <Row key={result.site.registration_id} of={result} order={order} isChosen={chosen === result.site.registration_id} onPoint={(is) => setPointed(is ? place : null)} versus={difference ? result.versus : undefined}>
              <button
                type="button"
                ref={(button) => {
                  rows.current[place] = button;
                }}
                tabIndex={place === at ? 0 : -1}
                aria-pressed={chosen === result.site.registration_id}
                aria-describedby={place === shown ? "reason" : undefined}
                onFocus={() => setAt(place)}
                onClick={() => onChoose(result)}
              >
                {result.rank}. {result.site.name}
              </button>
            </Row>
          ))}
          {compared && (
            <Row of={compared} order={order} isAsked versus={null}>
              <span class="tag">{say("asked.row")}</span> {compared.site.name}
            </Row>
          )}
        </tbody>
      </table>
      {current && (
        <p class="reason" id="reason" part="reason">
          <strong>{current.site.name}.</strong> {reason(current, results[shown + 1], words)}
        </p>
      )}
    </div>
  );
}

interface RowProps {
  of: Result | Compared;
  order: Order;
  isChosen?: boolean;
  isAsked?: boolean;
  /** Undefined where there is no such column. */
  versus: Versus | null | undefined;
  onPoint?(is: boolean): void;
  children: ComponentChildren;
}

function Row({ of, order, isChosen, isAsked, versus, onPoint, children }: RowProps) {
  const words = useWords();
  const { say } = words;
  const { site } = of;
  const place = [site.address.city, site.address.state].filter(Boolean).join(", ");
  return (
    <tr
      role="row"
      class={isAsked ? "asked" : isChosen ? "chosen" : undefined}
      part={isAsked ? "row asked" : "row"}
      onPointerEnter={() => onPoint?.(true)}
      onPointerLeave={() => onPoint?.(false)}
    >
      <th role="rowheader" scope="row">
        {children} <small>{place}</small>
      </th>
      <Cell name={say("type")}>{say(`setting.${site.setting}`)}</Cell>
      <Cell name={say("score")}>{score(of.score, words)}</Cell>
      <Cell name={say("cost")}>{cost(of.cost, order, words)}</Cell>
      <Cell name={say("distance")}>
        {of.distance_miles === null ? "–" : <span class="far">{say("distance.far", { miles: words.miles(of.distance_miles), zip: order.zip })}</span>}
      </Cell>
      {versus !== undefined && <Cell name={say("against.none")}>{versus ? difference(versus, words) : "–"}</Cell>}
    </tr>
  );
}

function Cell({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <td role="cell">
      <span class="name" aria-hidden="true">
        {name}
      </span>
      <span>{children}</span>
    </td>
  );
}

/** A dash, and beside it why. */
function Missing({ why }: { why: string }) {
  return (
    <>
      – <small>{why}</small>
    </>
  );
}

function score({ status, value, grade }: Score, { say, points }: Tongue) {
  if (status !== "shown" || value === undefined) return <Missing why={say(`score.${status === "shown" ? "missing" : status}`)} />;
  return (
    <>
      <strong>{points(value)}</strong> {grade}
    </>
  );
}

function cost({ status, amount, low, high, evidence, reason: why }: Cost, order: Order, { say, dollars }: Tongue) {
  if (status === "missing" || amount === null) {
    return <Missing why={say(why === "suspect" ? "detail.suspect" : order.network ? "detail.missing" : "detail.no_network")} />;
  }
  return (
    <>
      <strong>{status === "ambiguous" && low !== null && high !== null ? say("range", { low: dollars(low), high: dollars(high) }) : dollars(amount)}</strong>{" "}
      {evidence && <small class={`evidence ${evidence}`}>{say(`evidence.${evidence}`)}</small>}
    </>
  );
}

function difference({ amount, distance_miles, score: by }: Versus, { say, signed }: Tongue) {
  const parts = [
    amount !== null && signed(amount, (dollars) => say("versus.cost", { dollars }), true),
    distance_miles !== null && signed(distance_miles, (miles) => say("versus.miles", { miles })),
    by !== null && signed(by, (points) => say("versus.score", { points })),
  ].filter((part): part is string => Boolean(part));
  return parts.length ? parts.map((part) => <span key={part}>{part} </span>) : "–";
}
