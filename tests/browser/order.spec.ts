// The order-entry list: from exam to choice, and what follows when a hospital is asked for.
import { expect, expectAccessible, expectNothingKept, test } from "./fixtures";
import { askForHospital, fill, HOSPITAL, openOrder, showSites } from "./order.steps";

test("by keyboard alone: words, question, place, list, choice, reasons", async ({ page }) => {
  const list = await openOrder(page);
  const press = (key: string) => page.keyboard.press(key);
  await list.getByRole("combobox", { name: "Exam" }).focus();
  await page.keyboard.type("knee mri");
  await expect(list.getByRole("option").first()).toBeVisible();
  // Enter without an offer chosen asks back what the words leave open.
  await press("Enter");
  await expect(list.getByRole("group", { name: "With or without contrast?" })).toBeVisible();
  await expect(list.getByRole("button", { name: "without contrast", exact: true })).toBeFocused();
  await press("Enter");
  await expect(list.getByLabel("Member’s ZIP")).toBeFocused();
  await page.keyboard.type("78701");
  await press("Tab");
  await page.keyboard.type("46");
  await press("Tab");
  await page.keyboard.type("Blue");
  await press("Tab");
  await page.keyboard.type("rosmarrow hospital outpatient");
  await expect(list.getByRole("option", { name: HOSPITAL })).toBeVisible();
  await press("ArrowDown");
  await press("Enter");
  await expect(list.getByRole("button", { name: "Forget this site" })).toBeVisible();
  await list.getByRole("button", { name: "Show sites" }).focus();
  await press("Enter");
  const rows = list.getByRole("rowheader").getByRole("button");
  await expect(rows).toHaveCount(8);
  for (let pressed = 0; pressed < 6 && !(await rows.first().evaluate((row) => row === (row.getRootNode() as ShadowRoot).activeElement)); pressed += 1) await press("Tab");
  await expect(rows.first()).toBeFocused();
  const reason = list.locator(".reason");
  await expect(reason).toContainText(/^1\. |Why here: /);
  const first = await reason.textContent();
  await press("ArrowDown");
  await expect(rows.nth(1)).toBeFocused();
  await expect(reason).not.toHaveText(first ?? "");
  await press("End");
  await expect(rows.last()).toBeFocused();
  await press("Home");
  await press("Enter");
  await expect(list.locator(".chosen-site")).toContainText("Chosen: ");
  await press("r");
  await expect(list.getByRole("heading", { name: "A hospital was asked for" })).toBeFocused();
  await expect(page.locator("dl dd").nth(1)).toContainText("OPT-");
  await expectNothingKept(page, ["78701", "46", "73721", "knee"]);
});

for (const [width, scheme] of [[1280, "light"], [1280, "dark"], [360, "light"], [360, "dark"]] as const) {
  test(`by pointer, ${width} px, ${scheme}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    const list = await openOrder(page);
    await expectAccessible(page, `first visit ${width} ${scheme}`);
    await fill(list);
    await list.getByLabel("Patient’s age").fill("46");
    await askForHospital(list);
    await showSites(list);
    await expect(list.locator(".outcome")).toContainText("Answer what applies");
    await list.locator("summary").click();
    await expectAccessible(page, `list and review ${width} ${scheme}`);
    const asked = list.locator("tr.asked");
    await expect(asked).toContainText("Hospital outpatient");
    await expect(asked).toContainText("no price on file");
    await list.getByRole("rowheader").getByRole("button").nth(2).click();
    await expect(list.locator("tr.chosen")).toHaveCount(1);
    const [seen, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    expect(seen).toBeLessThanOrEqual(room ?? 0);
  });
}

test("a reason is one click and is told to the page; words come last", async ({ page }) => {
  const list = await openOrder(page);
  await fill(list);
  await askForHospital(list);
  await showSites(list);
  const review = list.getByRole("region", { name: "A hospital was asked for" });
  await review.getByRole("button", { name: "Apply the policy" }).click();
  await expect(review.getByLabel("The policy asks for the patient’s age in years")).toBeFocused();
  await page.keyboard.type("46");
  await page.keyboard.press("Enter");
  const question = review.locator("li", { hasText: "transplant services" }).first();
  await question.getByRole("button", { name: "Yes" }).click();
  await expect(review.locator(".outcome")).toHaveText("The policy supports the hospital.");
  await expect(page.locator("dl dd").last()).toContainText("transplant");
  await review.getByLabel("Another reason, in your own words").fill("Zyxwv");
  await review.getByRole("button", { name: "Keep the hospital for this reason" }).click();
  await expect(page.locator("dl dd").last()).toHaveText("Zyxwv");
});

test("without a payer the list says that no policy was applied", async ({ page }) => {
  const list = await openOrder(page);
  await page.getByLabel("Payer").selectOption("");
  await fill(list);
  await askForHospital(list);
  await showSites(list);
  await expect(list).toContainText("No site-of-care policy was applied");
});

test("faults are told on sending, with the focus at the first", async ({ page }) => {
  const list = await openOrder(page);
  await list.getByRole("button", { name: "Show sites" }).click();
  await expect(list.getByRole("combobox", { name: "Exam" })).toBeFocused();
  await expect(list).toContainText("Choose an exam from the list.");
  await expectAccessible(page, "faults");
  await fill(list, "787");
  await list.getByRole("button", { name: "Show sites" }).click();
  await expect(list.getByLabel("Member’s ZIP")).toBeFocused();
  await expect(list).toContainText("Type the five digits");
});

test.describe("a ZIP nobody knows", () => {
  test.use({ refusals: [422] });
  test("is told at its box", async ({ page }) => {
    const list = await openOrder(page);
    await fill(list, "00001");
    await list.getByRole("button", { name: "Show sites" }).click();
    await expect(list).toContainText("This ZIP is not known.");
    await expect(list.getByLabel("Member’s ZIP")).toBeFocused();
  });
});

test("an empty list says so and looks farther", async ({ page }) => {
  const list = await openOrder(page);
  await fill(list, "99723");
  await list.getByRole("button", { name: "Show sites" }).click();
  await expect(list.getByRole("status").filter({ hasText: "No site within 25 miles" })).toBeVisible();
  await expectAccessible(page, "empty");
  await list.getByRole("button", { name: "Look within 100 miles" }).click();
  await expect(list.getByRole("status").filter({ hasText: "within 100 miles" })).toBeVisible();
});

test("a hostile style sheet does not reach inside", async ({ page }) => {
  const list = await openOrder(page);
  await fill(list);
  await showSites(list);
  const looks = () =>
    list.evaluate((element) => {
      const of = (node: Element) => {
        const { display, fontSize, color, visibility, position, opacity } = getComputedStyle(node);
        const isThere = node.getBoundingClientRect().height > 20;
        return { display, fontSize, color, visibility, position, opacity, isThere };
      };
      return [element, ...element.shadowRoot!.querySelectorAll("table, tr, button, input")].map(of);
    });
  const before = await looks();
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      nearsite-display-list { all: unset !important; display: none !important; font-size: 40px !important; color: red !important; visibility: hidden !important; opacity: 0 !important; position: fixed !important }
      table, tr, button, input, * { display: inline !important; color: yellow !important; font-size: 3px !important }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
  expect(await looks()).toEqual(before);
});

test("paper holds the list and nothing of the member", async ({ page }) => {
  const list = await openOrder(page);
  await fill(list);
  await showSites(list);
  await page.emulateMedia({ media: "print" });
  await expect(list.getByRole("table")).toBeVisible();
  const seen = await list.evaluate((element) => (element.shadowRoot!.querySelector(".whole") as HTMLElement).innerText);
  expect(seen).not.toContain("78701");
  expect(seen).toContain("Dovenmere");
});

test("Spanish, and the letter key switched off", async ({ page }) => {
  const list = await openOrder(page, "es");
  await list.evaluate((element) => element.setAttribute("no-shortcuts", ""));
  await fill(list);
  await list.getByLabel("Edad del paciente").fill("46");
  await askForHospital(list);
  await showSites(list);
  await expect(list).toContainText("en línea recta desde el centro de 78701");
  await expect(list).not.toContainText("r lleva a las razones");
  await expectAccessible(page, "Spanish");
  await list.getByRole("rowheader").getByRole("button").first().focus();
  await page.keyboard.press("r");
  await expect(list.getByRole("rowheader").getByRole("button").first()).toBeFocused();
});
