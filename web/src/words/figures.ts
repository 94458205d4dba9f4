// Figures as people read them, in the language of the document.

import { language } from "./index";

const locale = () => (language() === "es" ? "es-US" : "en-US");

/** Dollars; whole ones without cents. */
export function dollars(amount: number): string {
  const digits = Number.isInteger(amount) ? 0 : 2;
  return new Intl.NumberFormat(locale(), { style: "currency", currency: "USD", minimumFractionDigits: digits, maximumFractionDigits: digits }).format(amount);
}

/** Dollars with their sign, for differences. */
export function dollarsMore(amount: number): string {
  return amount === 0 ? dollars(0) : `${amount > 0 ? "+" : "−"}${dollars(Math.abs(amount))}`;
}

/** Miles, one decimal below ten, whole from there. */
export function miles(distance: number): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: distance < 10 ? 1 : 0 }).format(distance);
}

/** A day, written out. */
export function day(iso: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${iso}T00:00:00Z`));
}
