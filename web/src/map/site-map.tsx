// The frame of the map. Loads what draws it, and says so in plain words where it cannot: the list beside it has the same sites.

import type { ComponentType } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { type Key, say } from "../words";

export interface Point {
  lat: number;
  lon: number;
}

export interface MapSite extends Point {
  id: string;
  rank: number;
  name: string;
  /** Said after the name, such as the distance. */
  detail?: string | undefined;
}

export interface SiteMapProps {
  origin: Point | null;
  /** What the origin is: a ZIP, or the words for an exact place. */
  originLabel: string;
  radiusMiles: number;
  sites: MapSite[];
  chosen?: string | undefined;
  onChoose: (id: string) => void;
  onSearchHere: (centre: Point) => void;
  /** Where a PMTiles file is; without one, outlines of states and counties. */
  basemap?: string | undefined;
}

export type DrawnProps = SiteMapProps & { onFailed: () => void };

export function SiteMap(props: SiteMapProps) {
  const [Drawn, setDrawn] = useState<ComponentType<DrawnProps>>();
  const [message, setMessage] = useState<Key | undefined>("map.loading");
  const isDark = useDark();
  const onFailed = useCallback(() => setMessage("map.failed"), []);

  useEffect(() => {
    let isWanted = true;
    if (!canDraw()) {
      setMessage("map.no_webgl");
      return;
    }
    import("./drawn").then(
      (loaded) => {
        if (!isWanted) return;
        setDrawn(() => loaded.Drawn);
        setMessage(undefined);
      },
      () => isWanted && setMessage("map.failed"),
    );
    return () => {
      isWanted = false;
    };
  }, []);

  return (
    <section class="site-map" aria-label={say("map.label")}>
      <p role="status">{message && say(message)}</p>
      {/* A new map for a new scheme: its colours are drawn, not styled. */}
      {Drawn && !message && <Drawn key={isDark ? "dark" : "light"} {...props} onFailed={onFailed} />}
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
