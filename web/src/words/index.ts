// The words of the pages in the language of the document. words/*.json are shared with the pages the executable writes.

import en from "../../words/en.json";
import es from "../../words/es.json";

export type Key = keyof typeof en;
export type Language = "en" | "es";

const spoken: Record<Language, Record<Key, string>> = { en, es };

export function language(): Language {
  return document.documentElement.lang.startsWith("es") ? "es" : "en";
}

/** The words of a key; `{name}` is replaced by the value of that name. */
export function say(key: Key, values: Record<string, string | number> = {}): string {
  return spoken[language()][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
