// What every browser test stands on. A test fails on anything in the console, an error of the page, a failed request, a report of the
// Content-Security-Policy, and a request to anyone but the service.

import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

export { expect };

/** Chromium's own remark on WebGL in software, which no page can prevent. */
const SOFTWARE_WEBGL = /GL Driver Message .*GPU stall due to ReadPixels/;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface Watch {
  /** Answers that refuse what a test asks on purpose, as "/v1/search 422". The browser itself writes a line about each. */
  refusals: string[];
  watched: void;
}

export const test = base.extend<Watch>({
  refusals: [[], { option: true }],

  baseURL: async ({}, use) => use(baseUrl()),

  watched: [
    async ({ page, refusals }, use) => {
      const faults: string[] = [];
      const refused: string[] = [];
      const isRefusal = (url: string, status: string) => refusals.includes(`${new URL(url).pathname} ${status}`);
      page.on("console", (message) => {
        const status = /status of (\d+)/.exec(message.text())?.[1];
        const isTold = status !== undefined && isRefusal(message.location().url, status);
        if (!isTold && !SOFTWARE_WEBGL.test(message.text())) faults.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
      });
      page.on("pageerror", (error) => faults.push(`page error: ${error.stack ?? error.message}`));
      page.on("requestfailed", (request) => {
        // A question the page took back because the next one was asked.
        if (request.failure()?.errorText !== "net::ERR_ABORTED") faults.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
      });
      page.on("response", (response) => {
        if (response.status() < 400) return;
        const line = `${new URL(response.url()).pathname} ${response.status()}`;
        if (refusals.includes(line)) refused.push(line);
        else faults.push(`answered ${response.status()}: ${response.url()}`);
      });
      page.on("request", (request) => {
        if (new URL(request.url()).origin !== new URL(baseUrl()).origin) faults.push(`to another origin: ${request.url()}`);
        // What someone else's page loads by its own tags is that page's to decide.
        const referrer = ["document", "fetch"].includes(request.resourceType()) && request.headers()["referer"];
        if (referrer) faults.push(`told where it comes from, "${referrer}": ${request.url()}`);
      });
      await page.exposeFunction("reportOfPolicy", (report: string) => faults.push(`Content-Security-Policy: ${report}`));
      await page.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
          void (window as unknown as { reportOfPolicy: (report: string) => void }).reportOfPolicy(`${violatedDirective} ${blockedURI}`);
        });
      });
      await use();
      expect(faults).toEqual([]);
      for (const line of refusals) expect(refused, "a refusal the test announces").toContain(line);
    },
    { auto: true },
  ],
});

/** Read late: the service may have been started after this file was. */
export function baseUrl(): string {
  const address = process.env["BASE_URL"];
  if (!address) throw new Error("no service: BASE_URL is not set");
  return address.replace(/\/+$/, "");
}

/** No violation of axe in this state of the page. A dark page differs from the light one in its colours alone, so these alone are looked at. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  const isDark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  const axe = new AxeBuilder({ page });
  const { violations } = await (isDark ? axe.withRules("color-contrast") : axe.withTags(TAGS)).analyze();
  const told = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${state}: ${id} at ${node.target.flat().join(" ")}: ${node.failureSummary ?? ""}`));
  expect(told).toEqual([]);
}

/** None of what a member told is in an address, a title, the history, a cookie or any store. */
export async function expectNothingKept(page: Page, planted: string[]): Promise<void> {
  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const caches = await window.caches?.keys().catch(() => []);
    const entries = performance.getEntries().map(({ name }) => name);
    return JSON.stringify([
      location.href, document.title, document.referrer, document.cookie, history.state, { ...localStorage }, { ...sessionStorage }, databases, caches, entries, window.name,
    ]);
  });
  const cookies = JSON.stringify(await page.context().cookies());
  for (const value of planted) {
    expect(kept, `"${value}" is kept`).not.toContain(value);
    expect(cookies, `"${value}" is in a cookie`).not.toContain(value);
  }
}

/** The page is no wider than the window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [wide, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const);
  expect(wide).toBeLessThanOrEqual(seen);
}
