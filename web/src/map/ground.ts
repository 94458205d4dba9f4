// Opens a MapLibre map on an element: its ground, the ring of the search, and gestures that leave the page's own scrolling alone.

import { worker } from "virtual:map-assets";
import { Map, setWorkerCount, setWorkerUrl, type StyleSpecification } from "maplibre-gl";
import { say } from "../words";
import { outlines } from "./outlines";
import { type Paint, paintOf } from "./paint";

// A file of the page's own origin, so that worker-src 'self' is enough.
setWorkerUrl(worker);
setWorkerCount(1);

export interface Ground {
  map: Map;
  /** Whose map it is, in plain text. */
  attribution: string;
}

/** Fails where nothing can be drawn. A basemap that cannot be read leaves the outlines. */
export async function openGround(element: HTMLElement, basemapPath: string | undefined): Promise<Ground> {
  const paint = paintOf(element);
  const base = basemapPath === undefined ? undefined : await import("./basemap").then(({ basemap }) => basemap(basemapPath, paint)).catch(() => undefined);
  const drawn = base ? undefined : await outlines(paint);
  const style = base ?? drawn?.style;
  if (!style) throw new Error("no ground");
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
  // Without somebody who listens, MapLibre writes its errors to the console. A tile that is missing is not worth a word.
  map.on("error", () => {});
  // Keys and readers have the buttons; the drawing says nothing to them.
  const canvas = map.getCanvas();
  canvas.tabIndex = -1;
  canvas.removeAttribute("role");
  canvas.setAttribute("aria-hidden", "true");
  return { map, attribution: say(base ? "map.attribution.basemap" : "map.attribution.outlines") };
}

/** The ring of the search lies over every ground; its source is filled when there is an origin. */
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
