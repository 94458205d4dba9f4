// The list without JavaScript: everything the page needs is in the HTML the executable writes.
import { expect, expectAccessible, expectNothingKept, test } from "./fixtures";

test.use({ javaScriptEnabled: false });

test("a member gets a ranked list without a script", async ({ page }) => {
  await page.goto("/find");
  await page.locator("#network").selectOption("blue-choice-ppo");
  await page.locator("#typed").fill("knee MRI, 78701");
  await page.locator("#typed").press("Enter");
  // Contrast is asked back, never guessed.
  const question = page.locator("form", { has: page.getByRole("radio") });
  await question.getByLabel(/without contrast/i).first().check();
  await expectAccessible(page, "asked back without a script");
  await question.locator("button[type=submit]").click();
  const results = page.locator("ol > li");
  await expect(results.first()).toBeVisible();
  expect(await results.count()).toBe(20);
  await expect(page.getByRole("heading", { name: /^1\. / })).toBeVisible();
  await expect(results.first()).toContainText("$");
  expect(page.url()).toMatch(/\/find$/);
  await expectAccessible(page, "list without a script");
  await expectNothingKept(page, ["78701", "knee", "73721"]);
});
