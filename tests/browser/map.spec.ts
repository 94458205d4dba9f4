// List and map in step: markers in one tab stop, a place moved to is searched only when asked, and the list stays where no map can be.

import { expect, expectAccessible, expectNothingKept, test } from "./fixtures";
import { expectNoSidewaysScroll, openList, tabTo, ZIP } from "./find.steps";
import { expectListStays, frame, markers, openMap, pressShow, stop } from "./map.steps";

test("by keyboard alone: one tab stop, arrows inside, Enter leads to the result, Tab leaves", async ({ page }) => {
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

test("choosing in the list presses that marker, and a marker pressed by pointer chooses in the list", async ({ page }) => {
  await openMap(page);
  await page.locator(".result .toggle").nth(4).click();
  await expect(markers(page).nth(4)).toHaveAttribute("aria-pressed", "true");
  await expect(page.locator(".map-markers [aria-pressed=true]")).toHaveCount(1);
  await expect(stop(page)).toHaveText("5");
  await markers(page).nth(1).click();
  await expect(page.locator(".result h3").nth(1)).toBeFocused();
  // Under the pointer, pressed or not, the number is still to be read.
  for (const nth of [1, 5]) {
    await markers(page).nth(nth).hover();
    const [ink, ground] = await markers(page).nth(nth).evaluate((button) => [getComputedStyle(button).color, getComputedStyle(button).backgroundColor]);
    expect(ink).toBe("rgb(255, 255, 255)");
    expect(["rgb(11, 90, 138)", "rgb(22, 32, 44)"]).toContain(ground);
  }
  await expect(stop(page)).toHaveText("2");
});

test("markers are large enough and apart, at 1280 and 360 px", async ({ page }) => {
  await openMap(page);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoSidewaysScroll(page);
    // Every marker is in view, so it has a place of its own.
    await page.getByRole("button", { name: "Show the whole area" }).click();
    await expect(page.locator(".map-markers .is-out")).toHaveCount(0);
    // The map comes to rest, and the markers with it.
    await expect(async () => {
      const discs = await markers(page).evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect()).map(({ x, y, width: wide, height: high }) => ({ x, y, wide, high })));
      for (const [at, one] of discs.entries()) {
        expect(one.wide, `${width} px: marker ${at + 1}`).toBeGreaterThanOrEqual(24);
        expect(one.high, `${width} px: marker ${at + 1} is round`).toBeCloseTo(one.wide, 0);
        for (const [before, other] of discs.slice(0, at).entries()) {
          expect(Math.hypot(one.x - other.x, one.y - other.y), `${width} px: markers ${before + 1} and ${at + 1}`).toBeGreaterThanOrEqual(one.wide - 0.5);
        }
      }
    }).toPass({ timeout: 5_000 });
  }
});

test("another area is searched only when asked, with its place in the body alone", async ({ page }) => {
  await openMap(page);
  const asked: { method: string; url: string; body: string | null }[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/v1/")) asked.push({ method: request.method(), url: request.url(), body: request.postData() });
  });
  const search = page.getByRole("button", { name: "Search this area" });
  await expect(search).toHaveCount(0);
  await page.getByRole("button", { name: "Move the map north" }).click();
  await page.getByRole("button", { name: "Move the map north" }).click();
  await expect(search).toBeVisible();
  await expect(frame(page).getByRole("status").filter({ hasText: "The map shows another area. You can search there." })).toBeAttached();
  expect(asked).toEqual([]);

  await search.click();
  await expect(page.getByRole("button", { name: `Start from ${ZIP} again` }).or(page.locator(".note button"))).toBeVisible();
  expect(asked).toHaveLength(1);
  const [{ method, url, body }] = asked as [(typeof asked)[number]];
  expect(method).toBe("POST");
  expect(new URL(url).pathname + new URL(url).search).toBe("/v1/search");
  const origin = (JSON.parse(body ?? "{}") as { origin: { lat: number; lon: number } }).origin;
  // North of Austin.
  expect(origin.lat).toBeGreaterThan(30.4);
  await expect(search).toHaveCount(0);
  await expectNothingKept(page, [ZIP, String(origin.lat), String(origin.lon), origin.lat.toFixed(2), origin.lon.toFixed(2)]);
});

test("in the dark and in Spanish", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await openMap(page, "?lang=es");
  await expect(page.getByRole("region", { name: "Mapa de lugares" })).toBeVisible();
  await expect(markers(page).first()).toHaveAttribute("aria-label", /^1: .+ en línea recta/);
  const ground = () => page.locator(".map-frame").evaluate((element) => getComputedStyle(element).backgroundColor);
  const dark = await ground();
  await expectAccessible(page, "map, dark, Spanish");
  // The scheme turns while the map is open: it is drawn anew, with the same markers.
  await page.emulateMedia({ colorScheme: "light" });
  await expect(markers(page)).toHaveCount(20, { timeout: 20_000 });
  expect(await ground()).not.toBe(dark);
  await expectAccessible(page, "map, Spanish");
});

test("what draws the map cannot be fetched: said in words, and the list stays", async ({ page }) => {
  await page.route(/\/assets\/(drawn|maplibre-gl)-[^/]+\.js$/, (route) => route.abort("aborted"));
  await openList(page);
  await pressShow(page);
  await expectListStays(page, /The map could not be loaded/);
  await expectAccessible(page, "map not loaded");
});
