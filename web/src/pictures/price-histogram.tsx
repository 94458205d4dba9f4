// Number of facilities per price range. The bars of this site and of the requested site are marked.

import { useId } from "preact/hooks";
import { say } from "../words";
import { dollars } from "../words/figures";
import { Picture } from "./frame";
import { askedKey, Diamond, Disc, hereKey, Legend, type Requested } from "./marks";
import { niceTicks, scale } from "./ticks";

export interface Bin {
  from: number;
  to: number;
  count: number;
}

interface Props {
  bins: Bin[];
  facilities: number;
  amount?: number | null | undefined;
  requested?: Requested | undefined;
}

const TOP = 22;
const FOOT = 150;
const LEFT = 34;

export function PriceHistogram({ bins, facilities, amount, requested }: Props) {
  const hatch = useId();
  const first = bins[0];
  const last = bins.at(-1);
  if (!first || !last || facilities < 3) return <p class="picture-none">{say("pictures.market.too_few")}</p>;

  const at = (price: number | null | undefined) => (price == null ? undefined : (bins.find(({ to }) => price < to) ?? (price <= last.to ? last : undefined)));
  const here = at(amount);
  const asked = at(requested?.amount);
  const range = ({ from, to }: Bin) => say("pictures.range", { from: dollars(from), to: dollars(to) });
  const hereText = amount == null ? undefined : say("pictures.here_amount", { amount: dollars(amount) });
  const askedText = requested && say("pictures.asked_amount", { name: requested.name, amount: dollars(requested.amount) });
  const fullest = bins.reduce((best, bin) => (bin.count > best.count ? bin : best));

  const draw = (width: number) => {
    const counts = niceTicks(0, Math.max(fullest.count, 1), Math.min(4, fullest.count)).filter(Number.isInteger);
    const x = scale(first.from, last.to, LEFT, width - 14);
    const y = scale(0, counts.at(-1) ?? 1, FOOT, TOP);
    const prices = niceTicks(first.from, last.to, Math.min(7, width / 80)).filter((price) => price >= first.from && price <= last.to);
    return (
      <>
        <pattern id={hatch} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path class="hatch" d="M0 0V6" />
        </pattern>
        {counts.map((count) => (
          <g key={count}>
            <path class="grid" d={`M${LEFT} ${y(count)}H${width - 14}`} />
            <text x={LEFT - 6} y={y(count) + 4} text-anchor="end">
              {count}
            </text>
          </g>
        ))}
        {bins.map((bin) => {
          const box = { x: x(bin.from) + 1, y: y(bin.count), width: Math.max(x(bin.to) - x(bin.from) - 2, 1), height: FOOT - y(bin.count) };
          const middle = box.x + box.width / 2;
          return (
            <g key={bin.from}>
              <rect class={bin === here ? "bar here" : "bar"} {...box} />
              {bin === asked && <rect {...box} fill={`url(#${hatch})`} />}
              {bin === asked && <Diamond x={middle} y={box.y - 10} />}
              {bin === here && <Disc x={middle} y={box.y - (asked === here ? 26 : 10)} />}
            </g>
          );
        })}
        <path class="axis" d={`M${LEFT} ${FOOT}H${width - 14}`} />
        {prices.map((price) => (
          <g key={price}>
            <path class="grid" d={`M${x(price)} ${FOOT}v5`} />
            <text x={Math.min(x(price), width - 20)} y={FOOT + 18} text-anchor="middle">
              {dollars(price)}
            </text>
          </g>
        ))}
      </>
    );
  };

  return (
    <Picture
      summary={[say("pictures.histogram.summary", { facilities, from: dollars(first.from), to: dollars(last.to), most: range(fullest), count: fullest.count }), hereText, askedText]
        .filter(Boolean)
        .join(" ")}
      height={FOOT + 24}
      draw={draw}
      twin={{
        caption: say("pictures.histogram.caption", { facilities }),
        columns: [say("pictures.column.price"), say("pictures.column.facilities"), say("pictures.column.marked")],
        rows: bins.map((bin) => [range(bin), String(bin.count), [bin === here && hereText, bin === asked && askedText].filter(Boolean).join(" ")]),
      }}
    >
      <Legend
        items={[
          ...(hereText ? [{ key: hereKey, text: hereText }] : []),
          ...(askedText ? [{ key: askedKey, text: askedText }] : []),
          { key: <rect class="bar" x={3} y={2} width={12} height={14} />, text: say("pictures.histogram.caption", { facilities }) },
        ]}
      />
    </Picture>
  );
}
