// Takes a screenshot, reduces its colors, and writes it to web/screenshots/.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { withFewColors } from "./png";

const FOLDER = join(import.meta.dirname, "../../web/screenshots");

export async function shoot(page: Page, name: string): Promise<void> {
  const png = await page.screenshot({ animations: "disabled" });
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, `${name}.png`), withFewColors(png));
}
