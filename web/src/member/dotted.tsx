// Short facts in a line, a dot between each two. The dot belongs to the fact it stands before, and is cut off where that begins a line.

import { Fragment, type ComponentChildren } from "preact";

export function Dotted({ kind = "", parts }: { kind?: string; parts: ComponentChildren[] }) {
  return (
    <p class={`dotted ${kind}`}>
      {parts.filter(Boolean).map((part, at) => (
        <Fragment key={at}>
          <span>{part}</span>{" "}
        </Fragment>
      ))}
    </p>
  );
}
