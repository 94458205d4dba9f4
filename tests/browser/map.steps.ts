// Shared steps of the map tests.

import { expect, type Locator, type Page } from "@playwright/test";
import { openList } from "./find.steps";

export const frame = (page: Page): Locator => page.locator(".site-map");
export const markers = (page: Page): Locator => page.locator(".map-markers button");
/** The one marker that Tab reaches. */
export const stop = (page: Page): Locator => page.locator(".map-markers button[tabindex='0']");

export async function pressShow(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^(Show map|Mostrar mapa)$/ }).click();
}

/** Opens the list with the map next to it, and waits for its markers. */
export async function openMap(page: Page, query = ""): Promise<void> {
  await openList(page, query);
  await pressShow(page);
  await expect(markers(page)).toHaveCount(20, { timeout: 20_000 });
}

/** Expects the message and the complete list, without a map. */
export async function expectListStays(page: Page, message: RegExp): Promise<void> {
  await expect(frame(page).getByRole("status").filter({ hasText: message })).toBeVisible({ timeout: 20_000 });
  await expect(page.locator(".result")).toHaveCount(20);
  await expect(markers(page)).toHaveCount(0);
}
