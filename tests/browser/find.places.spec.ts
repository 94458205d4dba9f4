// The place in the one box, the answer "I'm not sure", and lists that explain why they are empty. With and without a script.

import { expect, expectAccessible, test } from "./fixtures";
import { ask, openFind, status, ZIP } from "./find.steps";

const TOWN = "Austin, TX";

for (const [typed, box] of [
  ["73721 78701", `73721, ${ZIP}`],
  ["78701 73721", `73721, ${ZIP}`],
  ["73721 in Austin, TX", `73721, ${TOWN}`],
  ["Austin Texas 73721", `73721, ${TOWN}`],
] as const) {
  test(`a place first or last: ${typed}`, async ({ page }) => {
    await openFind(page);
    await ask(page, typed);
    await expect(page.locator(".result").first()).toBeVisible();
    await expect(page.locator("#typed")).toHaveValue(box);
    await expect(page.locator("#list-heading")).toHaveText(box.endsWith(ZIP) ? /the center of 78701$/ : /^\d+ places near Austin, TX, within 25 miles$/);
  });
}

test("of several towns the member chooses one, before the question about the exam", async ({ page }) => {
  await openFind(page);
  await ask(page, "knee mri Austin");
  await expect(page.locator("#question")).toHaveText("Which Austin do you mean?");
  await expect(page.locator("#question")).toBeFocused();
  await expect(page.locator(".option").first()).toHaveText(TOWN);
  await expectAccessible(page, "which town");
  await page.getByRole("button", { name: TOWN }).click();
  await expect(page.locator("#question")).toHaveText("With or without contrast?");
  await page.getByRole("button", { name: "without contrast", exact: true }).click();
  await expect(page.locator("#list-heading")).toHaveText(/near Austin, TX/);
  await expect(page.locator("#typed")).toHaveValue(`knee mri, ${TOWN}`);
});

test("the question about the place takes a town", async ({ page }) => {
  await openFind(page);
  await ask(page, "73721");
  await page.locator("#zip").fill("Nowhereville");
  await page.keyboard.press("Enter");
  await expect(page.locator("#zip-wrong")).toHaveText(/No town of this name/);
  await page.locator("#zip").fill("austin tx");
  await page.keyboard.press("Enter");
  await expect(page.locator("#list-heading")).toHaveText(/near Austin, TX/);
});

test("a wrong ZIP is said before a question about the exam", async ({ page }) => {
  await openFind(page);
  await ask(page, "knee mri, 99999");
  await expect(page.locator("#typed-wrong")).toHaveText(/This ZIP code is not known here/);
  await expect(page.locator("#typed")).toBeFocused();
  await expect(page.locator("#question")).toHaveCount(0);
});

test("a member who does not know about contrast sees both prices", async ({ page }) => {
  await openFind(page);
  await ask(page, `knee mri, ${ZIP}`);
  await page.getByRole("button", { name: /I’m not sure/ }).click();
  await expect(page.locator(".result")).toHaveCount(20);
  const first = page.locator(".result").first();
  await expect(first).toContainText("Plan’s price, without contrast");
  await expect(first).toContainText("Plan’s price, with contrast");
  await expect(page.locator(".result .contrast .figure").filter({ hasText: "$" }).first()).toBeVisible();
  await expect(page.locator(".sought")).toContainText("both prices are shown");
  await expectAccessible(page, "both prices");
});

test("an empty list counts the places by reason, and looks as far as the nearest that fits", async ({ page }) => {
  await openFind(page);
  await ask(page, "73721, 10001");
  await expect(page.locator(".empty")).toContainText("We know no places in New York, NY.");
  await ask(page, "73721, 78840");
  await expect(status(page)).toHaveText(/^0 places/);
  const button = page.locator(".empty").getByRole("button", { name: /^Look up to \d+ miles away$/ });
  await expect(page.locator(".empty")).toContainText(/The nearest place that fits is .+ in .+, \d+ miles away\./);
  await expectAccessible(page, "empty list");
  await button.click();
  await expect(page.locator(".result").first()).toBeVisible();
});

test.describe("JavaScript off", () => {
  test.use({ javaScriptEnabled: false, refusals: ["/find 422"] });

  test("town, contrast not sure, wrong ZIP and empty list", async ({ page }) => {
    const send = async (typed: string): Promise<void> => {
      await page.goto("/find");
      await page.locator("#network").selectOption("blue-choice-ppo");
      await page.locator("#typed").fill(typed);
      await page.locator("#typed").press("Enter");
    };
    await send("knee mri Austin");
    await expect(page.locator("#question")).toHaveText("Which Austin do you mean?");
    await page.getByRole("button", { name: TOWN }).click();
    await page.getByLabel(/I’m not sure/).check();
    await page.locator("form.choices button[type=submit]").click();
    await expect(page.locator("#list-heading")).toHaveText(/near Austin, TX/);
    await expect(page.locator(".result").first()).toContainText("Plan’s price, with contrast");
    await send("knee mri, 99999");
    await expect(page.locator("#typed-wrong")).toHaveText(/This ZIP code is not known here/);
    await send("73721, 10001");
    await expect(page.locator(".empty")).toContainText("We know no places in New York, NY.");
  });
});
