// Settings from the page: attributes and properties, read in one place.

export interface Settings {
  /** Base address of the service. Empty means the page's own origin. */
  base: string;
  token: string | null;
  payer: string | null;
  line_of_business: string | null;
  funding: string | null;
  state: string | null;
  access_miles: string | null;
  radius_miles: number;
  limit: number;
  hasShortcuts: boolean;
}

export const LEAST_ROWS = 5;
export const MOST_ROWS = 10;

/** Order facts a policy needs. Each is set by the page, or else typed in. */
export type Fact = "age" | "line_of_business" | "funding" | "state" | "access_miles" | "weight_lb";

/** Valid input of each fact. */
export const PATTERNS: Record<Fact, RegExp> = {
  age: /^\d{1,3}$/,
  line_of_business: /./,
  funding: /./,
  state: /^[a-z]{2}$/i,
  access_miles: /^\d{1,3}(\.\d{1,2})?$/,
  weight_lb: /^\d{1,4}$/,
};
export const FACTS = Object.keys(PATTERNS) as Fact[];
/** Number of facts, from the first, that every policy needs. */
export const FACTS_ALWAYS = 4;

export const ATTRIBUTES = [
  "service", "network", "payer", "line-of-business", "funding", "state", "access-miles", "radius-miles", "limit", "requested-site", "no-shortcuts", "lang",
] as const;

const SCRIPT_ORIGIN = originOf((document.currentScript as HTMLScriptElement | null)?.src);

export function settingsOf(element: HTMLElement, token: string | null): Settings {
  const text = (name: string) => element.getAttribute(name) || null;
  const number = (name: string, otherwise: number) => Number(text(name) ?? otherwise) || otherwise;
  const service = element.getAttribute("service");
  return {
    base: service === null ? SCRIPT_ORIGIN : service.replace(/\/+$/, ""),
    token,
    payer: text("payer"),
    line_of_business: text("line-of-business"),
    funding: text("funding"),
    state: text("state"),
    access_miles: text("access-miles"),
    radius_miles: number("radius-miles", 25),
    limit: Math.min(MOST_ROWS, Math.max(LEAST_ROWS, Math.round(number("limit", 8)))),
    hasShortcuts: !element.hasAttribute("no-shortcuts"),
  };
}

function originOf(address: string | undefined): string {
  return address ? new URL(address).origin : "";
}
