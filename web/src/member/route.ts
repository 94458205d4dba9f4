// Where in the page one is. An address names the face or one site, nothing of the member; the table and the print view live in
// the history's own state, by name alone.

import { useEffect, useState } from "preact/hooks";

export type View = { at: "find" } | { at: "site"; id: string } | { at: "compare" } | { at: "print" };

const SITE = /^\/find\/sites\/([^/]+)\/?$/;

function here(): View {
  const site = SITE.exec(location.pathname);
  if (site?.[1]) return { at: "site", id: decodeURIComponent(site[1]) };
  const kept = (history.state as { view?: string } | null)?.view;
  return kept === "compare" || kept === "print" ? { at: kept } : { at: "find" };
}

export function siteAddress(id: string): string {
  return `/find/sites/${encodeURIComponent(id)}`;
}

/** The language, where the address names one, is all that goes along. */
function search(): string {
  const chosen = new URLSearchParams(location.search).get("lang");
  return chosen === "en" || chosen === "es" ? `?lang=${chosen}` : "";
}

export interface Route {
  view: View;
  go: (view: View) => void;
  /** Back to where one came from, or to the list when the page was opened here. */
  back: () => void;
}

export function useRoute(): Route {
  const [view, setView] = useState<View>(here);
  const [steps, setSteps] = useState(0);
  useEffect(() => {
    const moved = () => {
      setSteps((before) => Math.max(0, before - 1));
      setView(here());
    };
    addEventListener("popstate", moved);
    return () => removeEventListener("popstate", moved);
  }, []);
  const go = (to: View) => {
    const path = to.at === "site" ? siteAddress(to.id) : to.at === "find" ? "/find" : location.pathname;
    history.pushState(to.at === "compare" || to.at === "print" ? { view: to.at } : null, "", path + search());
    setSteps((before) => before + 1);
    setView(to);
  };
  return { view, go, back: () => (steps > 0 ? history.back() : go({ at: "find" })) };
}
