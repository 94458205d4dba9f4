// What the page around the element sets: attributes and properties, read in one place.

export interface Settings {
  /** Where the service is; empty is the page's own origin. */
  base: string;
  token: string | null;
  payer: string | null;
  line_of_business: string | null;
  funding: string | null;
  state: string | null;
  access_miles: number | null;
  radius_miles: number;
  limit: number;
  hasShortcuts: boolean;
}

export const LEAST_ROWS = 5;
export const MOST_ROWS = 10;

/** The facts of the order a policy asks for; each from the page, or typed in where the page is silent. */
export type Fact = "age" | "line_of_business" | "funding" | "state" | "access_miles" | "weight_lb";

export const ATTRIBUTES = [
  "service", "network", "payer", "line-of-business", "funding", "state", "access-miles", "radius-miles", "limit", "requested-site", "no-shortcuts", "lang",
] as const;

const SCRIPT_ORIGIN = originOf((document.currentScript as HTMLScriptElement | null)?.src);

export function settingsOf(element: HTMLElement, token: string | null): Settings {
  const number = (name: string) => {
    const text = element.getAttribute(name);
    return text !== null && text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : null;
  };
  const service = element.getAttribute("service");
  return {
    base: service === null ? SCRIPT_ORIGIN : service.replace(/\/+$/, ""),
    token,
    payer: element.getAttribute("payer") || null,
    line_of_business: element.getAttribute("line-of-business") || null,
    funding: element.getAttribute("funding") || null,
    state: element.getAttribute("state") || null,
    access_miles: number("access-miles"),
    radius_miles: number("radius-miles") ?? 25,
    limit: Math.min(MOST_ROWS, Math.max(LEAST_ROWS, Math.round(number("limit") ?? 8))),
    hasShortcuts: !element.hasAttribute("no-shortcuts"),
  };
}

function originOf(address: string | undefined): string {
  return address ? new URL(address).origin : "";
}
