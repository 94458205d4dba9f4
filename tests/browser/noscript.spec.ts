// The list without JavaScript: everything the page needs is in the HTML the executable writes.
import type { Browser, Page } from "@playwright/test";
import { expect, expectAccessible, expectNothingKept, test } from "./fixtures";

test.use({ javaScriptEnabled: false });

/** axe waits on timers, which stand still where no script may run: it looks at the same HTML, without its scripts, where they may. */
async function expectAccessibleAsItIs(page: Page, state: string): Promise<void> {
  const html = (await page.content()).replace(/<script\b[^>]*><\/script>/g, "");
  const context = await (page.context().browser() as Browser).newContext({ javaScriptEnabled: true });
  const copy = await context.newPage();
  await copy.route(page.url(), (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: html }));
  await copy.goto(page.url());
  await expectAccessible(copy, state);
  await context.close();
}

test("a member gets a ranked list without a script", async ({ page }) => {
  await page.goto("/find");
  await page.locator("#network").selectOption("blue-choice-ppo");
  await page.locator("#typed").fill("knee MRI, 78701");
  await page.locator("#typed").press("Enter");
  // Contrast is asked back, never guessed.
  const question = page.locator("form", { has: page.getByRole("radio") });
  await question.getByLabel(/without contrast/i).first().check();
  await expectAccessibleAsItIs(page, "asked back without a script");
  await question.locator("button[type=submit]").click();
  const results = page.locator("ol > li");
  await expect(results.first()).toBeVisible();
  expect(await results.count()).toBe(20);
  await expect(page.getByRole("heading", { name: /^1\. / })).toBeVisible();
  await expect(results.first()).toContainText("$");
  expect(page.url()).toMatch(/\/find$/);
  await expectAccessibleAsItIs(page, "list without a script");
  await expectNothingKept(page, ["78701", "knee", "73721"]);
});
