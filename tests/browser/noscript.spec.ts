// The list without JavaScript: everything the page needs is in the HTML the executable writes.
import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectNothingKept, test } from "./fixtures";

/** From the box to the list; `look` is shown every state. */
async function story(page: Page, look: (state: string) => Promise<void>): Promise<void> {
  await page.goto("/find");
  await look("box");
  await page.locator("#network").selectOption("blue-choice-ppo");
  await page.locator("#typed").fill("knee MRI, 78701");
  await page.locator("#typed").press("Enter");
  // Contrast is asked back, never guessed.
  const question = page.locator("form", { has: page.getByRole("radio") });
  await question.getByLabel(/without contrast/i).first().check();
  await look("question");
  await question.locator("button[type=submit]").click();
  const results = page.locator("ol > li");
  await expect(results).toHaveCount(20);
  await expect(page.getByRole("heading", { name: /^1\. / })).toBeVisible();
  await expect(results.first()).toContainText("$");
  expect(page.url()).toMatch(/\/find$/);
  await look("list");
}

test.describe("JavaScript off", () => {
  test.use({ javaScriptEnabled: false });
  test("a member gets a ranked list", async ({ page }) => {
    await story(page, async () => undefined);
  });
});

test("the pages without a script are accessible and keep nothing", async ({ page }) => {
  // The script is there and does nothing, so that axe, which is one, can look.
  await page.route("**/assets/find.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  await story(page, (state) => expectAccessible(page, `${state} without a script`));
  await expectNothingKept(page, ["78701", "knee", "73721"]);
});
