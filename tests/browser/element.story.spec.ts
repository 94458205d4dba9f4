// The order-entry list from exam to choice: by keyboard only, and by pointer, wide and narrow, light and
// dark.

import { expect, expectNoSidewaysScroll, test } from "./fixtures";
import { fillCoverage, HOSPITAL, list, NETWORK, openList, openOrder, openReview, pickExam, pickHospital, popup, rows, status, ZIP } from "./element.steps";

test("keyboard only: exam, question, side, ZIP, list, rows, choice", async ({ page }) => {
  await openOrder(page);
  const exam = list(page).locator("#exam");
  for (let pressed = 0; pressed < 30 && !(await exam.evaluate((field) => field.matches(":focus"))); pressed += 1) await page.keyboard.press("Tab");
  await expect(exam).toBeFocused();
  await page.keyboard.type("knee mri");
  await expect(popup(page)).toContainText("With or without contrast?");
  await expect(exam).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowDown");
  await expect(exam).toHaveAttribute("aria-activedescendant", "exam-option-0");
  await page.keyboard.press("Enter");
  await expect(popup(page)).toContainText("Which side?");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(list(page).locator("#exam-hint")).toHaveText("Code 73721, left side");
  await expect(page.locator("#order-exam")).toContainText("73721), left");

  await page.keyboard.press("Tab");
  await page.keyboard.type(ZIP);
  await page.keyboard.press("Tab");
  await page.keyboard.type("Blue Choice");
  await expect(list(page).locator("#network")).toHaveValue(NETWORK);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");

  await expect(rows(page).first()).toBeFocused();
  await expect(status(page)).toHaveText(/Sites found: \d+, shown: 8, best first\./);
  const why = list(page).locator("#why");
  await expect(why).toContainText("Number 1 of");
  await page.keyboard.press("ArrowDown");
  await expect(rows(page).nth(1)).toBeFocused();
  await expect(why).toContainText("Number 2 of");
  await expect(why).toContainText(`in a straight line from the center of ${ZIP}`);
  await expect(why).toContainText(/Above .+ for .+\./);
  await page.keyboard.press("End");
  await expect(rows(page).last()).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("r");
  await expect(why).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press("Enter");
  const name = (await rows(page).first().locator(".site div > span").last().evaluate((element) => element.firstChild?.textContent)) ?? "";
  await expect(rows(page).first()).toHaveAttribute("aria-selected", "true");
  await expect(page.locator("#order-site")).toHaveText(name);
  await expect(status(page)).toContainText("is chosen");
});

test("keyboard only: a code is picked when Enter is pressed before the answer arrives", async ({ page }) => {
  await openOrder(page);
  await list(page).locator("#exam").focus();
  await page.keyboard.type("70551");
  await page.keyboard.press("Enter");
  await expect(list(page).locator("#exam-hint")).toHaveText("Code 70551");
});

test("keyboard only: a hospital is requested, its reason stated, and it is chosen", async ({ page }) => {
  await openList(page);
  await fillCoverage(page);
  await list(page).locator("#asked").focus();
  await page.keyboard.type(HOSPITAL.id);
  await expect(popup(page)).toContainText(HOSPITAL.name);
  await page.keyboard.press("Enter");
  await expect(list(page).locator(".outcome")).toContainText("may support this hospital");
  await list(page).locator("tr[tabindex='0']").focus();
  await page.keyboard.press("Home");
  await expect(list(page).locator("tr.asked")).toBeFocused();
  await expect(list(page).locator("#why")).toContainText("The site asked for");
  await page.keyboard.press("r");
  await expect(list(page).locator("#reasons")).toBeFocused();
  const transplant = list(page).getByRole("group", { name: /transplant/i }).getByRole("button", { name: "Yes" });
  for (let pressed = 0; pressed < 30 && !(await transplant.evaluate((button) => button.matches(":focus"))); pressed += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(list(page).locator(".outcome")).toContainText("The policy supports this hospital.");
  await list(page).locator("tr[tabindex='0']").focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(page.locator("#order-site")).toHaveText(HOSPITAL.name);
});

for (const width of [1280, 360]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`by pointer, ${width} px, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await openOrder(page);
      await expectNoSidewaysScroll(page);
      await pickExam(page, "mri brain", "with contrast 70552");
      await list(page).locator("#zip").fill(ZIP);
      await list(page).locator("#network").selectOption(NETWORK);
      await list(page).getByRole("button", { name: "Show sites" }).click();
      await expect(rows(page)).toHaveCount(8);
      await expectNoSidewaysScroll(page);
      await rows(page).nth(2).hover();
      await expect(list(page).locator("#why")).toContainText("Number 3 of");
      await pickHospital(page);
      const asked = list(page).locator("tr.asked");
      await expect(asked).toContainText(HOSPITAL.name);
      await expect(rows(page).first().locator(".difference")).toContainText(/nearer|farther/);
      await expect(list(page).locator(".notice")).toContainText("No policy was applied");
      await expectNoSidewaysScroll(page);
      await rows(page).nth(2).getByRole("button", { name: /^Choose/ }).click();
      await expect(rows(page).nth(2)).toHaveClass(/chosen/);
      await page.getByRole("button", { name: "Make the order" }).click();
      await expect(page.locator(".placed")).toContainText("nothing was sent");
    });
  }
}

test("the page does not scroll sideways from 320 px", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await openReview(page, "?lang=es");
  await expectNoSidewaysScroll(page);
  // At widths between cards and the full table, the table shrinks so that every button stays on the page.
  for (const width of [900, 950, 1000]) {
    await page.setViewportSize({ width, height: 640 });
    await expectNoSidewaysScroll(page);
  }
});

test("the plan's distance is shown as typed, in the list and in the reasons", async ({ page }) => {
  await openReview(page);
  for (const miles of ["10", "12.3"]) {
    await page.locator("#miles").fill(miles);
    await page.locator("#miles").press("Tab");
    await expect(list(page).locator("#list-heading")).toContainText(`within ${miles} miles`);
    await expect(list(page).locator(".criteria")).toContainText(`sites within ${miles} miles that could do the order`);
  }
  await expect(list(page).locator(".criteria")).not.toContainText(/\d\.\d\d+ miles/);
});

test("questions narrow the exam, which is never guessed", async ({ page }) => {
  await openOrder(page);
  await list(page).locator("#exam").fill("knee");
  await expect(popup(page)).toContainText("What kind of scan?");
  await popup(page).getByRole("option", { name: "MRI", exact: true }).click();
  await expect(popup(page)).toContainText("Which of these?");
  await expect(popup(page).getByRole("option")).toHaveCount(3);
  await expect(list(page).locator("#exam-hint")).not.toContainText("Code");

  await list(page).locator("#exam").fill("mri");
  await expect(popup(page)).toContainText("Which exam?");
  await list(page).locator("#exam").pressSequentially(" spine");
  await expect(popup(page)).toContainText("Which exam?");

  await list(page).locator("#exam").fill("qzxv");
  await expect(popup(page)).toContainText("No exam by these words");
});

test("a typed side is not asked for again", async ({ page }) => {
  await openOrder(page);
  await list(page).locator("#exam").fill("left knee mri without contrast");
  await popup(page).getByRole("option").click();
  await expect(list(page).locator("#exam-hint")).toHaveText("Code 73721, left side");
});

test("letter keys do nothing outside the list or with shortcuts off", async ({ page }) => {
  await openList(page);
  await list(page).locator("#zip").focus();
  await page.keyboard.press("r");
  await expect(list(page).locator("#zip")).toBeFocused();
  await list(page).evaluate((element) => element.setAttribute("no-shortcuts", ""));
  await expect(list(page).locator("#keys")).not.toContainText("R: reasons");
  await rows(page).first().focus();
  await page.keyboard.press("r");
  await expect(rows(page).first()).toBeFocused();
});
