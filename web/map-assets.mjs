// Files the map fetches when it is opened, emitted as separate assets: MapLibre's worker, and outlines cut
// from the public-domain us-atlas. One file holds all states. One file per state, because a search shows one
// or two, holds county borders, county names, and town names from datasets/zip_centroids.csv.gz.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gunzipSync } from "node:zlib";

const { resolve } = createRequire(import.meta.url);
const NAME = "virtual:map-assets";
const ZIPS = new URL("../datasets/zip_centroids.csv.gz", import.meta.url);
/** Population of the smallest town that is named. */
const LEAST_POPULATION = 4000;
const STATES =
  "AL01 AK02 AZ04 AR05 CA06 CO08 CT09 DE10 DC11 FL12 GA13 HI15 ID16 IL17 IN18 IA19 KS20 KY21 LA22 ME23 MD24 MA25 MI26 MN27 MS28 MO29 MT30 NE31 NV32 " +
  "NH33 NJ34 NM35 NY36 NC37 ND38 OH39 OK40 OR41 PA42 RI44 SC45 SD46 TN47 TX48 UT49 VT50 VA51 WA53 WV54 WI55 WY56 AS60 GU66 MP69 PR72 VI78";
const read = (path) => readFileSync(resolve(path), "utf8");

export function mapAssets() {
  return {
    name: "nearsite-map-assets",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load(id) {
      if (id !== `\0${NAME}`) return null;
      const emit = (name, source) => `import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: "asset", name, source })}`;
      const atlas = JSON.parse(read("us-atlas/counties-10m.json"));
      const near = Object.entries(statesNear(atlas, towns())).map(([state, lines]) => `"${state}": ${emit(`state-${state}.json`, JSON.stringify(lines))}`);
      // The worker's source map is not shipped, so the reference to it is removed.
      const worker = read("maplibre-gl/dist/maplibre-gl-worker.mjs").replace(/\n\/\/# sourceMappingURL=\S+\s*$/, "\n");
      return `export const worker = ${emit("map-worker.js", worker)};
export const states = ${emit("states.json", JSON.stringify(statesOnly(JSON.parse(read("us-atlas/states-10m.json")))))};
export const near = { ${near.join(", ")} };`;
    },
  };
}

/** The states of the atlas, each with the position of its label as `at`. */
function statesOnly({ type, arcs, transform, objects }) {
  const geometries = objects.states.geometries.map((state) => {
    const [x, y] = middleOf(state, arcs);
    const at = [transform.translate[0] + x * transform.scale[0], transform.translate[1] + y * transform.scale[1]];
    return { ...state, properties: { name: state.properties.name, at: at.map((degrees) => Math.round(degrees * 100) / 100) } };
  });
  return { type, arcs, transform, objects: { states: { ...objects.states, geometries } } };
}

/** Per two-digit state: borders between its counties, label positions of counties and towns, and town
 *  populations. Coordinates are whole steps of the atlas grid. In a line, each point after the first is the
 *  difference from the previous point. */
function statesNear({ arcs, transform, objects }, townsOf) {
  const { scale, translate } = transform;
  const step = (degrees, axis) => Math.round((degrees - translate[axis]) / scale[axis]);
  const states = {};
  const users = new Map();
  for (const county of objects.counties.geometries) {
    const id = county.id.slice(0, 2);
    const state = (states[id] ??= { scale, from: translate, lines: [], counties: [], towns: [] });
    const middle = middleOf(county, arcs);
    if (county.properties.name && middle) state.counties.push([county.properties.name, ...middle]);
    for (const arc of county.arcs.flat(Infinity)) {
      const index = arc < 0 ? ~arc : arc;
      users.set(index, (users.get(index) ?? new Set()).add(county.id));
    }
  }
  for (const [index, ids] of users) {
    const [one, other] = [...ids].map((id) => id.slice(0, 2));
    if (one !== undefined && one === other) states[one].lines.push(arcs[index].flat());
  }
  for (const { state, name, lat, lon, people } of townsOf) states[state]?.towns.push([name, step(lon, 0), step(lat, 1), people]);
  return states;
}

/** Towns of the ZIP table at their population-weighted center, largest first. */
function towns() {
  const digits = Object.fromEntries(STATES.split(" ").map((state) => [state.slice(0, 2), state.slice(2)]));
  const found = new Map();
  const [head, ...rows] = gunzipSync(readFileSync(ZIPS)).toString("utf8").trim().split("\n");
  const columns = head.trim().split(",");
  const wanted = ["lat", "lon", "city", "state", "population"].map((column) => columns.indexOf(column));
  if (wanted.includes(-1)) throw new Error("zip_centroids.csv.gz lacks a column the map needs: lat, lon, city, state or population");
  for (const row of rows) {
    const cells = row.trim().split(",");
    const [lat, lon, city, state, people] = wanted.map((at) => cells[at]);
    if (!Number(people) || !digits[state]) continue;
    const key = `${city},${state}`;
    if (!found.has(key)) found.set(key, { name: city, state: digits[state], lat: 0, lon: 0, people: 0 });
    const town = found.get(key);
    town.lat += lat * people;
    town.lon += lon * people;
    town.people += Number(people);
  }
  return [...found.values()]
    .filter(({ people }) => people >= LEAST_POPULATION)
    .map((town) => ({ ...town, lat: town.lat / town.people, lon: town.lon / town.people }))
    .sort((a, b) => b.people - a.people || (a.name < b.name ? -1 : 1));
}

/** The center of the largest ring of a county or state, in grid steps. */
function middleOf(area, arcs) {
  const polygons = area.type === "Polygon" ? [area.arcs] : area.arcs;
  let best = { size: 0, at: null };
  for (const [ring] of polygons) {
    const points = ring.flatMap((arc) => {
      let [x, y] = [0, 0];
      const line = arcs[arc < 0 ? ~arc : arc].map(([dx, dy]) => [(x += dx), (y += dy)]);
      return arc < 0 ? line.reverse() : line;
    });
    let [twice, x, y] = [0, 0, 0];
    for (let i = 0; i < points.length; i++) {
      const [[x1, y1], [x2, y2]] = [points[i], points[(i + 1) % points.length]];
      const cross = x1 * y2 - x2 * y1;
      twice += cross;
      x += (x1 + x2) * cross;
      y += (y1 + y2) * cross;
    }
    if (Math.abs(twice) > best.size) best = { size: Math.abs(twice), at: [Math.round(x / (3 * twice)), Math.round(y / (3 * twice))] };
  }
  return best.at;
}
