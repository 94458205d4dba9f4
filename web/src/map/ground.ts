// Opens a MapLibre map in an element: base layer, search ring, and gestures that do not block page scrolling.

import { worker } from "virtual:map-assets";
import { Map, setWorkerCount, setWorkerUrl, type StyleSpecification } from "maplibre-gl";
import { say } from "../words";
import { outlines } from "./outlines";
import { type Paint, paintOf } from "./paint";

// A file from the page's own origin, so that worker-src 'self' is enough.
setWorkerUrl(worker);
setWorkerCount(1);

export interface Ground {
  map: Map;
  /** Credit for the map data, in plain text. */
  attribution: string;
}

/** Fails if nothing can be drawn. Falls back to the outlines if the basemap cannot be read. */
export async function openGround(element: HTMLElement, basemapPath: string | undefined): Promise<Ground> {
  const paint = paintOf(element);
  const base = basemapPath === undefined ? undefined : await import("./basemap").then(({ basemap }) => basemap(basemapPath, paint)).catch(() => undefined);
  const drawn = base ? undefined : await outlines(paint);
  const style = base ?? drawn?.style;
  if (!style) throw new Error("the map has neither a basemap nor outlines");
  const map = new Map({
    container: element,
    style: withRing(style, paint),
    center: [-96, 38],
    zoom: 3,
    minZoom: 2,
    maxZoom: base ? 17 : 13,
    attributionControl: false,
    keyboard: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: true,
    fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150,
    locale: {
      "CooperativeGesturesHandler.WindowsHelpText": say("map.gestures.windows"),
      "CooperativeGesturesHandler.MacHelpText": say("map.gestures.mac"),
      "CooperativeGesturesHandler.MobileHelpText": say("map.gestures.touch"),
    },
  });
  map.touchZoomRotate.disableRotation();
  drawn?.follow(map);
  // Without a listener, MapLibre writes errors to the console. A missing tile needs no report.
  map.on("error", () => {});
  // Keyboards and screen readers use the buttons, so the canvas is hidden from them.
  const canvas = map.getCanvas();
  canvas.tabIndex = -1;
  canvas.removeAttribute("role");
  canvas.setAttribute("aria-hidden", "true");
  return { map, attribution: say(base ? "map.attribution.basemap" : "map.attribution.outlines") };
}

/** Adds the search ring above the base layer. Its source is filled when there is an origin. */
function withRing(style: StyleSpecification, paint: Paint): StyleSpecification {
  return {
    ...style,
    sources: { ...style.sources, ring: { type: "geojson", data: { type: "FeatureCollection", features: [] } } },
    layers: [
      ...style.layers,
      { id: "ring", type: "line", source: "ring", paint: { "line-color": paint.ring, "line-width": 2, "line-dasharray": [3, 2] } },
      {
        id: "ring-name",
        type: "symbol",
        source: "ring",
        layout: { "symbol-placement": "line", "symbol-spacing": 600, "text-field": ["get", "name"], "text-font": [paint.font], "text-size": 12, "text-offset": [0, 0.9], "text-max-angle": 60 },
        paint: { "text-color": paint.ring, "text-halo-color": paint.land, "text-halo-width": 2 },
      },
    ],
  };
}
