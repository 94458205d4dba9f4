// Intl formats are expensive to create and cheap to use. Each is created once per language and options.

import { language } from "./index";

const cache = new Map<string, unknown>();

/** Locale of the document's language, with the conventions of the United States. */
export function locale(): string {
  return language() === "es" ? "es-US" : "en-US";
}

function cached<Format>(kind: string, options: object, make: (locale: string) => Format): Format {
  const key = `${kind} ${locale()} ${JSON.stringify(options)}`;
  const existing = cache.get(key) as Format | undefined;
  if (existing !== undefined) return existing;
  const format = make(locale());
  cache.set(key, format);
  return format;
}

export function numberFormat(options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return cached("number", options, (tag) => new Intl.NumberFormat(tag, options));
}

export function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return cached("date", options, (tag) => new Intl.DateTimeFormat(tag, options));
}

export function listFormat(options: Intl.ListFormatOptions = {}): Intl.ListFormat {
  return cached("list", options, (tag) => new Intl.ListFormat(tag, options));
}

export function pluralRules(): Intl.PluralRules {
  return cached("plural", {}, (tag) => new Intl.PluralRules(tag));
}

export function languageNames(): Intl.DisplayNames {
  return cached("language", {}, (tag) => new Intl.DisplayNames(tag, { type: "language" }));
}
