// What every test of a page watches for without saying so: a line on the console, an error, a request that fails or goes anywhere
// else, a report of the Content-Security-Policy.
import AxeBuilder from "@axe-core/playwright";
import { expect, test as base, type Page } from "@playwright/test";

export { expect };

interface Watch {
  /** Statuses the service is meant to refuse with in this test: Chromium itself writes a line for each. */
  refusals: number[];
  watched: void;
}

/** Chromium's own remark on WebGL in software, which no page can prevent. */
const SOFTWARE_WEBGL = /GL Driver Message .*GPU stall due to ReadPixels/;

export const test = base.extend<Watch>({
  refusals: [[], { option: true }],
  watched: [
    async ({ page, baseURL, refusals }, use) => {
      const faults: string[] = [];
      const refused = refusals.map((status) => `the server responded with a status of ${status}`);
      page.on("console", (line) => {
        const text = line.text();
        const isMeant = refused.some((words) => text.includes(words)) || SOFTWARE_WEBGL.test(text);
        if (!isMeant) faults.push(`console ${line.type()}: ${text}`);
      });
      page.on("pageerror", (error) => faults.push(`error: ${error.stack ?? error.message}`));
      page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(`${baseURL}/`) && !url.startsWith("data:")) faults.push(`request to another place: ${url}`);
      });
      // What a page gives up itself, because something newer was asked, is no failure.
      page.on("requestfailed", (request) => {
        if (request.failure()?.errorText !== "net::ERR_ABORTED") faults.push(`request failed: ${request.url()}`);
      });
      page.on("response", (response) => {
        if (response.status() >= 400 && !refusals.includes(response.status())) faults.push(`${response.status()} from ${response.url()}`);
      });
      await page.addInitScript(() => {
        addEventListener("securitypolicyviolation", (report) => {
          console.error(`policy: ${report.violatedDirective} ${report.blockedURI}`);
        });
      });
      await use();
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

/** No violation of WCAG 2.2 AA or of best practice that axe can find. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const told = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${state}: ${id} at ${node.target.join(" ")}: ${node.failureSummary}`));
  expect(told).toEqual([]);
}

/** None of what a member typed is in the address, the title, any store or the history. */
export async function expectNothingKept(page: Page, typed: string[]): Promise<void> {
  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const stores = [{ ...localStorage }, { ...sessionStorage }, document.cookie, databases.map(({ name }) => name)];
    return JSON.stringify([location.href, document.title, document.referrer, history.state, ...stores]);
  });
  for (const value of typed) expect(kept).not.toContain(value);
}
