// Pictures of member shopping. One row per picture: where, how wide, in which colours and language, and what is done before it is taken.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { ask, openFind } from "./find.steps";

const FOLDER = join(import.meta.dirname, "../../web/screenshots");

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
];

for (const { name, width, height, scheme = "light", take } of SHOTS) {
  test(name, async ({ page }) => {
    mkdirSync(FOLDER, { recursive: true });
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await take(page);
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: "disabled" });
  });
}
