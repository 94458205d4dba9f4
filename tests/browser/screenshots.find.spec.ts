// Screenshots of member shopping. Each entry has a name, size, color scheme, and the steps before the
// screenshot.
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { ask, fillBenefits, openFind, openList } from "./find.steps";
import { markers, openMap } from "./map.steps";
import { shoot } from "./shoot";

interface Shot {
  name: string;
  width: number;
  height: number;
  scheme?: "light" | "dark";
  take(page: Page): Promise<void>;
}

const EXAM = "mri brain with and without contrast, 78701";

async function list(page: Page): Promise<void> {
  await openFind(page);
  await ask(page, EXAM);
  await expect(page.locator(".result").first()).toBeVisible();
}

const SHOTS: Shot[] = [
  { name: "find-first", width: 1280, height: 620, take: openFind },
  { name: "find-asking", width: 1280, height: 720, take: async (page) => {
    await openFind(page);
    await ask(page, "knee mri, 78701");
  } },
  { name: "find-desktop", width: 1280, height: 1100, take: list },
  { name: "find-dark", width: 1280, height: 900, scheme: "dark", take: list },
  { name: "find-phone", width: 360, height: 800, take: list },
  { name: "find-spanish", width: 1280, height: 900, take: async (page) => {
    await list(page);
    await page.getByRole("link", { name: "Español" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "es");
  } },
  { name: "find-compare", width: 1280, height: 900, take: async (page) => {
    await openList(page);
    await fillBenefits(page);
    for (const nth of [0, 1, 3]) await page.locator(".result .toggle").nth(nth).click();
    await page.locator("#turn-compare").click();
    await expect(page.locator(".compare thead th")).toHaveCount(3);
  } },
  { name: "find-site", width: 1280, height: 1300, take: async (page) => {
    await openList(page);
    await fillBenefits(page);
    await page.locator(".result h3 a").first().click();
    await expect(page.locator(".estimate table").first()).toBeVisible();
    await expect(page.locator(".site-page .picture").first()).toBeVisible();
  } },
  { name: "find-map", width: 1280, height: 900, take: async (page) => {
    await openMap(page);
    await page.locator(".result .toggle").nth(1).focus();
    await expect(markers(page).nth(1)).toHaveAttribute("aria-pressed", "true");
    await page.locator(".toolbar").evaluate((element) => element.scrollIntoView());
    // The base layer fades in, and outlines of states load one by one.
    await page.waitForTimeout(2_000);
  } },
];

for (const { name, width, height, scheme = "light", take } of SHOTS) {
  test(name, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await take(page);
    await page.waitForTimeout(300);
    await shoot(page, name);
  });
}
