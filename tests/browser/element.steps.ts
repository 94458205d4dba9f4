// Shared steps of the order-entry tests, on sample data.

import { type Locator, type Page } from "@playwright/test";
import { expect } from "./fixtures";

export const ZIP = "78701";
export const NETWORK = "blue-choice-ppo";
/** A hospital outpatient department in Austin with a price in the network. */
export const HOSPITAL = { id: "OPT-0001629", name: "Bellharrow Medical Center Radiology - Austin" };

export const list = (page: Page): Locator => page.locator("nearsite-display-list");
export const rows = (page: Page): Locator => list(page).locator("tr[data-site]:not(.asked)");
export const status = (page: Page): Locator => list(page).locator(".status");
export const popup = (page: Page): Locator => list(page).locator(".popup");

export async function openOrder(page: Page, query = ""): Promise<void> {
  await page.goto(`/order-entry${query}`);
  await list(page).locator(`#network option[value=${NETWORK}]`).waitFor({ state: "attached" });
}

/** Types exam words and clicks each answer. */
export async function pickExam(page: Page, words: string, ...answers: (string | RegExp)[]): Promise<void> {
  await list(page).locator("#exam").fill(words);
  for (const answer of answers) await popup(page).getByRole("option", { name: answer }).click();
  await expect(list(page).locator("#exam-hint")).toContainText(/Code|Código/);
}

export async function pickHospital(page: Page): Promise<void> {
  await list(page).locator("#asked").fill(HOSPITAL.name);
  await popup(page).getByRole("option", { name: HOSPITAL.id }).click();
}

/** Opens the list for a knee MRI without contrast. */
export async function openList(page: Page, query = ""): Promise<void> {
  await openOrder(page, query);
  await list(page).locator("#network").selectOption(NETWORK);
  await list(page).locator("#zip").fill(ZIP);
  await pickExam(page, "73721", /73721/, /Right|Derecho/);
  await expect(rows(page).first()).toBeVisible();
}

/** Fills in the facts a policy needs, in the form around the list. */
export async function fillCoverage(page: Page): Promise<void> {
  await page.locator("#line").selectOption("large_group");
  await page.locator("#funding").selectOption("fully_insured");
  await page.locator("#state").fill("TX");
  await page.locator("#age").fill("44");
  await page.locator("#miles").fill("10");
  await page.locator("#payer").selectOption("cigna");
}

/** Opens the list with a requested hospital and an applied policy. */
export async function openReview(page: Page, query = ""): Promise<void> {
  await openList(page, query);
  await fillCoverage(page);
  await pickHospital(page);
  await expect(list(page).locator(".outcome")).toBeVisible();
}
