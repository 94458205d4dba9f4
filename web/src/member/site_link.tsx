// A link to a site's page: a plain link to anyone else, a turn of the page here, so that what is in memory stays there.

import type { ComponentChildren } from "preact";
import { siteAddress } from "./route";

export type Opens = (id: string) => void;

export function SiteLink({ id, opens, children }: { id: string; opens: Opens; children: ComponentChildren }) {
  return (
    <a
      href={siteAddress(id)}
      onClick={(event: MouseEvent) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        opens(id);
      }}
    >
      {children}
    </a>
  );
}
