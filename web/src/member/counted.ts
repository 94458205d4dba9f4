// Words that change with a number, by the plural rules of the language.

import { say, type Key } from "../words";
import { numberFormat, pluralRules } from "../words/formats";

type Counted = Key extends infer K ? (K extends `${infer Stem}.one` ? Stem : never) : never;

export function counted(stem: Counted, n: number, values: Record<string, string | number> = {}): string {
  const form = pluralRules().select(n) === "one" ? "one" : "other";
  return say(`${stem}.${form}` as Key, { n: numberFormat().format(n), ...values });
}
