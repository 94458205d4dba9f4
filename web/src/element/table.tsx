// The list: a grid with one focused row. Up and Down move between rows, Enter chooses, R moves to the
// reasons.

import type { Model } from "./model";
import { Kind } from "./kind";
import { Row } from "./row";
import { Why } from "./why_line";

export function Table({ model }: { model: Model }) {
  const { say, count, within } = model.words;
  const { listing } = model;
  if (!listing) return null;
  const { answer, rows } = listing;
  const { compared } = answer;
  // A requested site that is also in the list appears once: pinned, with its rank.
  const ranked = rows.find(({ site }) => site.registration_id === compared?.site.registration_id);
  const values = { total: count(answer.total), shown: rows.length, miles: within(answer.radius_miles) };
  return (
    <section class="list" aria-labelledby="list-heading" aria-busy={model.isBusy}>
      <h3 id="list-heading">{say("table.heading", values)}</h3>
      <p class="soft">
        {answer.widened && answer.total > 0 && `${say("table.widened", values)} `}
        {say("table.order")}
      </p>
      {rows.length === 0 && <Empty model={model} />}
      <table role="grid" aria-labelledby="list-heading" aria-describedby="keys" class="grid" onKeyDown={(event) => onKey(event, model)} onMouseLeave={() => leave(model)} onFocusIn={(event) => focusIn(event, model)} part="table">
        <thead role="rowgroup">
          <tr role="row">
            {(["table.site", "table.type", "table.score"] as const).map((key) => <th key={key} role="columnheader" scope="col">{say(key)}</th>)}
            <th role="columnheader" scope="col">{say("table.cost")}<small>{say("table.cost_kind")}</small></th>
            <th role="columnheader" scope="col">{say("table.distance")}<small><Kind model={model} /></small></th>
            {compared && <th role="columnheader" scope="col">{say("table.difference")}</th>}
            <th role="columnheader" scope="col" class="pick"><span class="unseen">{say("choose")}</span></th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {compared && <Row model={model} card={ranked ?? compared} isAsked hasDifference />}
          {rows.map((result) => result !== ranked && (
            <Row key={result.site.registration_id} model={model} card={result} isAsked={false} hasDifference={compared !== null} />
          ))}
        </tbody>
      </table>
      <p id="keys" class="keys hint">{say("keys")} {model.settings.hasShortcuts && say("keys.letter")}</p>
      <Why model={model} />
    </section>
  );
}

function Empty({ model }: { model: Model }) {
  const { say, within } = model.words;
  return <p class="empty" id="empty" tabIndex={-1}>{say("empty", { miles: within(model.listing?.answer.radius_miles ?? 0) })}</p>;
}

function rowOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("tr[data-site]") : null;
}

function focusIn(event: Event, model: Model): void {
  const id = rowOf(event.target)?.dataset["site"];
  if (!id) return;
  model.focused = id;
  model.hovered = null;
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
