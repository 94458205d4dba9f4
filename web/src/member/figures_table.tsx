// A table of sums with a heading for each row and column. Narrow, each cell is named by what its column was.

import type { ComponentChildren } from "preact";

interface Props {
  caption: string;
  /** The first is the column of the rows' own headings. */
  columns: string[];
  rows: { key: string; name: ComponentChildren; cells: ComponentChildren[] }[];
}

export function FiguresTable({ caption, columns, rows }: Props) {
  return (
    <table class="figures" role="table">
      <caption>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th scope="col" role="columnheader" key={column}>
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(({ key, name, cells }) => (
          <tr role="row" key={key}>
            <th scope="row" role="rowheader">
              {name}
            </th>
            {cells.map((cell, at) => (
              <td role="cell" key={at} data-of={columns[at + 1]}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
