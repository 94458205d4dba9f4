// Every state of the member's page passes axe in both color schemes.

import { expect, expectAccessible, test } from "./fixtures";
import { ask, fillBenefits, openFind, openList, ZIP } from "./find.steps";

test.setTimeout(120_000);

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.beforeEach(async ({ page }) => page.emulateMedia({ colorScheme }));

    test("first visit, error, exam question, list, map, print", async ({ page }) => {
      await openFind(page);
      await expectAccessible(page, "first visit");
      await page.getByRole("button", { name: "Find places" }).click();
      await expect(page.locator("#typed-wrong")).toBeVisible();
      await expectAccessible(page, "error");
      await ask(page, `knee MRI, ${ZIP}`);
      await expect(page.locator("#question")).toBeVisible();
      await expectAccessible(page, "exam question");
      await page.locator(".option").first().click();
      await expect(page.locator(".result").first()).toBeVisible();
      await expectAccessible(page, "list");
      await page.locator("#turn-pictures").click();
      await page.getByRole("button", { name: "Show map" }).click();
      await page.waitForTimeout(500);
      await expectAccessible(page, "map open");
      await page.locator("#turn-print").click();
      await expect(page.locator("#print")).toBeFocused();
      await expectAccessible(page, "print");
    });

    test("asking for the ZIP, empty", async ({ page }) => {
      await openFind(page);
      await ask(page, "73721");
      await expect(page.locator("#zip")).toBeVisible();
      await expectAccessible(page, "asking for the ZIP");
      await page.locator("#zip").fill("94103");
      await page.locator("#zip").press("Enter");
      await expect(page.locator(".empty")).toBeVisible();
      await expectAccessible(page, "empty");
    });

    test("benefits, compare, site", async ({ page }) => {
      await openList(page);
      await page.locator(".benefits-panel > summary").click();
      await page.locator("#tier-kind-physician_office").selectOption("copay");
      await expectAccessible(page, "benefits form");
      await page.locator(".benefits button.primary").click();
      await expect(page.locator("#benefit-coinsurance")).toBeFocused();
      await expectAccessible(page, "benefits form with faults");
      await page.locator("#tier-kind-physician_office").selectOption("");
      await page.locator(".benefits-panel > summary").click();
      await fillBenefits(page);
      await page.locator(".result .toggle").nth(0).click();
      await page.locator(".result .toggle").nth(1).click();
      await expectAccessible(page, "list with own cost and the bar");
      await page.locator("#turn-compare").click();
      await expectAccessible(page, "compare");
      await page.goBack();
      await page.locator(".result h3 a").first().click();
      await expect(page.locator(".estimate table").first()).toBeVisible();
      await expectAccessible(page, "site with estimate");
      await page.setViewportSize({ width: 360, height: 800 });
      await expectAccessible(page, "site with estimate, narrow");
    });

    test("Spanish", async ({ page }) => {
      await openList(page, "?lang=es");
      await expect(page.locator("html")).toHaveAttribute("lang", "es");
      await expectAccessible(page, "Spanish list");
      await page.locator(".result h3 a").first().click();
      await expect(page.locator(".hours")).toContainText("Lunes");
      await expectAccessible(page, "Spanish site");
    });
  });
}
