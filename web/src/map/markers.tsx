// Sites as named buttons over the map, in one tab stop. A marker that would cover another is moved aside,
// with a line to its place.

import type { Map } from "maplibre-gl";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { useRoving } from "../pictures/roving";
import { say } from "../words";
import { nearLongitude, type Spot, spread } from "./geometry";
import type { MapSite, Point } from "./site-map";

interface Props {
  map: Map;
  origin: Point | null;
  /** Label next to the origin. */
  originLabel: string;
  sites: MapSite[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
  /** Called when the keyboard or the list reaches a site that may be out of view. */
  onReach: (lon: number, lat: number) => void;
}

/** Minimum distance between the centers of two markers, which are 28 pixels wide. */
const APART = 30;

export const OriginMark = () => (
  <svg class="map-origin" aria-hidden="true" viewBox="0 0 24 24" width="24" height="24">
    <circle cx="12" cy="12" r="9" />
    <circle class="middle" cx="12" cy="12" r="4" />
  </svg>
);

/** Places the origin's label where it covers no marker and crosses no edge. Without room the label is hidden:
 *  the legend below the map has the same text. */
function putLabel(here: HTMLElement, { x, y }: Spot, markers: Spot[], map: HTMLElement): void {
  const label = here.querySelector("span");
  if (!label) return;
  const [w, h] = [label.offsetWidth, label.offsetHeight];
  const places = Array.from({ length: 48 }, (_, at) => {
    const [angle, gap] = [((at % 16) / 16) * 2 * Math.PI + Math.PI / 2, 15 + Math.floor(at / 16) * 12];
    return { left: x - w / 2 + (w / 2 + gap) * Math.cos(angle), top: y - h / 2 + (h / 2 + gap) * Math.sin(angle) };
  });
  const isFree = ({ left, top }: { left: number; top: number }) =>
    left > 2 &&
    top > 2 &&
    left + w < map.clientWidth - 2 &&
    top + h < map.clientHeight - 2 &&
    !markers.some((spot) => spot.x > left - 15 && spot.x < left + w + 15 && spot.y > top - 15 && spot.y < top + h + 15);
  const free = places.find(isFree);
  label.classList.toggle("is-out", !free);
  if (!free) return;
  label.style.transform = `translate(${free.left - x}px, ${free.top - y}px)`;
}

export function Markers({ map, origin, originLabel, sites, chosen, onChoose, onReach }: Props) {
  const layer = useRef<HTMLDivElement>(null);
  const lines = useRef<SVGSVGElement>(null);
  const here = useRef<HTMLParagraphElement>(null);
  const ordered = [...sites].sort((a, b) => a.rank - b.rank);
  const { onKeyDown, stop } = useRoving(
    ordered.map(({ id }) => id),
    chosen,
  );

  // Positions follow the map without a render, because it moves sixty times a second. A marker's offset from
  // its place is recomputed only when the map stops.
  useLayoutEffect(() => {
    const project = ({ lat, lon }: Point): Spot => map.project([nearLongitude(lon, map.getCenter().lng), lat]);
    let offsets: Spot[] = [];
    const arrange = () => {
      const wanted = ordered.map(project);
      const spots = spread(wanted, APART, origin ? [project(origin)] : []);
      offsets = spots.map(({ x, y }, at) => ({ x: x - (wanted[at]?.x ?? 0), y: y - (wanted[at]?.y ?? 0) }));
      if (origin && here.current) putLabel(here.current, project(origin), spots, map.getContainer());
      follow();
    };
    const follow = () => {
      const { clientWidth, clientHeight } = map.getContainer();
      const buttons = layer.current?.querySelectorAll("button") ?? [];
      const leads = lines.current?.querySelectorAll("line") ?? [];
      const dots = lines.current?.querySelectorAll("circle") ?? [];
      ordered.forEach((site, at) => {
        const [button, line, dot] = [buttons[at], leads[at], dots[at]];
        const [spot, offset] = [project(site), offsets[at] ?? { x: 0, y: 0 }];
        const [x, y] = [spot.x + offset.x, spot.y + offset.y];
        if (!button) return;
        // A marker out of view is kept hidden at the edge, so that focusing it by keyboard does not scroll
        // the page.
        const isOut = x < -14 || y < -14 || x > clientWidth + 14 || y > clientHeight + 14;
        button.classList.toggle("is-out", isOut);
        const [left, top] = isOut ? [Math.min(Math.max(x, 14), clientWidth - 14), Math.min(Math.max(y, 14), clientHeight - 14)] : [x, y];
        button.style.transform = `translate(${left - 14}px, ${top - 14}px)`;
        const isAside = Math.hypot(offset.x, offset.y) > 2;
        for (const [name, value] of Object.entries({ x1: spot.x, y1: spot.y, x2: x, y2: y })) line?.setAttribute(name, String(value));
        dot?.setAttribute("cx", String(spot.x));
        dot?.setAttribute("cy", String(spot.y));
        line?.classList.toggle("is-aside", isAside && !isOut);
        dot?.classList.toggle("is-aside", isAside && !isOut);
      });
      if (origin && here.current) {
        const { x, y } = project(origin);
        here.current.style.transform = `translate(${x}px, ${y}px)`;
      }
    };
    arrange();
    map.on("move", follow);
    map.on("moveend", arrange);
    map.on("resize", arrange);
    return () => {
      map.off("move", follow);
      map.off("moveend", arrange);
      map.off("resize", arrange);
    };
  }, [map, sites, origin, originLabel]);

  useEffect(() => {
    const site = sites.find(({ id }) => id === chosen);
    if (site) onReach(site.lon, site.lat);
  }, [chosen]);

  const nameOf = ({ rank, name, detail }: MapSite) => (detail ? say("map.marker_detail", { rank, name, detail }) : say("map.marker", { rank, name }));
  return (
    <>
      <svg class="map-lines" ref={lines} aria-hidden="true">
        {ordered.map((site) => (
          <g key={site.id}>
            <line />
            <circle r={3} />
          </g>
        ))}
      </svg>
      {origin && (
        <p class="map-here" ref={here} aria-hidden="true">
          <OriginMark />
          <span>{originLabel}</span>
        </p>
      )}
      <div class="map-markers" ref={layer} role="toolbar" aria-label={say("map.markers")} onKeyDown={onKeyDown}>
        {ordered.map((site) => (
          <button
            key={site.id}
            type="button"
            aria-label={nameOf(site)}
            title={nameOf(site)}
            aria-pressed={site.id === chosen}
            data-long={site.rank > 99}
            onClick={() => onChoose(site.id)}
            onFocusIn={() => onReach(site.lon, site.lat)}
            {...stop(site.id)}
          >
            {site.rank}
          </button>
        ))}
      </div>
    </>
  );
}
