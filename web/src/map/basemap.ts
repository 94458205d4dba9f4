// Map style for a PMTiles basemap: vector tiles in the Protomaps schema, or raster tiles. Loaded only if a
// basemap is configured.

import { DARK, LIGHT, layers } from "@protomaps/basemaps";
import { addProtocol, type LayerSpecification, type StyleSpecification } from "maplibre-gl";
import { PMTiles, Protocol, TileType } from "pmtiles";
import { language } from "../words";
import type { Paint } from "./paint";

const protocol = new Protocol();
let isRegistered = false;

export async function basemap(path: string, paint: Paint): Promise<StyleSpecification> {
  const url = new URL(path, location.href).href;
  const file = new PMTiles(url);
  const header = await file.getHeader();
  protocol.add(file);
  if (!isRegistered) addProtocol("pmtiles", protocol.tile);
  isRegistered = true;
  const source = { url: `pmtiles://${url}`, maxzoom: header.maxZoom } as const;
  if (header.tileType !== TileType.Mvt) {
    return {
      version: 8,
      sources: { ground: { type: "raster", tileSize: 256, ...source } },
      layers: [
        { id: "water", type: "background", paint: { "background-color": paint.water } },
        { id: "ground", type: "raster", source: "ground" },
      ],
    };
  }
  const drawn = layers("ground", paint.isDark ? DARK : LIGHT, { lang: language() });
  return { version: 8, sources: { ground: { type: "vector", ...source } }, layers: drawn.flatMap((layer) => withoutImages(layer, paint)) };
}

/** Draws names in a system font. Icons would have to be fetched, so layers with icons are dropped, except
 *  city names, which lose only the icon. */
function withoutImages(layer: LayerSpecification, paint: Paint): LayerSpecification[] {
  if (layer.type !== "symbol") return [layer];
  const { "icon-image": image, ...layout } = layer.layout ?? {};
  if (image !== undefined && layer.id !== "places_locality") return [];
  const plain = JSON.stringify(layout).replaceAll(/"Noto Sans[^"]*"/g, JSON.stringify(paint.font));
  return [{ ...layer, layout: JSON.parse(plain) }];
}
