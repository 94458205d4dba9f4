// One price within the market's range: the band from the 10th to the 90th percentile, the median, this site,
// and the requested site.

import { say } from "../words";
import { dollars } from "../words/figures";
import { Picture } from "./frame";
import { askedKey, Diamond, Disc, hereKey, Legend, type Requested } from "./marks";
import { niceTicks, scale } from "./ticks";

export interface Market {
  p10: number;
  median: number;
  p90: number;
  lowest: number;
  highest: number;
  facilities: number;
}

interface Props {
  /** The site's name, as used in the text. */
  label: string;
  amount: number | null;
  /** Null if fewer than three facilities have a price. */
  market: Market | null;
  requested?: Requested | undefined;
}

const MIDDLE = 15;

export function CostOnMarket({ label, amount, market, requested }: Props) {
  const price = amount === null ? say("pictures.no_price") : dollars(amount);
  const here = say("pictures.named_amount", { name: label, amount: price });
  const asked = requested && say("pictures.asked_amount", { name: requested.name, amount: dollars(requested.amount) });
  if (!market) return <p class="picture-none">{[here, asked, say("pictures.market.too_few")].filter(Boolean).join(" ")}</p>;

  const { p10, median, p90, lowest, highest, facilities } = market;
  const marked = [amount, requested?.amount].filter((value) => value != null);
  // A price far above the rest would squeeze the others into a corner. The axis is then cut and ends in an
  // arrow.
  const high = Math.max(Math.min(highest, p90 + 1.5 * (p90 - p10)), p90, ...marked);
  const low = Math.min(lowest, ...marked);
  const range = { p10: dollars(p10), p90: dollars(p90), median: dollars(median), lowest: dollars(lowest), highest: dollars(highest), facilities };

  const draw = (width: number) => {
    const ticks = niceTicks(low, high, Math.min(6, width / 90));
    const x = scale(ticks[0] ?? low, ticks.at(-1) ?? high, 22, width - 22);
    const end = highest > (ticks.at(-1) ?? high) ? width - 4 : x(highest);
    return (
      <>
        <path class="axis" d={`M${x(lowest)} ${MIDDLE}H${end}${end === width - 4 ? "m-5-4 5 4-5 4" : ""}`} />
        <rect class="band" x={x(p10)} y={MIDDLE - 5} width={Math.max(x(p90) - x(p10), 2)} height={10} rx={3} />
        <path class="median" d={`M${x(median)} ${MIDDLE - 10}v20`} />
        {requested && <Diamond x={x(requested.amount)} y={MIDDLE} />}
        {amount !== null && <Disc x={x(amount)} y={MIDDLE} />}
        {ticks.map((tick) => (
          <g key={tick}>
            <path class="grid" d={`M${x(tick)} 29v4`} />
            <text x={x(tick)} y={45} text-anchor="middle">
              {dollars(tick)}
            </text>
          </g>
        ))}
      </>
    );
  };

  return (
    <Picture
      summary={[here, asked, say("pictures.market.summary", range)].filter(Boolean).join(" ")}
      height={50}
      draw={draw}
      twin={{
        caption: say("pictures.market.caption", { name: label }),
        columns: [say("pictures.column.what"), say("pictures.column.price")],
        rows: [
          [label, price],
          ...(requested ? [[say("pictures.asked", { name: requested.name }), dollars(requested.amount)]] : []),
          [say("pictures.market.lowest"), range.lowest],
          [say("pictures.market.p10"), range.p10],
          [say("pictures.market.median"), range.median],
          [say("pictures.market.p90"), range.p90],
          [say("pictures.market.highest"), range.highest],
          [say("pictures.market.facilities"), String(facilities)],
        ],
      }}
    >
      <Legend
        items={[
          { key: hereKey, text: here },
          ...(asked ? [{ key: askedKey, text: asked }] : []),
          { key: <path class="median" d="M9 1v16" />, text: say("pictures.market.median_is", range) },
          { key: <rect class="band" x={1} y={4} width={16} height={10} rx={3} />, text: say("pictures.market.band_is", range) },
        ]}
      />
    </Picture>
  );
}
