// Every state of the order-entry list passes axe in both color schemes. Missing, wrong and empty values have
// a message.

import { expect, expectAccessible, test } from "./fixtures";
import { fillCoverage, HOSPITAL, list, NETWORK, openList, openOrder, openReview, pickExam, pickHospital, popup, rows, status, ZIP } from "./element.steps";

test.setTimeout(120_000);

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.beforeEach(async ({ page }) => page.emulateMedia({ colorScheme }));

    test("first visit, error, exam question, list, narrow, print", async ({ page }) => {
      await openOrder(page);
      await expectAccessible(page, "first visit");
      await list(page).getByRole("button", { name: "Show sites" }).click();
      await expect(list(page).locator("#exam-error")).toBeVisible();
      await expectAccessible(page, "error");
      await list(page).locator("#exam").fill("knee mri");
      await expect(popup(page)).toBeVisible();
      await page.keyboard.press("ArrowDown");
      await expectAccessible(page, "exam question");
      await openList(page);
      await expectAccessible(page, "list");
      await rows(page).first().focus();
      await page.keyboard.press("Enter");
      await expectAccessible(page, "chosen");
      await page.setViewportSize({ width: 360, height: 800 });
      await expectAccessible(page, "list, narrow");
      await page.emulateMedia({ colorScheme, media: "print" });
      await expectAccessible(page, "print");
    });

    test("requested hospital with and without a policy, in English and Spanish", async ({ page }) => {
      await openList(page);
      await pickHospital(page);
      await expectAccessible(page, "hospital without a payer");
      await page.locator("#payer").selectOption("cigna");
      await expect(list(page).locator("#asks")).toBeVisible();
      await expectAccessible(page, "policy asks");
      await openReview(page);
      await expectAccessible(page, "review");
      await page.setViewportSize({ width: 360, height: 800 });
      await expectAccessible(page, "review, narrow");
      await openReview(page, "?lang=es");
      await expectAccessible(page, "review in Spanish");
    });

    test("empty", async ({ page }) => {
      await openEmpty(page);
      await expectAccessible(page, "empty");
    });
  });
}

async function openEmpty(page: Parameters<typeof openOrder>[0]): Promise<void> {
  await openOrder(page);
  await pickExam(page, "70551", /70551/);
  await list(page).locator("#zip").fill("99501");
  await list(page).locator("#network").selectOption(NETWORK);
  await list(page).locator("#zip").press("Enter");
  await expect(list(page).locator(".empty")).toBeVisible();
}

test("an empty list shows a message and has the focus", async ({ page }) => {
  await openEmpty(page);
  await expect(list(page).locator(".empty")).toBeFocused();
  await expect(list(page).locator(".empty")).toContainText("No site within 100 miles");
  await expect(status(page)).toContainText("No site found");
});

test("no errors appear while typing; on submit the first error has the focus", async ({ page }) => {
  await openOrder(page);
  await list(page).locator("#zip").fill("787");
  await list(page).locator("#network").focus();
  await expect(list(page).locator(".error")).toHaveCount(0);
  await list(page).getByRole("button", { name: "Show sites" }).click();
  await expect(list(page).locator("#exam")).toBeFocused();
  await expect(list(page).locator("#exam")).toHaveAttribute("aria-invalid", "true");
  await pickExam(page, "70551", /70551/);
  await list(page).locator("#zip").press("Enter");
  await expect(list(page).locator("#zip-error")).toHaveText("Type five digits, or ZIP+4.");
  await expect(list(page).locator("#zip")).toBeFocused();
});

test.describe("an unknown ZIP code", () => {
  test.use({ refusals: ["/v1/search 422"] });
  test("shows an error at its field and focuses it", async ({ page }) => {
    await openOrder(page);
    await pickExam(page, "70551", /70551/);
    await list(page).locator("#zip").fill("00000");
    await list(page).locator("#zip").press("Enter");
    await expect(list(page).locator("#zip-error")).toContainText("not known");
    await expect(list(page).locator("#zip")).toBeFocused();
  });
});

test("a missing value is a dash with its reason", async ({ page }) => {
  await openOrder(page);
  await list(page).locator("#zip").fill(ZIP);
  await pickExam(page, "70551", /70551/);
  await expect(rows(page).first().locator(".cost")).toContainText("– choose a network");
  await list(page).locator("#network").selectOption(NETWORK);
  await expect(rows(page).first().locator(".cost")).toContainText("$");
  // A sample hospital without a price in this network.
  await list(page).locator("#asked").fill("OPT-0000022");
  await popup(page).getByRole("option").click();
  await expect(list(page).locator("tr.asked .cost")).toContainText("– no price known");
  await expect(rows(page).first().locator(".difference")).toContainText("cost not known at both");
});

test("exams without scores show a message", async ({ page }) => {
  await openOrder(page);
  await list(page).locator("#zip").fill(ZIP);
  await list(page).locator("#network").selectOption(NETWORK);
  await pickExam(page, "73560", /73560/, "Right");
  await expect(rows(page).first().locator(".score")).toContainText("– not shown for this kind of exam");
});

test("a hospital under a policy shows alternates, then coded reasons, then the office's own words", async ({ page }) => {
  await openReview(page);
  const parts = await list(page).evaluate((element) => {
    const root = element.shadowRoot;
    return ["table", ".criteria", "#reason"].map((part) => root?.querySelector(part)?.getBoundingClientRect().top ?? -1);
  });
  expect(parts).toEqual([...parts].sort((a, b) => a - b));
  await expect(list(page).locator("#why")).toContainText("Number 1 of");

  await list(page).getByRole("button", { name: `Keep ${HOSPITAL.name}` }).click();
  await expect(list(page).locator("#reason")).toBeFocused();
  await expect(list(page).locator("#reason-error")).toBeVisible();

  const sedation = list(page).getByRole("group", { name: /sedation/i });
  await sedation.getByRole("button", { name: "Yes" }).click();
  await expect(sedation.getByRole("button", { name: "Yes" })).toHaveAttribute("aria-pressed", "true");
  await expect(list(page).locator("#list-heading")).toContainText("of 14");
  await expect(sedation).toContainText("Does the patient need moderate or deeper sedation");
  await sedation.getByRole("button", { name: "Yes" }).click();
  await expect(list(page).locator("#list-heading")).toContainText("of 74");

  await list(page).locator("#reason").fill("The surgeon reads here");
  await list(page).getByRole("button", { name: `Keep ${HOSPITAL.name}` }).click();
  await expect(page.locator("#order-site")).toHaveText(HOSPITAL.name);
  await expect(page.locator("#order-reason")).toContainText("The surgeon reads here");
});

test("facts a policy needs and the page did not set are asked for once", async ({ page }) => {
  await openList(page);
  await pickHospital(page);
  await page.locator("#miles").fill("10");
  await page.locator("#payer").selectOption("cigna");
  await list(page).getByRole("button", { name: "Apply the policy" }).click();
  await expect(list(page).locator("#age")).toBeFocused();
  await list(page).locator("#age").fill("44");
  await list(page).locator("#line_of_business").selectOption("large_group");
  await list(page).locator("#funding").selectOption("fully_insured");
  await list(page).locator("#state").fill("tx");
  await list(page).getByRole("button", { name: "Apply the policy" }).click();
  await expect(list(page).locator(".outcome")).toBeVisible();
  await expect(list(page).locator("#reasons")).toBeFocused();

  const size = list(page).getByRole("group", { name: /very small or very large body/ });
  await size.getByRole("button", { name: "Yes" }).click();
  await list(page).locator("#weight_lb").fill("900");
  await list(page).getByRole("button", { name: "Apply the policy" }).click();
  await expect(list(page).locator(".outcome")).toContainText("The policy supports this hospital.");
});

test.describe("a policy without a distance standard", () => {
  test.use({ refusals: ["/v1/site-of-care/evaluations 422"] });
  test("asks for the plan's distance", async ({ page }) => {
    await openList(page);
    await fillCoverage(page);
    await page.locator("#miles").fill("");
    await page.locator("#miles").blur();
    await pickHospital(page);
    await list(page).locator("#access_miles").fill("10");
    await list(page).getByRole("button", { name: "Apply the policy" }).click();
    await expect(list(page).locator(".outcome")).toBeVisible();
  });
});

test("an order the policy does not review is chosen without a reason", async ({ page }) => {
  await openOrder(page);
  await fillCoverage(page);
  await list(page).locator("#zip").fill(ZIP);
  await list(page).locator("#network").selectOption(NETWORK);
  await pickExam(page, "73560", /73560/, "Right");
  await pickHospital(page);
  await expect(list(page).locator(".outcome")).toContainText("does not review this order");
  await list(page).locator("tr.asked").getByRole("button").click();
  await expect(page.locator("#order-site")).toHaveText(HOSPITAL.name);
});
