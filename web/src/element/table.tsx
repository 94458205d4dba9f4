// The list: a grid whose rows take the focus one at a time. Up and Down go from row to row, Enter chooses, R turns to the reasons.

import type { Model } from "./model";
import { Row } from "./row";
import { Why } from "./why_line";

export function Table({ model }: { model: Model }) {
  const { say, count, miles } = model.words;
  const { listing } = model;
  if (!listing) return null;
  const { answer, rows, order } = listing;
  const { compared } = answer;
  const values = { total: count(answer.total), shown: rows.length, miles: miles(answer.radius_miles), zip: order.zip.slice(0, 5) };
  if (rows.length === 0 && !compared) return <Empty model={model} />;
  return (
    <section class="list" aria-labelledby="list-heading" aria-busy={model.isBusy}>
      <h3 id="list-heading">{say(answer.total === 1 ? "table.heading_one" : "table.heading", values)}</h3>
      <p class="soft">
        <span class="private">{say("table.from", values)} </span>
        {answer.widened && answer.total > 0 && `${say("table.widened", values)} `}
        {say("table.order")}
      </p>
      {rows.length === 0 && <Empty model={model} />}
      <table role="grid" aria-labelledby="list-heading" aria-describedby="keys" class={compared ? "compares" : ""} onKeyDown={(event) => onKey(event, model)} onMouseLeave={() => leave(model)} onFocusIn={(event) => focusIn(event, model)} part="table">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">{say("table.site")}</th>
            <th role="columnheader" scope="col">{say("table.type")}</th>
            <th role="columnheader" scope="col">{say("table.score")}</th>
            <th role="columnheader" scope="col">{say("table.cost")}<small>{say("table.cost_kind")}</small></th>
            <th role="columnheader" scope="col">{say("table.distance")}<small>{say("table.distance_kind")}<span class="private"> {say("table.distance_from", values)}</span></small></th>
            {compared && <th role="columnheader" scope="col">{say("table.difference")}</th>}
            <th role="columnheader" scope="col" class="pick"><span class="unseen">{say("choose")}</span></th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {compared && <Row model={model} card={compared} isAsked hasDifference />}
          {rows.map((result) => (
            <Row key={result.site.registration_id} model={model} card={result} isAsked={false} hasDifference={compared !== null} />
          ))}
        </tbody>
      </table>
      <p id="keys" class="keys hint">{say(model.settings.hasShortcuts ? "keys" : "keys.no_letter")}</p>
      <Why model={model} />
    </section>
  );
}

function Empty({ model }: { model: Model }) {
  const { say, miles } = model.words;
  const { listing } = model;
  if (!listing) return null;
  return (
    <div class="empty" id="empty" tabIndex={-1}>
      <h3>{say("empty.title")}</h3>
      <p>{say(listing.order.network ? "empty.network" : "empty.plain", { miles: miles(listing.answer.radius_miles) })}</p>
    </div>
  );
}

function rowOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("tr[data-site]") : null;
}

function focusIn(event: Event, model: Model): void {
  const id = rowOf(event.target)?.dataset["site"];
  if (!id || id === model.focused) return;
  model.focused = id;
  model.draw();
}

function leave(model: Model): void {
  model.hovered = null;
  model.draw();
}

function onKey(event: KeyboardEvent & { currentTarget: HTMLElement }, model: Model): void {
  const row = rowOf(event.target);
  if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("tr[data-site]")];
  const at = rows.indexOf(row);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to !== undefined) rows[Math.min(rows.length - 1, Math.max(0, to))]?.focus();
  else if (event.key === "Enter" && event.target === row) model.choose(row.dataset["site"] ?? "");
  else if (event.key.toLowerCase() === "r" && model.settings.hasShortcuts) model.toReasons();
  else return;
  event.preventDefault();
}
