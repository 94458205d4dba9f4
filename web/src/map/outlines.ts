// States and counties of the us-atlas as the base layer of the map. Details of a state load when it comes
// into view.

import { near as nearFiles, states as stateFile } from "virtual:map-assets";
import type { Feature, FeatureCollection, MultiLineString, Point, Position } from "geojson";
import type { GeoJSONSource, LayerSpecification, Map, StyleSpecification } from "maplibre-gl";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Paint } from "./paint";

interface StateProperties {
  name: string;
  at: [number, number];
}
type StateTopology = Topology<{ states: GeometryCollection<StateProperties> }>;

interface NearFile {
  scale: [number, number];
  from: [number, number];
  lines: number[][];
  counties: [string, number, number][];
  towns: [string, number, number, people: number][];
}

const empty: FeatureCollection = { type: "FeatureCollection", features: [] };
const collection = (features: Feature[]): FeatureCollection => ({ type: "FeatureCollection", features });
const named = (name: string, coordinates: Position, people = 0): Feature<Point> => ({ type: "Feature", properties: { name, people }, geometry: { type: "Point", coordinates } });

async function load<Content>(url: string): Promise<Content> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`outlines: ${answer.status}`);
  return (await answer.json()) as Content;
}

/** The style of the outlines, and a function that loads the details of the states in view. */
export async function outlines(paint: Paint): Promise<{ style: StyleSpecification; follow: (map: Map) => void }> {
  const topology = await load<StateTopology>(stateFile);
  const states = feature(topology, topology.objects.states);
  const names: Pick<Extract<LayerSpecification, { type: "symbol" }>, "layout" | "paint"> = {
    layout: { "text-field": ["get", "name"], "text-font": [paint.font], "text-size": 12, "text-max-width": 7, "text-padding": 4 },
    paint: { "text-color": paint.label, "text-halo-color": paint.land, "text-halo-width": 1.5 },
  };
  const spaced = { ...names.layout, "text-transform": "uppercase", "text-letter-spacing": 0.12, "text-size": 11 } as const;
  const style: StyleSpecification = {
    version: 8,
    sources: {
      states: { type: "geojson", data: collection(states.features) },
      borders: { type: "geojson", data: mesh(topology, topology.objects.states) },
      "state-names": { type: "geojson", data: collection(states.features.map(({ properties }) => named(properties.name, properties.at))) },
      counties: { type: "geojson", data: empty },
      "county-names": { type: "geojson", data: empty },
      towns: { type: "geojson", data: empty },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": paint.water } },
      { id: "land", type: "fill", source: "states", paint: { "fill-color": paint.land } },
      { id: "county-lines", type: "line", source: "counties", minzoom: 5, paint: { "line-color": paint.county, "line-width": ["interpolate", ["linear"], ["zoom"], 5, 0.5, 9, 1.25] } },
      { id: "state-lines", type: "line", source: "borders", paint: { "line-color": paint.state, "line-width": ["interpolate", ["linear"], ["zoom"], 3, 0.75, 9, 2] } },
      { id: "county-names", type: "symbol", source: "county-names", minzoom: 7.5, ...names, layout: spaced },
      {
        id: "towns",
        type: "symbol",
        source: "towns",
        minzoom: 5,
        ...names,
        layout: { ...names.layout, "text-size": ["interpolate", ["linear"], ["get", "people"], 5_000, 11.5, 500_000, 15], "symbol-sort-key": ["-", 0, ["get", "people"]] },
      },
      { id: "state-names", type: "symbol", source: "state-names", maxzoom: 6, ...names, layout: spaced },
    ],
  };
  return { style, follow: (map) => followNear(map, states.features) };
}

function followNear(map: Map, states: Feature[]): void {
  const boxes = states.map(({ id, geometry }) => ({ id: String(id), box: extent(geometry) }));
  const requested = new Set<string>();
  const drawn: Record<"counties" | "county-names" | "towns", Feature[]> = { counties: [], "county-names": [], towns: [] };

  const loadVisible = async () => {
    if (map.getZoom() < 5) return;
    const view = map.getBounds();
    const wanted = boxes.filter(({ id, box: [west, south, east, north] }) => {
      if (requested.has(id) || view.getSouth() > north || view.getNorth() < south) return false;
      return [-360, 0, 360].some((turn) => view.getWest() <= east + turn && view.getEast() >= west + turn);
    });
    for (const { id } of wanted) requested.add(id);
    const files = await Promise.all(wanted.map(({ id }) => (nearFiles[id] ? load<NearFile>(nearFiles[id]).catch(() => undefined) : undefined)));
    const found = files.filter((file) => file !== undefined);
    if (found.length === 0) return;
    for (const file of found) {
      drawn.counties.push(unpack(file));
      drawn["county-names"].push(...file.counties.map(([name, x, y]) => named(name, place(file, x, y))));
      drawn.towns.push(...file.towns.map(([name, x, y, people]) => named(name, place(file, x, y), people)));
    }
    // The map may be closed by now and then has no sources.
    for (const [id, features] of Object.entries(drawn)) (map.getSource(id) as GeoJSONSource | undefined)?.setData(collection(features));
  };
  map.on("moveend", loadVisible);
  map.on("load", loadVisible);
}

const place = ({ scale, from }: NearFile, x: number, y: number): Position => [from[0] + x * scale[0], from[1] + y * scale[1]];

/** Builds lines from points stored as differences from the previous point. */
function unpack(file: NearFile): Feature<MultiLineString> {
  const coordinates = file.lines.map((line) => {
    const positions: Position[] = [];
    let [x, y] = [0, 0];
    for (let at = 0; at + 1 < line.length; at += 2) {
      x += line[at] ?? 0;
      y += line[at + 1] ?? 0;
      positions.push(place(file, x, y));
    }
    return positions;
  });
  return { type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates } };
}

/** West, south, east, north. */
function extent(geometry: Feature["geometry"]): [number, number, number, number] {
  const found: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    const [lon, lat] = part as unknown[];
    if (typeof lon === "number" && typeof lat === "number") {
      found[0] = Math.min(found[0], lon);
      found[1] = Math.min(found[1], lat);
      found[2] = Math.max(found[2], lon);
      found[3] = Math.max(found[3], lat);
    } else part.forEach(visit);
  };
  if ("coordinates" in geometry) visit(geometry.coordinates);
  return found;
}
