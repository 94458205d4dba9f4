// The element's words and figures in its own language, which need not be that of the page around it. English is in the script, where
// the build keeps only the keys that begin with `list.`, without that, and that no answer says in English; Spanish is fetched from the service.

import en from "../../words/en.json";

type Rest<Whole> = Whole extends `list.${infer Key}` ? Key : never;
export type Key = Rest<keyof typeof en>;
export type Language = "en" | "es";

/** What is said, and how figures are written. */
export interface Words {
  readonly language: Language;
  say(key: Key, values?: Record<string, string | number>): string;
  /** For keys that come from an answer; what is not known is said in the words given. */
  sayOr(key: string, otherwise: string): string;
  dollars(amount: number): string;
  /** Score points, with one decimal as scores have. */
  points(value: number): string;
  /** Miles, one decimal below ten, whole from there. */
  miles(distance: number): string;
  /** Miles of a limit somebody set: never rounded to whole ones. */
  within(radius: number): string;
  count(number: number): string;
  /** One after the other, with "and". */
  list(parts: string[]): string;
  /** What was typed for an exam, as the service knows it. */
  inEnglish(typed: string): string;
}

interface Spoken {
  words: Record<string, string>;
  /** Words typed for an exam, in the English ones the service knows. */
  exams: Record<string, string>;
}

export const ENGLISH = make("en", { words: en, exams: {} });
const made: Partial<Record<Language, Words>> = { en: ENGLISH };

/** Null until the language has come; where it cannot, English stands in. */
export function wordsIn(language: Language, base: string, came: () => void): Words | null {
  const words = made[language];
  if (words) return words;
  fetch(`${base}/assets/list-words-${language}.json`, { credentials: "omit", referrerPolicy: "no-referrer" })
    .then((answer) => answer.json())
    .then((spoken: Spoken) => make(language, spoken), () => ENGLISH)
    .then((words) => {
      made[language] ??= words;
      came();
    });
  return null;
}

function make(language: Language, { words: spoken, exams }: Spoken): Words {
  const locale = `${language}-US`;
  const numbers = (least: number, most: number, style: Intl.NumberFormatOptions = {}) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: least, maximumFractionDigits: most, ...style }).format;
  const money: Intl.NumberFormatOptions = { style: "currency", currency: "USD" };
  const [count, points, upToTenths, wholeDollars, cents] = [numbers(0, 0), numbers(1, 1), numbers(0, 1), numbers(0, 0, money), numbers(2, 2, money)];
  const conjunction = new Intl.ListFormat(locale);
  const phrases = Object.entries(exams).sort(([a], [b]) => b.length - a.length);
  return {
    language,
    say: (key, values = {}) => (spoken[key] ?? key).replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole)),
    sayOr: (key, otherwise) => spoken[key] ?? otherwise,
    dollars: (amount) => (Number.isInteger(amount) ? wholeDollars : cents)(amount),
    points,
    miles: (distance) => (distance < 10 ? upToTenths : count)(distance),
    within: upToTenths,
    count,
    list: (parts) => conjunction.format(parts),
    inEnglish(typed) {
      let text = ` ${typed.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()} `;
      for (const [phrase, english] of phrases) text = text.replaceAll(` ${phrase} `, ` ${english} `);
      return text.trim() ? text.replace(/ +/g, " ").trim() : typed;
    },
  };
}
