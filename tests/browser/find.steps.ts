// Shared steps of the member shopping tests, on sample data.

import { expect, type Locator, type Page } from "@playwright/test";

export const ZIP = "78701";
export const EXAM = "knee MRI";
export const PLAN = "blue-choice-ppo";

export async function openFind(page: Page, query = ""): Promise<void> {
  await page.goto(`/find${query}`);
  await page.locator(`#network option[value=${PLAN}]`).waitFor({ state: "attached" });
}

export async function ask(page: Page, typed: string, plan: string | null = PLAN): Promise<void> {
  if (plan !== null) await page.locator("#network").selectOption(plan);
  await page.locator("#typed").fill(typed);
  await page.locator("#typed").press("Enter");
}

/** Opens the list for a knee MRI without contrast. */
export async function openList(page: Page, query = ""): Promise<void> {
  await openFind(page, query);
  await ask(page, `${EXAM}, ${ZIP}`);
  await page.locator(".option").first().click();
  await expect(page.locator(".result").first()).toBeVisible();
}

export async function fillBenefits(page: Page): Promise<void> {
  await page.locator(".benefits-panel > summary").click();
  await page.locator("#benefit-deductible_individual_limit").fill("2000");
  await page.locator("#benefit-deductible_individual_met").fill("1400");
  await page.locator("#benefit-coinsurance").fill("20");
  await page.locator("#benefit-out_of_pocket_individual_limit").fill("5000");
  await page.locator("#benefit-out_of_pocket_individual_met").fill("1400");
  await page.locator(".benefits button.primary").click();
  await expect(page.locator(".yours").first()).toBeVisible();
}

/** Presses Tab until the target has the focus. */
export async function tabTo(page: Page, target: Locator, most = 90): Promise<void> {
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${most} presses of Tab did not reach ${String(target)}`);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [contentWidth, windowWidth] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(contentWidth).toBeLessThanOrEqual(windowWidth ?? 0);
}

export const status = (page: Page): Locator => page.locator(".face > [role=status]");
