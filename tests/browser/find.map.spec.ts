// List and map in step: a pin leads to its result, and the map starts from where the list does.

import { expect, test } from "./fixtures";
import { openList } from "./find.steps";

test.setTimeout(60_000);

test("choosing a pin moves the focus to that result's heading", async ({ page }) => {
  await openList(page);
  await page.getByRole("button", { name: "Show map" }).click();
  const pin = page.locator(".map-place").getByRole("button", { name: /^3\b/ });
  await expect(pin).toBeVisible({ timeout: 20_000 });
  await pin.press("Enter");
  await expect(page.locator(".result h3").nth(2)).toBeFocused();
  await expect(page.locator(".result").nth(2)).toHaveClass(/current/);
});
