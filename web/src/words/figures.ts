// Formats figures in the language of the document.

import { dateFormat, numberFormat } from "./formats";

/** Dollars. Whole amounts have no cents. */
export function dollars(amount: number): string {
  const digits = Number.isInteger(amount) ? 0 : 2;
  return numberFormat({ style: "currency", currency: "USD", minimumFractionDigits: digits, maximumFractionDigits: digits }).format(amount);
}

/** Signed dollars, for differences. */
export function dollarsMore(amount: number): string {
  return amount === 0 ? dollars(0) : `${amount > 0 ? "+" : "−"}${dollars(Math.abs(amount))}`;
}

/** Miles: one decimal below ten, whole numbers from ten. */
export function miles(distance: number): string {
  return numberFormat({ maximumFractionDigits: distance < 10 ? 1 : 0 }).format(distance);
}

/** A date, written out. */
export function day(iso: string): string {
  return dateFormat({ dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${iso}T00:00:00Z`));
}
