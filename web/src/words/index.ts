// Texts of the pages in the language of the document. The executable reads the same words/*.json for the HTML
// it writes.

import en from "../../words/en.json";
import es from "../../words/es.json";

export type Key = keyof typeof en;
export type Language = "en" | "es";

const texts: Record<Language, Record<Key, string>> = { en, es };

export function language(): Language {
  return document.documentElement.lang.startsWith("es") ? "es" : "en";
}

/** The text of a key. Each `{name}` is replaced by the value of that name. */
export function say(key: Key, values: Record<string, string | number> = {}): string {
  return texts[language()][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
