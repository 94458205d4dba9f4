// The list without JavaScript: the HTML that the executable writes is sufficient.
import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectNothingKept, test } from "./fixtures";

/** Goes from the search box to the list, and calls `check` in every state. */
async function searchToList(page: Page, check: (state: string) => Promise<void>): Promise<void> {
  await page.goto("/find");
  await check("box");
  await page.locator("#network").selectOption("blue-choice-ppo");
  await page.locator("#typed").fill("knee MRI, 78701");
  await page.locator("#typed").press("Enter");
  // The page asks about contrast instead of guessing.
  const question = page.locator("form", { has: page.getByRole("radio") });
  await question.getByLabel(/without contrast/i).first().check();
  await check("question");
  await question.locator("button[type=submit]").click();
  const results = page.locator("ol > li");
  await expect(results).toHaveCount(20);
  await expect(page.getByRole("heading", { name: /^1\. / })).toBeVisible();
  await expect(results.first()).toContainText("$");
  expect(page.url()).toMatch(/\/find$/);
  await check("list");
}

test.describe("JavaScript off", () => {
  test.use({ javaScriptEnabled: false });
  test("a member gets a ranked list", async ({ page }) => {
    await searchToList(page, async () => undefined);
  });
});

test("the pages without a script are accessible and store nothing", async ({ page }) => {
  // JavaScript stays on for axe, so the page's script is replaced by an empty one.
  await page.route("**/assets/find.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  await searchToList(page, (state) => expectAccessible(page, `${state} without a script`));
  await expectNothingKept(page, ["78701", "knee", "73721"]);
});
