// Where a search starts: a ZIP or a town, as the service's place search reads them. What is typed travels in a body.

import { post } from "../api/client";
import type { Place, PlaceFinding } from "../api/types";
import { isZip } from "./one_box";

/** "Austin, TX". */
export function townName({ city, state }: Place): string {
  return `${city}, ${state}`;
}

/** The exam without its place, and the places that may be meant. With a ZIP, that one or none. */
export async function findPlaces(exam: string, zip: string, signal: AbortSignal): Promise<PlaceFinding> {
  const q = [exam, zip].filter(Boolean).join(", ");
  if (!zip && !/\p{L}/u.test(q)) return { rest: exam, places: [] };
  const { rest, places } = await post<PlaceFinding>("/v1/places/search", { q }, undefined, signal);
  const meant = isZip(zip) ? places.filter((place) => zip.startsWith(place.zip)) : places;
  return meant.length ? { rest, places: meant } : { rest: exam, places: [] };
}
