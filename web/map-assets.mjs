// What the map fetches when it is opened, emitted as files of their own: MapLibre's worker, and outlines cut from the public-domain
// us-atlas. The states come as one file; of counties only borders between two counties and their names, a file per state, because a
// search looks at one or two states.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { resolve } = createRequire(import.meta.url);
const NAME = "virtual:map-assets";
const read = (path) => readFileSync(resolve(path), "utf8");

export function mapAssets() {
  return {
    name: "nearsite-map-assets",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load(id) {
      if (id !== `\0${NAME}`) return null;
      const emit = (name, source) => `import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: "asset", name, source })}`;
      const atlas = JSON.parse(read("us-atlas/counties-10m.json"));
      const counties = Object.entries(countiesByState(atlas)).map(([state, lines]) => `"${state}": ${emit(`counties-${state}.json`, JSON.stringify(lines))}`);
      // The source map of the worker is not shipped, so neither is the pointer to it.
      const worker = read("maplibre-gl/dist/maplibre-gl-worker.mjs").replace(/\n\/\/# sourceMappingURL=\S+\s*$/, "\n");
      return `export const worker = ${emit("map-worker.js", worker)};
export const states = ${emit("states.json", JSON.stringify(statesOnly(JSON.parse(read("us-atlas/states-10m.json")))))};
export const counties = { ${counties.join(", ")} };`;
    },
  };
}

/** The states as they are in the atlas, each with the place of its name as `at`. */
function statesOnly({ type, arcs, transform, objects }) {
  const geometries = objects.states.geometries.map((state) => {
    const [x, y] = middleOf(state, arcs);
    const at = [transform.translate[0] + x * transform.scale[0], transform.translate[1] + y * transform.scale[1]];
    return { ...state, properties: { name: state.properties.name, at: at.map((degrees) => Math.round(degrees * 100) / 100) } };
  });
  return { type, arcs, transform, objects: { states: { ...objects.states, geometries } } };
}

/** By two-digit state: the lines between its counties, and where their names go. Coordinates are whole steps of the atlas' own grid,
 *  every point after the first of a line as the difference from the one before. */
function countiesByState({ arcs, transform, objects }) {
  const [stepX, stepY] = transform.scale;
  const [fromX, fromY] = transform.translate;
  const users = new Map();
  for (const county of objects.counties.geometries) {
    for (const arc of county.arcs.flat(Infinity)) {
      const index = arc < 0 ? ~arc : arc;
      users.set(index, (users.get(index) ?? new Set()).add(county.id));
    }
  }
  const states = {};
  for (const county of objects.counties.geometries) {
    const state = (states[county.id.slice(0, 2)] ??= { scale: [stepX, stepY], from: [fromX, fromY], lines: [], names: [] });
    const middle = middleOf(county, arcs);
    if (county.properties.name && middle) state.names.push([county.properties.name, ...middle]);
  }
  for (const [index, ids] of users) {
    const [one, other] = [...ids].map((id) => id.slice(0, 2));
    if (one !== undefined && one === other) states[one].lines.push(arcs[index].flat());
  }
  return states;
}

/** The centre of the largest ring of a county or state, in steps of the grid. */
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
