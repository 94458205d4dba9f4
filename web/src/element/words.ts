// The words and figures of the element, in the language it is given: it lives in pages of any language.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import en from "../../words/element.en.json";
import es from "../../words/element.es.json";

export type Key = keyof typeof en;

/** Words and figures in one language. */
export interface Tongue {
  say(key: Key, values?: Record<string, string | number>): string;
  dollars(amount: number): string;
  /** With its sign, for differences. */
  signed(amount: number, write: (size: string) => string, money?: boolean): string;
  miles(distance: number): string;
  points(score: number): string;
  day(iso: string): string;
}

export function tongue(lang: string): Tongue {
  const isSpanish = lang.toLowerCase().startsWith("es");
  const spoken: Record<Key, string> = isSpanish ? es : en;
  const locale = isSpanish ? "es-US" : "en-US";
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const whole = number({ style: "currency", currency: "USD", maximumFractionDigits: 0 });
  const exact = number({ style: "currency", currency: "USD" });
  const tenth = number({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const round = number({ maximumFractionDigits: 0 });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const dollars = (amount: number) => (Number.isInteger(amount) ? whole : exact).format(amount);
  return {
    say: (key, values = {}) => spoken[key].replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all)),
    dollars,
    signed: (amount, write, money = false) => {
      const size = money ? dollars(Math.abs(amount)) : tenth.format(Math.abs(amount));
      return write(amount > 0 ? `+${size}` : amount < 0 ? `−${size}` : size);
    },
    miles: (distance) => (distance < 10 ? tenth : round).format(distance),
    points: (score) => tenth.format(score),
    day: (iso) => day.format(new Date(`${iso}T00:00:00Z`)),
  };
}

export const Words = createContext<Tongue>(tongue("en"));
export const useWords = (): Tongue => useContext(Words);
