// Price against distance. Sites that no other site beats in both are filled and joined by a stepped line. The
// others are hollow.

import { useState } from "preact/hooks";
import { say } from "../words";
import { dollars, miles } from "../words/figures";
import { Picture } from "./frame";
import { Legend } from "./marks";
import { useRoving } from "./roving";
import { niceTicks, scale } from "./ticks";

export interface Placed {
  id: string;
  name: string;
  amount: number;
  miles: number;
}

interface Props {
  sites: Placed[];
  chosen?: string | undefined;
  /** Makes every point a button. */
  onChoose?: ((id: string) => void) | undefined;
}

const TOP = 24;
const FOOT = 220;
/** Maximum distance between the pointer and the point it selects, in pixels. */
const REACH = 24;

const beats = (one: Placed, other: Placed) =>
  one.amount <= other.amount && one.miles <= other.miles && (one.amount < other.amount || one.miles < other.miles);

export function PriceAgainstDistance({ sites, chosen, onChoose }: Props) {
  const [pointed, setPointed] = useState<string>();
  const ordered = [...sites].sort((a, b) => a.miles - b.miles || a.amount - b.amount || (a.id < b.id ? -1 : 1));
  const { onKeyDown, stop } = useRoving(ordered.map(({ id }) => id), chosen);
  if (ordered.length === 0) return <p class="picture-none">{say("pictures.scatter.none")}</p>;

  const front = new Set(ordered.filter((site) => !ordered.some((other) => beats(other, site))));
  const highlighted = ordered.find(({ id }) => id === pointed) ?? ordered.find(({ id }) => id === chosen);
  const describe = (site: Placed) => say("pictures.scatter.site", { name: site.name, amount: dollars(site.amount), miles: miles(site.miles) });
  const amounts = niceTicks(0, Math.max(...ordered.map(({ amount }) => amount), 1), 4);
  const left = Math.max(...amounts.map((amount) => dollars(amount).length)) * 7 + 10;
  const mostMiles = Math.max(...ordered.map((site) => site.miles), 1);
  const y = scale(0, amounts.at(-1) ?? 1, FOOT, TOP);

  const across = (width: number) => {
    const ticks = niceTicks(0, mostMiles, Math.min(6, width / 70));
    return { ticks, x: scale(0, ticks.at(-1) ?? mostMiles, left, width - 14) };
  };

  const draw = (width: number) => {
    const { ticks, x } = across(width);
    const steps = [...front].map((site, index) => (index === 0 ? `M${x(site.miles)} ${TOP}V${y(site.amount)}` : `H${x(site.miles)}V${y(site.amount)}`));
    return (
      <>
        {amounts.map((amount) => (
          <g key={amount}>
            <path class="grid" d={`M${left} ${y(amount)}H${width - 14}`} />
            <text x={left - 6} y={y(amount) + 4} text-anchor="end">
              {dollars(amount)}
            </text>
          </g>
        ))}
        {ticks.map((tick) => (
          <text key={tick} x={x(tick)} y={FOOT + 18} text-anchor="middle">
            {miles(tick)}
          </text>
        ))}
        <text x={0} y={12}>
          {say("pictures.column.price")}
        </text>
        <text x={width - 14} y={FOOT + 36} text-anchor="end">
          {say("pictures.column.miles")}
        </text>
        <path class="axis" d={`M${left} ${FOOT}H${width - 14}`} />
        <path class="front" d={`${steps.join("")}H${width - 14}`} />
        {ordered.map((site) => (
          <circle key={site.id} class={front.has(site) ? "point best" : "point"} cx={x(site.miles)} cy={y(site.amount)} r={front.has(site) ? 6 : 5} />
        ))}
        {highlighted && <circle class="ring" cx={x(highlighted.miles)} cy={y(highlighted.amount)} r={11} />}
      </>
    );
  };

  const nearest = (event: PointerEvent | MouseEvent, width: number): Placed | undefined => {
    const { x } = across(width);
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const distanceTo = (site: Placed) => Math.hypot(x(site.miles) - (event.clientX - box.left), y(site.amount) - (event.clientY - box.top));
    const closest = ordered.reduce((best, site) => (distanceTo(site) < distanceTo(best) ? site : best));
    return distanceTo(closest) <= REACH ? closest : undefined;
  };

  // Points may overlap, so a pointer selects the nearest one. The buttons are for keyboards, voice control
  // and screen readers, and pass pointer events through to the plot.
  const over = (width: number) => (
    <div
      class="picture-points"
      onPointerMove={(event) => setPointed(nearest(event, width)?.id)}
      onPointerLeave={() => setPointed(undefined)}
      {...(onChoose && {
        role: "toolbar",
        "aria-label": say("pictures.scatter.caption"),
        onKeyDown,
        onClick: (event: MouseEvent) => {
          // A click without a position comes from a keyboard or screen reader, and its button has handled it.
          const site = event.detail === 0 ? undefined : nearest(event, width);
          if (site) onChoose(site.id);
        },
      })}
    >
      {onChoose &&
        ordered.map((site) => (
          <button
            key={site.id}
            type="button"
            aria-label={describe(site)}
            aria-pressed={site.id === chosen}
            {...stop(site.id)}
            onFocusIn={() => setPointed(site.id)}
            onFocusOut={() => setPointed(undefined)}
            onClick={(event) => event.detail === 0 && onChoose(site.id)}
            style={{ left: `${across(width).x(site.miles) - 12}px`, top: `${y(site.amount) - 12}px` }}
          />
        ))}
    </div>
  );

  return (
    <Picture
      summary={say("pictures.scatter.summary", { sites: ordered.length, best: [...front].map(describe).join(" ") })}
      height={FOOT + 42}
      draw={draw}
      over={over}
      twin={{
        caption: say("pictures.scatter.caption"),
        columns: [say("pictures.column.site"), say("pictures.column.price"), say("pictures.column.miles"), say("pictures.scatter.unbeaten")],
        rows: ordered.map((site) => [site.name, dollars(site.amount), miles(site.miles), say(front.has(site) ? "pictures.yes" : "pictures.no")]),
      }}
    >
      <p class="picture-readout" aria-hidden="true">
        {highlighted ? describe(highlighted) : say(onChoose ? "pictures.scatter.hint_choose" : "pictures.scatter.hint")}
      </p>
      <Legend
        items={[
          { key: <circle class="point best" cx={9} cy={9} r={6} />, text: say("pictures.scatter.best") },
          { key: <circle class="point" cx={9} cy={9} r={5} />, text: say("pictures.scatter.beaten") },
        ]}
      />
    </Picture>
  );
}
