// What the pages one turns to have in common: the way back on top, and a heading that has the focus when one comes.

import { useEffect, useRef } from "preact/hooks";
import { say, type Key } from "../words";

export function BackLink({ back, to = "site.back" }: { back: () => void; to?: Key }) {
  return (
    <p class="back">
      <a
        href="/find"
        onClick={(event) => {
          event.preventDefault();
          back();
        }}
      >
        <span aria-hidden="true">←</span>
        {say(to)}
      </a>
    </p>
  );
}

export function useFocusedHeading() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return heading;
}
