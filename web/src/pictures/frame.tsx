// Frame of every picture: a drawing as wide as its container, its text, and its table.

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { say } from "../words";

export interface Twin {
  /** Names the table and distinguishes it from those of other pictures. */
  caption: string;
  columns: string[];
  rows: string[][];
}

interface Frame {
  /** The picture in one or two sentences. */
  summary: string;
  height: number;
  draw: (width: number) => ComponentChildren;
  /** Overlay with the same pixel coordinates as the drawing. */
  over?: ((width: number) => ComponentChildren) | undefined;
  children?: ComponentChildren;
  twin: Twin;
}

/** One unit of the drawing is one CSS pixel, so its text has the size of the page's text at any width. */
export function Picture({ summary, height, draw, over, children, twin }: Frame) {
  const container = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(320);
  useLayoutEffect(() => {
    const element = container.current;
    if (!element) return;
    const measure = () => setWidth(Math.max(200, Math.round(element.clientWidth)) || 320);
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return (
    <figure class="picture">
      <div class="picture-place" ref={container}>
        <svg role="img" aria-label={summary} viewBox={`0 0 ${width} ${height}`}>
          {draw(width)}
        </svg>
        {over?.(width)}
      </div>
      {children}
      <Table {...twin} />
    </figure>
  );
}

function Table({ caption, columns, rows }: Twin) {
  const open = say("pictures.table");
  return (
    <details class="picture-twin">
      <summary aria-label={`${open}: ${caption}`}>{open}</summary>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([head, ...cells], row) => (
            <tr key={row}>
              <th scope="row">{head}</th>
              {cells.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
