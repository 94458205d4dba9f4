// From the answer to the first result on a processor four times slower: the time a member waits for the page itself. A measurement, not
// a test: `npm run measure` prints it.

import { expect, test } from "./fixtures";
import { ask, openFind } from "./find.steps";

const RUNS = 5;

test.setTimeout(90_000);

test("from the answer to the first result on a 4x throttled processor", async ({ page }) => {
  await page.addInitScript(() => {
    const seen = window as unknown as { answered: number; shown: number };
    const plain = window.fetch.bind(window);
    window.fetch = async (...asked) => {
      const answer = await plain(...asked);
      if (String(asked[0]).endsWith("/v1/search")) {
        await answer.clone().arrayBuffer();
        seen.answered = performance.now();
      }
      return answer;
    };
    new MutationObserver(() => {
      if (!seen.shown && document.querySelector(".result")) requestAnimationFrame(() => (seen.shown = performance.now()));
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
  // Whatever else the machine does only adds to a wait: the shortest is the page's own.
  const shown = waits.map(Math.round).sort((one, other) => one - other);
  process.stdout.write(`first result after the answer: ${shown.join(", ")} ms (goal: 200)\n`);
  expect(shown.length).toBe(RUNS);
});
