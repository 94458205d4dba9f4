// Pictures of prices: each has its numbers in its name and its table, works by keyboard, and fits wide,
// narrow and printed pages.

import type { Locator } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { ask, expectNoSidewaysScroll, openFind, openList, ZIP } from "./find.steps";

const NUMBERS = /\$?\d[\d,.]*\d|\$?\d/g;

/** Expects a price in the picture's name, and every number of the name in the picture's table. */
async function expectTwin(picture: Locator): Promise<void> {
  const drawing = picture.getByRole("img");
  await expect(drawing).toHaveCount(1);
  const name = (await drawing.getAttribute("aria-label")) ?? "";
  expect(name).toMatch(/\$\d/);
  const table = await picture.locator("table").evaluate((element) => ({ text: element.textContent ?? "", rows: element.querySelectorAll("tbody tr").length }));
  for (const number of name.match(NUMBERS) ?? []) {
    // The number of sites equals the number of rows and is in no cell.
    if (number !== String(table.rows)) expect(table.text, name).toContain(number);
  }
}

test("every picture has a name with its price and a table with the same numbers", async ({ page }) => {
  await openList(page);
  // The member's current place is marked in every picture.
  await page.locator("#now").fill("Velloway Hospital Diagnostic Imaging - Austin");
  await page.locator(".suggested button").first().click();
  await expect(page.locator(".result .picture .mark-asked").first()).toBeAttached();
  await page.locator(".result .toggle").first().focus();
  await page.locator("#turn-pictures").click();
  const pictures = page.locator(".picture");
  await expect(pictures).toHaveCount(22);
  for (const at of [0, 1, 2, 3, 21]) await expectTwin(pictures.nth(at));
  await expect(pictures.first().locator("td", { hasText: /This place: \$\d/ })).toHaveCount(1);

  const twin = pictures.nth(1).locator("summary");
  await expect(twin).toHaveAccessibleName("As a table: Price against distance");
  await twin.press("Enter");
  await expect(pictures.nth(1).getByRole("table", { name: "Price against distance" })).toBeVisible();

  // The site's own page: price on the market, and the score in words and numbers.
  await page.locator(".result h3 a").first().click();
  await expect(page.locator(".site-page .picture").first()).toBeVisible();
  await expectTwin(page.locator(".site-page .picture").first());
});

test("price against distance is one tab stop with arrow keys inside, and choosing goes to the result", async ({ page }) => {
  await openList(page);
  await page.locator("#turn-pictures").click();
  const points = page.locator(".picture-points button");
  await expect(points).toHaveCount(20);
  await expect(page.locator(".picture-points button[tabindex='0']")).toHaveCount(1);
  await page.locator(".picture-points button[tabindex='0']").focus();
  await page.keyboard.press("Home");
  await expect(points.first()).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(points.nth(1)).toBeFocused();
  await page.keyboard.press("End");
  await expect(points.last()).toBeFocused();
  const label = (await points.last().getAttribute("aria-label")) ?? "";
  await expect(page.locator(".picture-readout")).toHaveText(label);
  await page.keyboard.press("Tab");
  await expect(page.locator(".picture", { has: points }).locator("summary")).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  const heading = page.locator(".result h3:focus");
  await expect(heading).toHaveText(new RegExp(`^\\d+\\. `));
  expect(label).toContain((await heading.innerText()).replace(/^\d+\. /, ""));
});

test("too few prices show a message instead of a drawing", async ({ page }) => {
  await openFind(page);
  await ask(page, "73721, 76501");
  await expect(page.locator(".result")).toHaveCount(1);
  const panel = page.locator(".pictures-panel");
  await page.locator("#turn-pictures").click();
  await expect(panel.locator(".picture-none")).toHaveText(/Fewer than 3 facilities have a price here/);
  await expect(page.getByRole("img", { name: /Prices of/ })).toHaveCount(0);
  await page.locator(".result h3 a").click();
  await expect(page.locator(".site-page .picture-none")).toHaveText(/: \$\d.*Fewer than 3 facilities have a price here/);
  await expect(page.getByRole("img", { name: /Prices of/ })).toHaveCount(0);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`pictures fit at 320 px with open tables, and print, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 320, height: 700 });
    await openList(page);
    await page.locator("#turn-pictures").click();
    const panel = page.locator(".pictures-panel");
    for (const twin of await panel.locator(".picture-twin > summary").all()) await twin.click();
    await expect(panel.getByRole("table").first()).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page, "pictures, narrow");
    await page.emulateMedia({ colorScheme, media: "print" });
    await expectAccessible(page, `pictures of ${ZIP} on paper`);
  });
}
