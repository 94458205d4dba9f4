// Time from the answer to the first result on a processor slowed down four times: the member's wait for the
// page itself. A measurement, not a test: `npm run measure` prints it.

import { expect, test } from "./fixtures";
import { ask, openFind } from "./find.steps";

const RUNS = 5;

test.setTimeout(90_000);

test("from the answer to the first result on a 4x throttled processor", async ({ page }) => {
  await page.addInitScript(() => {
    const times = window as unknown as { answered: number; shown: number };
    const originalFetch = window.fetch.bind(window);
    window.fetch = async (...request) => {
      const answer = await originalFetch(...request);
      if (String(request[0]).endsWith("/v1/search")) {
        await answer.clone().arrayBuffer();
        times.answered = performance.now();
      }
      return answer;
    };
    new MutationObserver(() => {
      if (!times.shown && document.querySelector(".result")) requestAnimationFrame(() => (times.shown = performance.now()));
    }).observe(document, { childList: true, subtree: true });
  });
  const waits: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await openFind(page);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await ask(page, "mri brain with and without contrast, 78701");
    await page.waitForFunction(() => (window as unknown as { shown: number }).shown > 0);
    waits.push(await page.evaluate(() => (window as unknown as { answered: number; shown: number }).shown - (window as unknown as { answered: number }).answered));
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    await devtools.detach();
  }
  // Other load on the machine only adds time, so the shortest wait is the page's own.
  const sorted = waits.map(Math.round).sort((one, other) => one - other);
  process.stdout.write(`first result after the answer: ${sorted.join(", ")} ms (goal: 200)\n`);
  expect(sorted.length).toBe(RUNS);
});
