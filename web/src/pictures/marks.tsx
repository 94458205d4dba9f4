// The two marks of all price pictures, distinguished by shape: a disc for this site, a hollow diamond for the
// requested site.

import type { ComponentChildren } from "preact";

export interface Requested {
  amount: number;
  name: string;
}

interface At {
  x: number;
  y: number;
}

export const Disc = ({ x, y }: At) => <circle class="mark-here" cx={x} cy={y} r={6} />;

export const Diamond = ({ x, y }: At) => <path class="mark-asked" d={`M${x} ${y - 7}l7 7-7 7-7-7z`} />;

/** The meaning of the marks, with their numbers. Wraps like text. */
export function Legend({ items }: { items: { key: ComponentChildren; text: string }[] }) {
  return (
    <ul class="picture-legend">
      {items.map(({ key, text }) => (
        <li key={text}>
          <svg aria-hidden="true" viewBox="0 0 18 18" width="18" height="18">
            {key}
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}

export const hereKey = <Disc x={9} y={9} />;
export const askedKey = <Diamond x={9} y={9} />;
