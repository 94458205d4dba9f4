// Words that change with a number, by the plural rules of the language.

import { language, say, type Key } from "../words";

type Counted = Key extends infer K ? (K extends `${infer Stem}.one` ? Stem : never) : never;

export function counted(stem: Counted, n: number, values: Record<string, string | number> = {}): string {
  const form = new Intl.PluralRules(language()).select(n) === "one" ? "one" : "other";
  return say(`${stem}.${form}` as Key, { n: new Intl.NumberFormat(language() === "es" ? "es-US" : "en-US").format(n), ...values });
}
