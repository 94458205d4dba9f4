// List and map stay in sync. Markers share one tab stop, another area is searched only on request, and the
// list works without a map.

import { expect, expectAccessible, expectNothingKept, test } from "./fixtures";
import { expectNoSidewaysScroll, openList, tabTo, ZIP } from "./find.steps";
import { expectListStays, frame, markers, openMap, pressShow, stop } from "./map.steps";

test("keyboard only: one tab stop, arrows move inside, Enter goes to the result, Tab leaves", async ({ page }) => {
  await openMap(page);
  await expect(stop(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Hide map" }).focus();
  await tabTo(page, markers(page).first(), 10);
  await page.keyboard.press("ArrowRight");
  await expect(markers(page).nth(1)).toBeFocused();
  await page.keyboard.press("End");
  await expect(markers(page).last()).toBeFocused();
  await page.keyboard.press("Home");
  await expect(markers(page).first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await expect(page.locator(".map-controls button").first()).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(markers(page).nth(2)).toBeFocused();

  const [rank, name] = /^(\d+): (.+?), about /.exec((await markers(page).nth(2).getAttribute("aria-label")) ?? "")?.slice(1) ?? [];
  expect(rank).toBe("3");
  await page.keyboard.press("Enter");
  const heading = page.getByRole("heading", { level: 3, name: `3. ${name}`, exact: true });
  await expect(heading).toBeFocused();
  await expect(page.locator(".result").nth(2)).toHaveClass(/current/);
  await expect(markers(page).nth(2)).toHaveAttribute("aria-pressed", "true");
});

test("choosing in the list presses its marker, and clicking a marker chooses in the list", async ({ page }) => {
  await openMap(page);
  await page.locator(".result .toggle").nth(4).click();
  await expect(markers(page).nth(4)).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator(".map-markers [aria-pressed=true]")).toHaveCount(1);
  await expect(stop(page)).toHaveText("5");
  await markers(page).nth(1).click();
  await expect(page.locator(".result h3").nth(1)).toBeFocused();
  // The number is readable under the pointer, pressed or not.
  for (const nth of [1, 5]) {
    await markers(page).nth(nth).hover();
    const [textColor, fillColor] = await markers(page).nth(nth).evaluate((button) => [getComputedStyle(button).color, getComputedStyle(button).backgroundColor]);
    expect(textColor).toBe("rgb(255, 255, 255)");
    expect(["rgb(11, 90, 138)", "rgb(22, 32, 44)"]).toContain(fillColor);
  }
  await expect(stop(page)).toHaveText("2");
});

test("markers are large enough and do not overlap at 1280 and 360 px", async ({ page }) => {
  await openMap(page);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoSidewaysScroll(page);
    // All markers are in view, so each has its own place.
    await page.getByRole("button", { name: "Show the whole area" }).click();
    await expect(page.locator(".map-markers .is-out")).toHaveCount(0);
    // Retries until the map and its markers stop moving.
    await expect(async () => {
      const discs = await markers(page).evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect()).map(({ x, y, width: w, height: h }) => ({ x, y, w, h })));
      for (const [at, one] of discs.entries()) {
        expect(one.w, `${width} px: marker ${at + 1}`).toBeGreaterThanOrEqual(24);
        expect(one.h, `${width} px: marker ${at + 1} is round`).toBeCloseTo(one.w, 0);
        for (const [before, other] of discs.slice(0, at).entries()) {
          expect(Math.hypot(one.x - other.x, one.y - other.y), `${width} px: markers ${before + 1} and ${at + 1}`).toBeGreaterThanOrEqual(one.w - 0.5);
        }
      }
    }).toPass({ timeout: 5_000 });
  }
});

test("another area is searched only on request, with its position only in the body", async ({ page }) => {
  await openMap(page);
  const requests: { method: string; url: string; body: string | null }[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/v1/")) requests.push({ method: request.method(), url: request.url(), body: request.postData() });
  });
  const search = page.getByRole("button", { name: "Search this area" });
  await expect(search).toHaveCount(0);
  await page.getByRole("button", { name: "Move the map north" }).click();
  await page.getByRole("button", { name: "Move the map north" }).click();
  await expect(search).toBeVisible();
  await expect(frame(page).getByRole("status").filter({ hasText: "The map shows another area. You can search there." })).toBeAttached();
  expect(requests).toEqual([]);

  await search.click();
  await expect(page.getByRole("button", { name: `Start from ${ZIP} again` }).or(page.locator(".note button"))).toBeVisible();
  expect(requests).toHaveLength(1);
  const [{ method, url, body }] = requests as [(typeof requests)[number]];
  expect(method).toBe("POST");
  expect(new URL(url).pathname + new URL(url).search).toBe("/v1/search");
  const origin = (JSON.parse(body ?? "{}") as { origin: { lat: number; lon: number } }).origin;
  // North of Austin.
  expect(origin.lat).toBeGreaterThan(30.4);
  await expect(search).toHaveCount(0);
  await expectNothingKept(page, [ZIP, String(origin.lat), String(origin.lon), origin.lat.toFixed(2), origin.lon.toFixed(2)]);
});

test("the map works in dark colors and in Spanish", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await openMap(page, "?lang=es");
  await expect(page.getByRole("region", { name: "Mapa de lugares" })).toBeVisible();
  await expect(markers(page).first()).toHaveAttribute("aria-label", /^1: .+ en línea recta/);
  const background = () => page.locator(".map-frame").evaluate((element) => getComputedStyle(element).backgroundColor);
  const dark = await background();
  await expectAccessible(page, "map, dark, Spanish");
  // The scheme changes while the map is open. The map is drawn again with the same markers.
  await page.emulateMedia({ colorScheme: "light" });
  await expect(markers(page)).toHaveCount(20, { timeout: 20_000 });
  expect(await background()).not.toBe(dark);
  await expectAccessible(page, "map, Spanish");
});

test("a map that cannot be loaded shows a message, and the list stays", async ({ page }) => {
  await page.route(/\/assets\/(drawn|maplibre-gl)-[^/]+\.js$/, (route) => route.abort("aborted"));
  await openList(page);
  await pressShow(page);
  await expectListStays(page, /The map could not be loaded/);
  await expectAccessible(page, "map not loaded");
});
