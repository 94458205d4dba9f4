// Screenshots of the order form with the list: desktop, phone, dark, Spanish, and print.

import { type Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { list, openList, openOrder, openReview, pickHospital, popup, rows } from "./element.steps";
import { shoot } from "./shoot";

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Takes a screenshot as high as the page, so that no sticky part covers the middle. */
async function shootWhole(page: Page, name: string): Promise<void> {
  const { width } = page.viewportSize() ?? DESKTOP;
  const height = await page.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));
  await page.setViewportSize({ width, height });
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await shoot(page, `order-entry-${name}`);
  await page.setViewportSize({ width, height: DESKTOP.height });
}

test("desktop: exam question, list, hospital under a policy, print", async ({ page }) => {
  await page.setViewportSize(DESKTOP);
  await openOrder(page);
  await list(page).locator("#exam").fill("knee mri");
  await expect(popup(page)).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await shoot(page, "order-entry-asking");
  await openList(page);
  await pickHospital(page);
  await expect(list(page).locator("tr.asked")).toBeVisible();
  await shootWhole(page, "desktop");
  await openReview(page);
  await list(page).getByRole("group", { name: /sedation/i }).getByRole("button", { name: "Yes" }).click();
  await expect(list(page).locator("#list-heading")).toContainText("of 14");
  await shootWhole(page, "hospital");
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 794, height: 900 });
  await shootWhole(page, "paper");
});

test("phone", async ({ page }) => {
  await page.setViewportSize(PHONE);
  await openList(page);
  await pickHospital(page);
  await expect(list(page).locator("tr.asked")).toBeVisible();
  await shootWhole(page, "phone");
});

test("dark", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize(DESKTOP);
  await openList(page);
  await rows(page).nth(1).getByRole("button").click();
  await shootWhole(page, "dark");
});

test("Spanish", async ({ page }) => {
  await page.setViewportSize(DESKTOP);
  await openList(page, "?lang=es");
  await pickHospital(page);
  await expect(list(page).locator("tr.asked")).toBeVisible();
  await shootWhole(page, "spanish");
});
