// Geometry on the globe and on the screen: the ring of a radius, map bounds, and marker positions that do not
// overlap.

import type { Position } from "geojson";
import type { Point } from "./site-map";

const EARTH_MILES = 6371.0088 / 1.609344;
const RADIANS = Math.PI / 180;

/** A closed line at a constant distance. Longitudes continue past 180 degrees instead of wrapping. */
export function ring({ lat, lon }: Point, miles: number): Position[] {
  const angle = miles / EARTH_MILES;
  const [sin, cos] = [Math.sin(lat * RADIANS), Math.cos(lat * RADIANS)];
  return Array.from({ length: 129 }, (_, step) => {
    const bearing = (step / 128) * 2 * Math.PI;
    const high = Math.asin(sin * Math.cos(angle) + cos * Math.sin(angle) * Math.cos(bearing));
    const along = Math.atan2(Math.sin(bearing) * Math.sin(angle) * cos, Math.cos(angle) - sin * Math.sin(high));
    return [lon + along / RADIANS, high / RADIANS];
  });
}

/** The longitude of the same meridian that is closest to another longitude. */
export function nearLongitude(lon: number, to: number): number {
  return lon + 360 * Math.round((to - lon) / 360);
}

/** West, south, east and north bounds of some positions. */
export function box(positions: Position[]): [number, number, number, number] {
  const [lons, lats] = [positions.map(([lon]) => lon ?? 0), positions.map(([, lat]) => lat ?? 0)];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

export interface Spot {
  x: number;
  y: number;
}

/** Marker positions: each at its place, or as near to it as earlier markers leave room. */
export function spread(wanted: Spot[], apart: number, taken: Spot[]): Spot[] {
  const placed = [...taken];
  return wanted.map((want) => {
    const spot = candidates(want, apart).find((one) => placed.every((other) => Math.hypot(one.x - other.x, one.y - other.y) >= apart)) ?? want;
    placed.push(spot);
    return spot;
  });
}

/** The place itself, then increasingly wide rings around it. */
function candidates({ x, y }: Spot, apart: number): { find(isFree: (spot: Spot) => boolean): Spot | undefined } {
  return {
    find(isFree) {
      if (isFree({ x, y })) return { x, y };
      for (let circle = 1; circle < 80; circle++) {
        const away = (circle * apart) / 3;
        const steps = 8 + circle * 4;
        for (let step = 0; step < steps; step++) {
          const turn = (step / steps) * 2 * Math.PI - Math.PI / 2;
          const spot = { x: x + away * Math.cos(turn), y: y + away * Math.sin(turn) };
          if (isFree(spot)) return spot;
        }
      }
      return undefined;
    },
  };
}
