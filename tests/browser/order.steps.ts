// What a clerk does in the order form, step by step.
import { expect, type Locator, type Page } from "@playwright/test";

export const HOSPITAL = "Rosmarrow Hospital Outpatient Imaging - Austin South";

export async function openOrder(page: Page, lang = "en"): Promise<Locator> {
  await page.goto(lang === "en" ? "/order-entry" : `/order-entry?lang=${lang}`);
  const list = page.locator("nearsite-display-list");
  await expect(list.getByRole("combobox").first()).toBeVisible();
  return list;
}

/** Chooses the exam by its code, and the network, and types the ZIP. */
export async function fill(list: Locator, zip = "78701"): Promise<void> {
  await list.getByRole("combobox", { name: /Exam|Estudio/ }).fill("73721");
  await list.getByRole("option", { name: /73721/ }).click();
  await list.getByLabel(/ZIP|Código postal/).fill(zip);
  await list.getByLabel(/^Network|^Red/).selectOption("blue-choice-ppo");
}

export async function showSites(list: Locator): Promise<void> {
  await list.getByRole("button", { name: /Show sites|Mostrar centros/ }).click();
  await expect(list.getByRole("table")).toBeVisible();
}

/** Names the hospital as the site asked for. */
export async function askForHospital(list: Locator): Promise<void> {
  await list.getByRole("combobox", { name: /Site asked for|Centro solicitado/ }).fill("rosmarrow hospital outpatient");
  await list.getByRole("option", { name: new RegExp(HOSPITAL) }).click();
}
