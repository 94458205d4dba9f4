// A site in plain words: its type, where it is, when it is open, how to get there.

import type { Day, Hours, Result, SearchAnswer, Setting, Site } from "../api/types";
import { say } from "../words";
import { miles } from "../words/figures";
import { dateFormat, languageNames as namesOfLanguages, listFormat, locale } from "../words/formats";
import type { Wish } from "./state";

export const DAYS: Day[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

export function typeOfPlace(setting: Setting): string {
  return say(`site.setting.${setting}`);
}

export function addressOf(site: Site): string {
  const { line1, line2, city, state, zip } = site.address;
  const town = [city, [state, zip].filter(Boolean).join(" ")].filter(Boolean).join(", ");
  return [line1, line2, town].filter(Boolean).join(", ");
}

/** Outside, and said so beside the link: it carries the address of the site alone. */
export function directionsTo(site: Site): string {
  return `https://www.google.com/maps/dir/?${new URLSearchParams({ api: "1", destination: addressOf(site) }).toString()}`;
}

/** Where distances start: the ZIP's or the town's centre, or the middle of the map. */
export function startOf(answer: SearchAnswer | null, wish: Wish): string {
  if (answer?.origin?.source === "coordinates") return say("find.start.map");
  return wish.isByTown ? say("find.start.town", { town: wish.town }) : say("find.start.zip", { zip: wish.zip.slice(0, 5) });
}

/** The place typed, as it is shown in the box: the town or the ZIP. */
export function placeTyped(wish: Pick<Wish, "zip" | "town" | "isByTown">): string {
  return wish.isByTown ? wish.town : wish.zip;
}

export function distanceWords(result: Pick<Result, "distance_miles">, start: string): string {
  if (result.distance_miles === null) return say("site.distance.missing");
  const n = miles(result.distance_miles);
  return say(n === "1" ? "site.distance.one" : "site.distance.other", { n, start });
}

export function clock(time: string): string {
  const [hour = "0", minute = "0"] = time.split(":");
  const at = new Date(Date.UTC(2000, 0, 1, Number(hour), Number(minute)));
  return dateFormat({ hour: "numeric", minute: "2-digit", timeZone: "UTC" }).format(at);
}

export function dayName(day: Day): string {
  const at = new Date(Date.UTC(2024, 0, 1 + DAYS.indexOf(day)));
  return capital(dateFormat({ weekday: "long", timeZone: "UTC" }).format(at));
}

export function spans(hours: Hours[], day: Day): string[] {
  return hours.filter((one) => one.days.includes(day)).map((one) => say("site.hours.span", { opens: clock(one.opens), closes: clock(one.closes) }));
}

export function openToday(hours: Hours[]): string {
  if (hours.length === 0) return say("site.hours.missing");
  const today = DAYS[(new Date().getDay() + 6) % 7] ?? "mon";
  const open = spans(hours, today);
  return open.length ? say("site.hours.today", { spans: open.join(", ") }) : say("site.hours.closed_today");
}

export function languageNames(codes: string[]): string {
  if (codes.length === 0) return say("site.languages.missing");
  return listFormat().format(codes.map(nameOfLanguage));
}

export function languageName(code: string): string {
  return capital(nameOfLanguage(code));
}

function nameOfLanguage(code: string): string {
  return namesOfLanguages().of(code) ?? code;
}

function capital(name: string): string {
  return name.charAt(0).toLocaleUpperCase(locale()) + name.slice(1);
}

export function wheelchairWords(accessible: boolean | null): string {
  return say(accessible === null ? "site.wheelchair.missing" : accessible ? "site.wheelchair.yes" : "site.wheelchair.no");
}

/** Accredited by, each body once. */
export function accreditedBy(site: Site, modality: string | null): string[] {
  const services = modality ? site.services.filter((service) => service.modality === modality) : site.services;
  return [...new Set(services.flatMap((service) => service.accreditations.map((one) => one.body)))];
}
