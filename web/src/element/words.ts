// Texts and number formats of the element in its own language, which may differ from the page's. English is
// in the script: the build keeps the keys that begin with `list.`, removes that prefix, and drops texts that
// answers carry in English. Spanish is fetched from the service.

import en from "../../words/en.json";

type Rest<Whole> = Whole extends `list.${infer Key}` ? Key : never;
export type Key = Rest<keyof typeof en>;
export type Language = "en" | "es";

/** Texts and number formats of one language. */
export interface Words {
  readonly language: Language;
  say(key: Key, values?: Record<string, string | number>): string;
  /** For keys taken from an answer. Returns `otherwise` if the key is unknown. */
  sayOr(key: string, otherwise: string): string;
  dollars(amount: number): string;
  /** Score points, with one decimal. */
  points(value: number): string;
  /** Miles: one decimal below ten, whole numbers from ten. */
  miles(distance: number): string;
  /** Miles of a limit that was set. Not rounded to whole miles. */
  within(radius: number): string;
  count(number: number): string;
  /** The parts as a phrase, joined with commas and "and". */
  list(parts: string[]): string;
  /** Typed exam words, translated to the English words the service knows. */
  inEnglish(typed: string): string;
}

interface Spoken {
  words: Record<string, string>;
  /** English exam words by the words typed in this language. */
  exams: Record<string, string>;
}

export const ENGLISH = make("en", { words: en, exams: {} });
const made: Partial<Record<Language, Words>> = { en: ENGLISH };

/** The words of a language. Null until they are loaded. Falls back to English if loading fails. */
export function wordsIn(language: Language, base: string, onLoad: () => void): Words | null {
  const words = made[language];
  if (words) return words;
  fetch(`${base}/assets/list-words-${language}.json`, { credentials: "omit", referrerPolicy: "no-referrer" })
    .then((answer) => answer.json())
    .then((spoken: Spoken) => make(language, spoken), () => ENGLISH)
    .then((words) => {
      made[language] ??= words;
      onLoad();
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
    say: (key, values = {}) => (spoken[key] ?? key).replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder)),
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
