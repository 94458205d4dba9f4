// Parsing of the search box by its table, equal keys in both languages, and typed Spanish.

import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures";
import { parseOneBox } from "../../web/src/member/one_box";
import { ask, openFind, ZIP } from "./find.steps";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

test("the search box is parsed as in its table", () => {
  const codes = new Set(read("../../datasets/procedures.csv").split("\n").map((line) => line.split(",")[0]));
  const rows = JSON.parse(read("../../web/words/one-box.json")) as { typed: string; exam: string; zip: string }[];
  const zips = new Set(["78701", "10001", "77065", "77067", "70460"]);
  const facts = (number: string) => ({ isCode: codes.has(number), isZip: zips.has(number) });
  for (const { typed, exam, zip } of rows) expect({ typed, ...parseOneBox(typed, facts) }).toEqual({ typed, exam, zip });
});

test("both languages have the same keys and placeholders", () => {
  const en = JSON.parse(read("../../web/words/en.json")) as Record<string, string>;
  const es = JSON.parse(read("../../web/words/es.json")) as Record<string, string>;
  expect(Object.keys(es)).toEqual(Object.keys(en));
  const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
  for (const [key, text] of Object.entries(en)) expect({ key, placeholders: placeholders(es[key] ?? "") }).toEqual({ key, placeholders: placeholders(text) });
});

test("Spanish words find an exam, named in Spanish with its English name", async ({ page }) => {
  await openFind(page, "?lang=es");
  await ask(page, `resonancia de rodilla sin contraste cerca de ${ZIP}`);
  await expect(page.locator(".sought")).toContainText("Resonancia magnética (MRI): cadera, pierna, rodilla o pie, sin contraste");
  await expect(page.locator(".sought [lang=en]")).toContainText("MRI of a leg joint");
  await expect(page.locator("#list-heading")).toHaveText(/lugares a menos de 25 millas del centro de 78701/);
});

test("changing the language keeps the page and its results", async ({ page }) => {
  await openFind(page);
  await ask(page, `73721, ${ZIP}`);
  await expect(page.locator(".result").first()).toBeVisible();
  await page.getByRole("link", { name: "Español" }).click();
  await expect(page.locator("#list-heading")).toHaveText(/lugares/);
  await expect(page).toHaveURL(/\/find\?lang=es$/);
  await expect(page.locator("#typed")).toHaveValue(`73721, ${ZIP}`);
});
