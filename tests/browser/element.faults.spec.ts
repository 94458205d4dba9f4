// Edge cases of the order-entry list: a requested site that is also in the list, an incomplete order, a
// service that does not answer, an answer that arrives late.

import { type Request } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { list, NETWORK, openList, openOrder, pickExam, popup, rows, ZIP } from "./element.steps";

const NO_ANSWER = "The service gives no answer. Please try again.";
const UNAVAILABLE = { status: 503, contentType: "application/problem+json", body: JSON.stringify({ type: "unavailable", title: "Unavailable", status: 503, detail: "" }) };

test("a requested site that is in the list appears once, pinned, with its rank", async ({ page }) => {
  await openList(page);
  const id = (await rows(page).nth(2).getAttribute("data-site")) ?? "";
  await list(page).locator("#asked").fill(id);
  await popup(page).getByRole("option").click();
  const asked = list(page).locator("tr.asked");
  await expect(asked.locator(".rank")).toHaveText("Asked for, number 3");
  await expect(list(page).locator(`tr[data-site=${id}]`)).toHaveCount(1);
  await expect(rows(page)).toHaveCount(7);
  await asked.focus();
  await expect(list(page).locator("tr[tabindex='0']")).toHaveCount(1);
  await expect(list(page).locator("#row")).toHaveCount(1);
  await expect(list(page).locator("#why")).toContainText("Number 3 of");
  await page.keyboard.press("ArrowDown");
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(list(page).locator("tr.chosen")).toHaveCount(1);
  await expectAccessible(page, "requested and in the list");
});

test("an incomplete order names what is missing and focuses it", async ({ page }) => {
  await openOrder(page);
  const order = page.getByRole("button", { name: "Make the order" });
  await order.click();
  await expect(page.locator(".fault")).toHaveText("Pick an exam first.");
  await expect(list(page).locator("#exam")).toBeFocused();
  await pickExam(page, "70551", /70551/);
  await order.click();
  await expect(list(page).locator("#zip")).toBeFocused();
  await page.keyboard.type(ZIP);
  await page.keyboard.press("Enter");
  await expect(rows(page).first()).toBeFocused();
  await order.click();
  await expect(page.locator(".fault")).toHaveText("Choose a site from the list first.");
  await expect(rows(page).first()).toBeFocused();
});

test.describe("suggestions that fail", () => {
  test.use({ refusals: ["/v1/procedures/search 503", "/v1/suggest 503"] });
  test("show an error at both fields, and nothing is picked", async ({ page }) => {
    await openOrder(page);
    await page.route("**/v1/procedures/search", (route) => route.fulfill(UNAVAILABLE));
    await page.route("**/v1/suggest", (route) => route.fulfill(UNAVAILABLE));
    await list(page).locator("#exam").fill("knee mri");
    await expect(popup(page)).toHaveText(NO_ANSWER);
    await expectAccessible(page, "no suggestions");
    await list(page).locator("#asked").fill("Bellharrow");
    await expect(popup(page)).toHaveText(NO_ANSWER);
    await page.unrouteAll();
    await pickExam(page, "70551", /70551/);
  });
});

test.describe("networks that fail to load", () => {
  test.use({ refusals: ["/v1/networks 503"] });
  test("show an error at their field, and are fetched with the next list", async ({ page }) => {
    await page.route("**/v1/networks", (route) => route.fulfill(UNAVAILABLE));
    await page.goto("/order-entry");
    await expect(list(page).locator("#network-error")).toHaveText(NO_ANSWER);
    await expectAccessible(page, "no networks");
    await page.unrouteAll();
    await pickExam(page, "70551", /70551/);
    await list(page).locator("#zip").fill(ZIP);
    await list(page).locator("#zip").press("Enter");
    await expect(rows(page)).toHaveCount(8);
    await expect(list(page).locator("#network-error")).toHaveCount(0);
    await list(page).locator("#network").selectOption(NETWORK);
    await expect(rows(page).first().locator(".cost")).toContainText("$");
  });
});

test("the list keeps its ZIP code while a new one is incomplete", async ({ page }) => {
  await openList(page);
  await list(page).locator("#zip").fill("787");
  await list(page).locator("#network").selectOption("");
  await expect(rows(page).first().locator(".cost")).toContainText("– choose a network");
  await expect(list(page).locator("#why")).toContainText(`from the center of ${ZIP}`);
  await expect(list(page).locator("#zip-error")).toHaveCount(0);
});

test.describe("an unknown requested site", () => {
  test.use({ refusals: ["/v1/search 422"] });
  test("shows an error at its field and focuses it", async ({ page }) => {
    await openOrder(page);
    await list(page).evaluate((element) => element.setAttribute("requested-site", "OPT-9999999"));
    await list(page).locator("#zip").fill(ZIP);
    await pickExam(page, "70551", /70551/);
    await expect(list(page).locator("#asked-error")).toHaveText("This site is not known here.");
    await list(page).locator("#zip").press("Enter");
    await expect(list(page).locator("#asked")).toBeFocused();
  });
});

test("an exam lookup is discarded when other words are typed meanwhile", async ({ page }) => {
  await openOrder(page);
  let release = (): void => undefined;
  const released = new Promise<void>((done) => (release = done));
  // "mri brain" finds nothing, so exams are suggested. The lookup of the picked one is delayed.
  await page.route("**/v1/procedures/search", async (route) => {
    const { q } = route.request().postDataJSON() as { q: string };
    if (q === "mri brain") return route.fulfill({ json: { matches: [], needs_choice: null } });
    if (/^\d{5}$/.test(q)) await released;
    await route.continue();
  });
  await list(page).locator("#exam").fill("mri brain");
  await expect(popup(page)).toContainText("Did you mean");
  const isLookUp = (request: Request): boolean => /"q":"\d{5}"/.test(request.postData() ?? "");
  const lookUpSent = page.waitForRequest(isLookUp);
  await popup(page).getByRole("option", { name: "70551" }).click();
  await lookUpSent;
  await list(page).locator("#exam").fill("ct chest");
  await expect(popup(page)).toContainText("contrast");
  const lookUpFinished = page.waitForEvent("requestfinished", isLookUp);
  release();
  await lookUpFinished;
  await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
  await expect(list(page).locator("#exam")).toHaveValue("ct chest");
  await expect(list(page).locator("#exam-hint")).not.toContainText("Code");
});
