// Formats are dear to make and cheap to use: each is made once for its language and options.

import { language } from "./index";

const made = new Map<string, unknown>();

/** The locale of the document's language, as people in the United States write it. */
export function locale(): string {
  return language() === "es" ? "es-US" : "en-US";
}

function once<Format>(kind: string, options: object, make: (locale: string) => Format): Format {
  const key = `${kind} ${locale()} ${JSON.stringify(options)}`;
  const known = made.get(key) as Format | undefined;
  if (known !== undefined) return known;
  const format = make(locale());
  made.set(key, format);
  return format;
}

export function numberFormat(options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return once("number", options, (of) => new Intl.NumberFormat(of, options));
}

export function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return once("date", options, (of) => new Intl.DateTimeFormat(of, options));
}

export function listFormat(options: Intl.ListFormatOptions = {}): Intl.ListFormat {
  return once("list", options, (of) => new Intl.ListFormat(of, options));
}

export function pluralRules(): Intl.PluralRules {
  return once("plural", {}, (of) => new Intl.PluralRules(of));
}

export function languageNames(): Intl.DisplayNames {
  return once("language", {}, (of) => new Intl.DisplayNames(of, { type: "language" }));
}
