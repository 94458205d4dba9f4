// The member's main path, from typed words to a place: by keyboard only and by pointer, wide and narrow,
// light and dark.

import { expect, test } from "./fixtures";
import { ask, expectNoSidewaysScroll, openFind, openList, status, tabTo, ZIP } from "./find.steps";

test("keyboard only: words, question, list, site, back, compare", async ({ page }) => {
  await openFind(page);
  await tabTo(page, page.locator("#typed"));
  await page.keyboard.type(`knee MRI, ${ZIP}`);
  await page.keyboard.press("Tab");
  await page.keyboard.type("Blue Choice");
  await expect(page.locator("#network")).toHaveValue("blue-choice-ppo");
  await tabTo(page, page.locator(".one-box button"));
  await page.keyboard.press("Enter");

  await expect(page.locator("#question")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.locator(".option").first()).toBeFocused();
  await page.keyboard.press("Enter");

  await expect(page.locator("#list-heading")).toBeFocused();
  await expect(page.locator("#list-heading")).toHaveText(/^\d+ places within 25 miles of the center of 78701$/);
  await expect(status(page)).toHaveText(/places within 25 miles.*Best first/);

  const first = page.locator(".result h3 a").first();
  await tabTo(page, first);
  await page.keyboard.press("Enter");
  await expect(page.locator(".site-page h1")).toBeFocused();
  await expect(page).toHaveURL(/\/find\/sites\/OPT-\d+$/);
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("link", { name: "Back to the list" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator(".result h3").first()).toBeFocused();

  for (const nth of [0, 1]) {
    await tabTo(page, page.locator(".result .toggle").nth(nth));
    await page.keyboard.press("Space");
  }
  await tabTo(page, page.locator("#turn-compare"), 400);
  await page.keyboard.press("Enter");
  await expect(page.locator("#compare")).toBeFocused();
  await expect(page.getByRole("rowheader", { name: "Plan’s price" })).toBeVisible();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator("#turn-compare")).toBeFocused();
});

for (const width of [1280, 360]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`by pointer, ${width} px, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await openFind(page);
      await expectNoSidewaysScroll(page);
      await page.locator("#network").selectOption("blue-choice-ppo");
      await page.locator("#typed").fill(`knee MRI, ${ZIP}`);
      await page.getByRole("button", { name: "Find places" }).click();
      await page.getByRole("button", { name: "without contrast", exact: true }).click();
      await expect(page.locator(".result")).toHaveCount(20);
      await expectNoSidewaysScroll(page);

      await page.locator("#sort").selectOption("distance");
      await expect(status(page)).toHaveText(/Nearest first/);
      await page.getByRole("button", { name: "Show more" }).click();
      await expect(page.locator(".result")).toHaveCount(40);
      await expect(page.locator(".result h3").nth(20)).toBeFocused();

      await page.locator(".result .toggle").nth(20).click();
      await page.locator(".result .toggle").nth(21).click();
      await page.getByRole("button", { name: "Compare them" }).click();
      await expect(page.locator(".compare thead th")).toHaveCount(2);
      await expectNoSidewaysScroll(page);
      await page.goBack();

      await page.locator(".result h3 a").nth(1).click();
      await expect(page.locator(".site-page h1")).toBeVisible();
      await expectNoSidewaysScroll(page);
      await page.goBack();
      await expect(page.locator(".result h3").nth(1)).toBeFocused();
    });
  }
}

test("the page does not scroll sideways at 320 px", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await openList(page);
  await expectNoSidewaysScroll(page);
  await page.locator(".benefits-panel > summary").click();
  await page.locator(".filters-panel > summary").click();
  await expectNoSidewaysScroll(page);
});

for (const language of ["en", "es"]) {
  test(`on a phone the first place and its price are on the first screen, and the search can be changed, ${language}`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 800 });
    await openFind(page, `?lang=${language}`);
    await ask(page, `73721, ${ZIP}`);
    const price = page.locator(".result").first().locator(".figure").first();
    for (const part of [page.locator(".result h3").first(), price]) await expect(part).toBeInViewport({ ratio: 1 });
    await expect(page.locator("#typed")).toBeHidden();
    // Going back from the list's heading: the filters, then the box's button. The collapsed box adds no tab
    // stops.
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    await expect(page.locator(".reopen")).toBeFocused();
    await expect(page.locator(".reopen")).toHaveAttribute("aria-expanded", "false");
    await page.keyboard.press("Enter");
    await expect(page.locator("#typed")).toBeFocused();
    await page.locator("#network").selectOption("");
    await expect(page.locator("#network")).toBeVisible();
    await page.locator("#typed").fill(`qzxv, ${ZIP}`);
    await page.keyboard.press("Enter");
    await expect(page.locator("#typed-wrong")).toBeVisible();
    await expect(page.locator("#typed")).toBeFocused();
  });
}

test("sort orders are not cut off, and no separator dot is at the start of a line", async ({ page }) => {
  for (const [width, query] of [[360, ""], [360, "?lang=es"], [320, "?lang=es"], [1280, "?lang=es"]] as const) {
    await page.setViewportSize({ width, height: 800 });
    await openFind(page, query);
    await ask(page, `73721, ${ZIP}`);
    await expect(page.locator(".result")).toHaveCount(20);
    if (width > 1000) await page.locator(".toolbar [aria-expanded]").first().click();
    const missing = await page.locator("#sort").evaluate((select) => {
      const copy = select.cloneNode(true) as HTMLElement;
      copy.style.cssText = "position: absolute; width: max-content; max-width: none";
      select.parentElement?.append(copy);
      const fullWidth = copy.offsetWidth;
      copy.remove();
      return fullWidth - (select as HTMLElement).offsetWidth;
    });
    expect(missing, `${width} px ${query}`).toBeLessThanOrEqual(0);
    const hanging = await page.locator(".dotted").evaluateAll((lines) =>
      lines.filter((line) => {
        const edge = line.getBoundingClientRect().left;
        const facts = [...line.children].map((fact) => fact.getBoundingClientRect());
        // A fact starts at the left edge, where its dot is clipped, or after the gap that contains the dot.
        return getComputedStyle(line).overflowX !== "clip" || facts.some(({ left, top }, at) => at > 0 && left > edge + 1 && top > (facts[at - 1]?.bottom ?? 0) - 1);
      }).length,
    );
    expect(hanging, `${width} px ${query}`).toBe(0);
  }
});

test("the compare bar does not cover the focused element", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await openList(page);
  await page.locator(".result .toggle").nth(0).click();
  const bar = await page.locator(".compare-bar").boundingBox();
  for (let pressed = 0; pressed < 30; pressed += 1) {
    await page.keyboard.press("Tab");
    const bottom = await page.evaluate(() => {
      const focused = document.activeElement;
      return focused && !focused.closest(".compare-bar") ? focused.getBoundingClientRect().bottom : 0;
    });
    expect(bottom).toBeLessThanOrEqual((bar?.y ?? 0) + 1);
  }
});

test("a code needs no question and is not read as a ZIP", async ({ page }) => {
  await openFind(page);
  await ask(page, `73721 ${ZIP}`);
  await expect(page.locator(".sought")).toContainText("MRI of a leg joint");
  await expect(page.locator(".result").first()).toBeVisible();
});

test("a code alone asks for the ZIP", async ({ page }) => {
  await openFind(page);
  await ask(page, "73721");
  await expect(page.locator("#zip")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator("#zip-wrong")).toBeVisible();
  await expect(page.locator("#zip")).toBeFocused();
  await page.keyboard.type(ZIP);
  await page.keyboard.press("Enter");
  await expect(page.locator(".result").first()).toBeVisible();
  await expect(page.locator("#typed")).toHaveValue(`73721, ${ZIP}`);
});

test("questions narrow many exams one at a time, and none is guessed", async ({ page }) => {
  await openFind(page);
  await ask(page, `mri, ${ZIP}`);
  await expect(page.locator("#question")).toHaveText("Which exam is it?");
  await page.locator("#more-words").fill("brain");
  await page.locator("#more-words").press("Enter");
  await expect(page.locator("#question")).toHaveText("With or without contrast?");
  await page.getByRole("button", { name: "without contrast", exact: true }).click();
  await expect(page.locator(".sought")).toContainText("MRI of the brain, without contrast");
});

test("a place name finds places", async ({ page }) => {
  await openFind(page);
  await ask(page, `Rosmarrow, ${ZIP}`);
  await expect(page.locator(".result h3").first()).toContainText("Rosmarrow");
  await expect(page.locator(".sought")).toContainText("No exam is called");
});

test("unknown words show an error at the box, which has the focus", async ({ page }) => {
  await openFind(page);
  await ask(page, `qzxv, ${ZIP}`);
  await expect(page.locator("#typed-wrong")).toBeVisible();
  await expect(page.locator("#typed")).toBeFocused();
});

test("an empty list gives the reason and can be widened", async ({ page }) => {
  await openFind(page);
  await ask(page, "73721, 94103");
  await expect(status(page)).toHaveText(/^0 places/);
  await expect(page.locator(".empty")).toBeVisible();
  await page.getByRole("button", { name: /Look up to 100 miles/ }).click();
  await expect(status(page)).toHaveText(/places within 100 miles|places within \d+/);
});

test("a site's page opens directly by its address", async ({ page }) => {
  await page.goto("/find/sites/OPT-0000022");
  await expect(page.locator(".site-page h1")).toHaveText(/Rosmarrow/);
  await expect(page.locator(".hours")).toContainText("Monday");
  await expect(page.getByRole("link", { name: /Directions in Google Maps/ })).toHaveAttribute("rel", /noreferrer/);
  await page.getByRole("link", { name: "Find a place for your scan" }).click();
  await expect(page.locator("#typed")).toBeVisible();
  await expect(page).toHaveURL(/\/find$/);
});
