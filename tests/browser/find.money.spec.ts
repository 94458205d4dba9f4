// The member's share, the plan's price and the difference: in this order, with their assumptions, and per
// claim.

import { expect, test } from "./fixtures";
import { ask, fillBenefits, openFind, openList, status } from "./find.steps";

test("member's share, plan's price and difference appear in this order", async ({ page }) => {
  await openList(page);
  await page.locator("#now").fill("Rosmarrow Hospital Outpatient Imaging - Austin South");
  await page.locator(".suggested button").first().click();
  await fillBenefits(page);
  const terms = page.locator(".result").first().locator(".money").first().locator("dt");
  await expect(terms).toHaveText(["You would pay", "Plan’s price", "Difference"]);
  await expect(page.locator(".result .yours").first()).toContainText("by the benefits you entered");
  await expect(page.locator(".result .chip").first()).toBeVisible();
});

test("sorting by the member's share puts the lowest first", async ({ page }) => {
  await openList(page);
  await fillBenefits(page);
  await page.locator("#sort").selectOption("member_cost");
  await expect(status(page)).toHaveText(/Lowest cost to you first/);
  const shares = await page.locator(".result .yours .figure").allTextContents();
  const amounts = shares.map((words) => Number(words.replace(/[$,]/g, "")));
  expect(amounts).toEqual([...amounts].sort((a, b) => a - b));
});

test("the site's page lists allowed amount and member's share per claim, and explains the estimate", async ({ page }) => {
  await openList(page);
  await fillBenefits(page);
  await page.locator(".result h3 a").first().click();
  const estimate = page.locator(".estimate");
  await expect(estimate.getByRole("columnheader", { name: "Allowed amount" })).toBeVisible();
  await expect(estimate.getByRole("columnheader", { name: "You would pay" })).toBeVisible();
  await expect(estimate.getByRole("rowheader", { name: "Deductible, one person" })).toBeVisible();
  await expect(estimate).toContainText("$600");
  for (const words of ["not a guarantee", "balance billing", "prior authorization", "as you typed them"]) await expect(estimate).toContainText(words);
});

test("an error in the benefits appears at its field on submit, with the focus there", async ({ page }) => {
  await openList(page);
  await page.locator(".benefits-panel > summary").click();
  await page.locator("#benefit-deductible_individual_limit").fill("1000");
  await page.locator("#benefit-deductible_individual_met").fill("1200");
  await page.locator("#benefit-coinsurance").fill("20");
  await expect(page.locator(".benefits .wrong")).toHaveCount(0);
  await page.locator(".benefits button.primary").click();
  await expect(page.locator("#benefit-deductible_individual_met")).toBeFocused();
  await expect(page.locator("#benefit-deductible_individual_met-wrong")).toContainText("more than the limit");
});

test("a missing price is a dash with its reason; without a plan there are no prices", async ({ page }) => {
  await openFind(page);
  await ask(page, "73721, 78701", "");
  await expect(page.locator(".result .money").first()).toContainText("–");
  await expect(page.locator(".result .money").first()).toContainText("choose your plan");
  await page.locator("#network").selectOption("blue-choice-ppo");
  await expect(page.locator(".result .money .figure").first()).toHaveText(/\$/);
});
