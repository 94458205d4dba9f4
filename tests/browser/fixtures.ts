// Base fixture of every browser test. A test fails on console output, a page error, a failed request, a
// Content-Security-Policy report, or a request to another origin.

import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

export { expect };

/** Chromium's own warning about software WebGL, which no page can prevent. */
const SOFTWARE_WEBGL = /GL Driver Message .*GPU stall due to ReadPixels/;
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface Watch {
  /** Expected error answers, such as "/v1/search 422". The browser logs each of them to the console. */
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
        const isExpected = status !== undefined && isRefusal(message.location().url, status);
        if (!isExpected && !SOFTWARE_WEBGL.test(message.text())) faults.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
      });
      page.on("pageerror", (error) => faults.push(`page error: ${error.stack ?? error.message}`));
      page.on("requestfailed", (request) => {
        // The page cancels a request when it sends the next one.
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
        // The embedding page decides what its own tags send, so only documents and fetches are checked.
        const referrer = ["document", "fetch"].includes(request.resourceType()) && request.headers()["referer"];
        if (referrer) faults.push(`sent the referrer "${referrer}": ${request.url()}`);
      });
      await page.exposeFunction("reportViolation", (report: string) => faults.push(`Content-Security-Policy: ${report}`));
      await page.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
          void (window as unknown as { reportViolation: (report: string) => void }).reportViolation(`${violatedDirective} ${blockedURI}`);
        });
      });
      await use();
      expect(faults).toEqual([]);
      for (const line of refusals) expect(refused, "an expected error answer did not occur").toContain(line);
    },
    { auto: true },
  ],
});

/** Address of the service. Read on each call, because the service may start after this file is loaded. */
export function baseUrl(): string {
  const address = process.env["BASE_URL"];
  if (!address) throw new Error("BASE_URL is not set; the global setup starts the service and sets it");
  return address.replace(/\/+$/, "");
}

/** Expects no axe violations in this state of the page. A dark page differs from the light one only in
 *  colors, so only contrast is checked. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  const isDark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  const axe = new AxeBuilder({ page });
  const { violations } = await (isDark ? axe.withRules("color-contrast") : axe.withTags(TAGS)).analyze();
  const messages = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${state}: ${id} at ${node.target.flat().join(" ")}: ${node.failureSummary ?? ""}`));
  expect(messages).toEqual([]);
}

/** Expects no member data in an address, a title, the history, a cookie or any store. */
export async function expectNothingKept(page: Page, memberData: string[]): Promise<void> {
  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const caches = await window.caches?.keys().catch(() => []);
    const entries = performance.getEntries().map(({ name }) => name);
    return JSON.stringify([
      location.href, document.title, document.referrer, document.cookie, history.state, { ...localStorage }, { ...sessionStorage }, databases, caches, entries, window.name,
    ]);
  });
  const cookies = JSON.stringify(await page.context().cookies());
  for (const value of memberData) {
    expect(kept, `"${value}" is kept`).not.toContain(value);
    expect(cookies, `"${value}" is in a cookie`).not.toContain(value);
  }
}

/** Expects the page to be no wider than the window. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [contentWidth, windowWidth] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const);
  expect(contentWidth).toBeLessThanOrEqual(windowWidth);
}
