// One site of the list as table cells. A missing value is a dash with its reason.

import type { ComponentChildren } from "preact";
import type { Compared, Result, Versus } from "../api/types";
import type { Model } from "./model";
import { Kind } from "./kind";
import type { Words } from "./words";

export interface RowProps {
  model: Model;
  card: Compared | Result;
  isAsked: boolean;
  hasDifference: boolean;
}

export function Row({ model, card, isAsked, hasDifference }: RowProps) {
  const { words } = model;
  const { say, sayOr } = words;
  const { site } = card;
  const id = site.registration_id;
  const isChosen = model.chosen === id;
  const isFocused = model.focused === id;
  return (
    <tr
      role="row"
      id={isFocused ? "row" : undefined}
      class={`${isAsked ? "asked" : ""}${isChosen ? " chosen" : ""}`}
      tabIndex={isFocused ? 0 : -1}
      data-site={id}
      aria-selected={isChosen}
      aria-describedby={isFocused ? "why" : undefined}
      part={isAsked ? "row asked-row" : "row"}
      onMouseMove={(event) => {
        // A row that scrolls under a resting pointer must not take the reason line from the keyboard.
        if (model.hovered === id || (!event.movementX && !event.movementY)) return;
        model.hovered = id;
        model.draw();
      }}
    >
      <th role="rowheader" scope="row" class="site">
        <div>
          <span class="rank">{!("rank" in card) ? say("table.asked") : isAsked ? say("table.asked_ranked", { rank: card.rank }) : card.rank}</span>
          <span>
            {site.name}
            <small>{[site.address.line1, site.address.city].filter(Boolean).join(", ")}</small>
          </span>
        </div>
      </th>
      <Cell label={say("table.type")} kind="type">{sayOr(`setting.${site.setting}`, site.setting)}</Cell>
      <Cell label={say("table.score")} kind="score"><Score card={card} words={words} /></Cell>
      <Cell label={say("table.cost")} kind="cost"><CostCell card={card} model={model} /></Cell>
      <Cell label={say("table.distance")} kind="distance"><Distance card={card} model={model} /></Cell>
      {hasDifference && (
        <Cell label={say("table.difference")} kind="difference">
          {"versus" in card && card.versus && !isAsked ? <Difference versus={card.versus} words={words} /> : <span class="soft">{say("difference.itself")}</span>}
        </Cell>
      )}
      <td role="gridcell" class="pick">
        <button type="button" tabIndex={-1} aria-label={say(isChosen ? "chosen_name" : "choose_name", { name: site.name })} onClick={() => model.choose(id)}>
          {say(isChosen ? "chosen" : "choose")}
        </button>
      </td>
    </tr>
  );
}

function Cell({ label, kind, children }: { label: string; kind: string; children: ComponentChildren }) {
  return (
    <td role="gridcell" class={kind}>
      <span class="label" aria-hidden="true">{label}</span>
      <span class="value">{children}</span>
    </td>
  );
}

/** A dash with the reason. */
function Missing({ why }: { why: string }) {
  return <><span aria-hidden="true">–</span> <small>{why}</small></>;
}

function Score({ card: { score }, words }: { card: Compared | Result; words: Words }) {
  if (score.status !== "shown") return <Missing why={words.say(`score.${score.status}`)} />;
  return <><b>{words.points(score.value ?? 0)}</b> <span class="grade">{words.say("score.grade", { grade: score.grade ?? "" })}</span></>;
}

function CostCell({ card, model }: { card: Compared | Result; model: Model }) {
  const { say, sayOr, dollars } = model.words;
  const { cost } = card;
  if (cost.status === "missing" || cost.amount === null) {
    const isRanked = "rank" in card && card.notices.includes("ranked-as-median");
    const why = !model.listing?.order.network ? "cost.no_network" : cost.reason === "suspect" ? "cost.suspect" : isRanked ? "cost.as_median" : "cost.unknown";
    return <Missing why={say(why)} />;
  }
  const isRange = cost.low !== null && cost.high !== null && cost.low !== cost.high;
  return (
    <>
      <b>{dollars(cost.amount)}</b> {cost.evidence && <span class={`chip ${cost.evidence}`}>{sayOr(`evidence.${cost.evidence}`, cost.evidence)}</span>}
      {isRange && <small>{say(cost.status === "ambiguous" ? "cost.ambiguous" : "cost.range", { low: dollars(cost.low ?? 0), high: dollars(cost.high ?? 0) })}</small>}
    </>
  );
}

function Distance({ card, model }: { card: Compared | Result; model: Model }) {
  const { say, miles } = model.words;
  if (card.distance_miles === null) return <Missing why={say("distance.unknown")} />;
  return <>{say("distance.about", { miles: miles(card.distance_miles) })} <small class="kind"><Kind model={model} /></small>{card.site.location.precision !== "reported" && <small>{say(`distance.site_by_${card.site.location.precision}`)}</small>}</>;
}

function Difference({ versus, words }: { versus: Versus; words: Words }) {
  const { say, dollars, miles, points } = words;
  const by = (of: "cost" | "distance" | "score", size: number | null, show: (size: number) => string) => {
    if (size === null) return null;
    const phrase = size === 0 ? `${say(`table.${of}`)}: ${say("difference.same")}` : say(`difference.${of}_${size < 0 ? "less" : "more"}`, { by: show(Math.abs(size)) });
    return <span class="by">{phrase}</span>;
  };
  return (
    <>
      {by("cost", versus.amount, dollars)}
      {by("distance", versus.distance_miles, miles)}
      {by("score", versus.score, points)}
      {versus.amount === null && <small>{say("difference.no_amount")}</small>}
    </>
  );
}
