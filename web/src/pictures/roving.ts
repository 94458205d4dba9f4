// Many buttons in one tab stop. Tab enters and leaves; arrow keys, Home and End move inside.

import type { TargetedKeyboardEvent } from "preact";
import { useEffect, useState } from "preact/hooks";

export function useRoving(ids: string[], chosen: string | undefined) {
  const [at, setAt] = useState(chosen);
  useEffect(() => setAt(chosen), [chosen]);
  const current = at !== undefined && ids.includes(at) ? at : ids[0];

  function onKeyDown(event: TargetedKeyboardEvent<HTMLElement>) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const from = current === undefined ? -1 : ids.indexOf(current);
    const to = { ArrowRight: from + 1, ArrowDown: from + 1, ArrowLeft: from - 1, ArrowUp: from - 1, Home: 0, End: ids.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const id = ids[to];
    if (id === undefined) return;
    setAt(id);
    event.currentTarget.querySelectorAll<HTMLElement>("[data-roving]")[to]?.focus();
  }

  /** Props of one button. Buttons are rendered in the order of the ids. */
  const stop = (id: string) => ({ "data-roving": "", tabIndex: id === current ? 0 : -1, onFocus: () => setAt(id) });
  return { onKeyDown, stop };
}
