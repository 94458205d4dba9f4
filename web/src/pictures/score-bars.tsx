// A score out of 100 and, if they are visible, its two parts, against the thresholds of the grades.

import { say } from "../words";
import { Picture } from "./frame";
import { scale } from "./ticks";

interface Props {
  value: number;
  grade: "A" | "B" | "C";
  siteScore?: number | undefined;
  modalityScore?: number | undefined;
}

/** Lowest points of each grade. */
const LINES = [
  { grade: "B", from: 76 },
  { grade: "A", from: 88 },
] as const;
const TOP = 20;
const ROW = 38;

export function ScoreBars({ value, grade, siteScore, modalityScore }: Props) {
  const rows = [
    { name: say("pictures.score.total", { grade }), points: value, share: say("pictures.score.whole"), isTotal: true },
    ...(siteScore === undefined ? [] : [{ name: say("pictures.score.site"), points: siteScore, share: say("pictures.score.third"), isTotal: false }]),
    ...(modalityScore === undefined ? [] : [{ name: say("pictures.score.modality"), points: modalityScore, share: say("pictures.score.two_thirds"), isTotal: false }]),
  ];
  const foot = TOP + rows.length * ROW;

  const draw = (width: number) => {
    const x = scale(0, 100, 1, width - 1);
    return (
      <>
        {LINES.map((line) => (
          <text key={line.grade} x={x(line.from)} y={12} text-anchor="middle">
            {say("pictures.score.line", line)}
          </text>
        ))}
        {rows.map((row, index) => {
          const bar = { x: x(0), y: TOP + index * ROW + 18, height: 12, rx: 3 };
          return (
            <g key={row.name}>
              <rect class="track" {...bar} width={x(100) - x(0)} />
              <rect class={row.isTotal ? "bar here" : "bar"} {...bar} width={Math.max(x(row.points) - x(0), 1)} />
            </g>
          );
        })}
        {LINES.map((line) => (
          <g key={line.grade}>
            <path class="gap" d={`M${x(line.from)} ${TOP - 4}V${foot - 2}`} />
            <path class="threshold" d={`M${x(line.from)} ${TOP - 4}V${foot - 2}`} />
          </g>
        ))}
        {rows.map((row, index) => (
          <text key={row.name} class="strong" x={1} y={TOP + index * ROW + 12}>
            {say("pictures.score.points", { name: row.name, points: row.points })}
          </text>
        ))}
      </>
    );
  };

  return (
    <Picture
      summary={[say("pictures.score.summary", { value, grade }), ...rows.slice(1).map((row) => say("pictures.score.part", { name: row.name, points: row.points, share: row.share }))].join(" ")}
      height={foot}
      draw={draw}
      twin={{
        caption: say("pictures.score.caption"),
        columns: [say("pictures.column.what"), say("pictures.column.points"), say("pictures.column.share")],
        rows: [...rows.map((row) => [row.name, String(row.points), row.share]), ...LINES.map((line) => [say("pictures.score.line_is", line), String(line.from), ""])],
      }}
    />
  );
}
