// Frame of the map. Loads the drawing code, and shows a message if that fails. The list has the same sites.

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type Key, say } from "../words";

export interface Point {
  lat: number;
  lon: number;
}

export interface MapSite extends Point {
  id: string;
  rank: number;
  name: string;
  /** Text after the name, such as the distance. */
  detail?: string | undefined;
}

export interface SiteMapProps {
  origin: Point | null;
  /** The origin in words: a ZIP code, or a description of an exact place. */
  originLabel: string;
  /** True if the member is at the origin, false if the search only starts there. */
  isOriginHere?: boolean | undefined;
  radiusMiles: number;
  sites: MapSite[];
  chosen?: string | undefined;
  onChoose: (id: string) => void;
  onSearchHere: (center: Point) => void;
  /** Path of a PMTiles file. Without one, the map shows outlines of states and counties. */
  basemap?: string | undefined;
}

export type DrawnProps = SiteMapProps & { onState: (state: State) => void };
export type State = "loading" | "ready" | "failed" | "no_webgl";

const MESSAGES: Partial<Record<State, Key>> = { loading: "map.loading", failed: "map.failed", no_webgl: "map.no_webgl" };

export function SiteMap(props: SiteMapProps) {
  const [Drawn, setDrawn] = useState<ComponentType<DrawnProps>>();
  const [state, setState] = useState<State>("loading");
  const isDark = useDark();

  useEffect(() => {
    let isWanted = true;
    if (!canDraw()) {
      setState("no_webgl");
      return;
    }
    const load = async () => {
      try {
        const { Drawn: loaded } = await import("./drawn");
        if (isWanted) setDrawn(() => loaded);
      } catch {
        if (isWanted) setState("failed");
      }
    };
    load();
    return () => {
      isWanted = false;
    };
  }, []);

  const message = MESSAGES[state];
  return (
    <section class="site-map" aria-label={say("map.label")}>
      <p role="status" class={`map-${state}`}>
        {message && say(message)}
      </p>
      {/* A new color scheme needs a new map, because its colors are drawn, not styled. */}
      {Drawn && (state === "loading" || state === "ready") && <Drawn key={isDark ? "dark" : "light"} {...props} onState={setState} />}
    </section>
  );
}

function canDraw(): boolean {
  const context = document.createElement("canvas").getContext("webgl2");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

function useDark(): boolean {
  const [isDark, setDark] = useState(() => matchMedia("(prefers-color-scheme: dark)").matches);
  useEffect(() => {
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => setDark(scheme.matches);
    scheme.addEventListener("change", follow);
    return () => scheme.removeEventListener("change", follow);
  }, []);
  return isDark;
}
