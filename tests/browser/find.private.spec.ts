// Member data stays in the page's memory: none in addresses, titles, storage or history, and none in print
// unless requested.

import { expect, expectNothingKept, test } from "./fixtures";
import { fillBenefits, openList, ZIP } from "./find.steps";

const SECRETS = [ZIP, "73721", "knee", "1400", "blue-choice"];

test("a complete visit leaves no trace", async ({ page }) => {
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url(), request.headers()["referer"] ?? ""));
  await openList(page);
  await fillBenefits(page);
  await expectNothingKept(page, SECRETS);
  await page.locator(".result .toggle").nth(0).click();
  await page.locator(".result .toggle").nth(1).click();
  await page.locator("#turn-compare").click();
  await expectNothingKept(page, SECRETS);
  await page.goBack();
  await page.locator(".result h3 a").first().click();
  await expect(page.locator(".estimate table").first()).toBeVisible();
  await expectNothingKept(page, SECRETS);
  await expect(page).toHaveTitle("Find an imaging site · nearsite");
  for (const address of addresses) for (const secret of SECRETS) expect(address).not.toContain(secret);
});

test("a reload forgets everything", async ({ page }) => {
  await openList(page);
  await page.reload();
  await expect(page.locator("#typed")).toHaveValue("");
  await expect(page.locator(".result")).toHaveCount(0);
});

test("directions carry only the site's address", async ({ page }) => {
  await openList(page);
  for (const link of await page.locator("a.outside").all()) {
    const href = (await link.getAttribute("href")) ?? "";
    expect([...new URL(href).searchParams.keys()].sort()).toEqual(["api", "destination"]);
    await expect(link).toHaveAttribute("referrerpolicy", "no-referrer");
  }
});

test("print shows at most twenty places, and member data only on request", async ({ page }) => {
  await openList(page);
  await fillBenefits(page);
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(page.locator(".result")).toHaveCount(40);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".result:visible")).toHaveCount(20);
  const visibleText = () => page.evaluate(() => document.body.innerText);
  for (const width of [1280, 600]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await visibleText()).not.toMatch(/, 78701|center of 78701|You would pay/);
  }
  await page.emulateMedia({ media: "screen" });

  await page.locator("#turn-print").click();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".printed li:visible")).toHaveCount(20);
  expect(await visibleText()).not.toMatch(/center of 78701|You would pay/);
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("checkbox", { name: /Add where I start from/ }).check();
  expect(await visibleText()).toMatch(/center of 78701/);
  expect(await visibleText()).toMatch(/You would pay/);
});

test("sharing copies only the site's address", async ({ page, context, baseURL }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript(() => Object.defineProperty(navigator, "share", { value: undefined }));
  await openList(page);
  await page.locator(".result h3 a").first().click();
  await page.getByRole("button", { name: "Share this place" }).click();
  await expect(page.getByText("Link to this place copied")).toBeAttached();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(new RegExp(`^${new URL(baseURL ?? "").origin}/find/sites/OPT-\\d+$`));
});
