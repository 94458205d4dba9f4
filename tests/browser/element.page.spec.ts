// The list embedded in another page: events, privacy, a hostile stylesheet, print, attributes, language.

import { type Page } from "@playwright/test";
import { baseUrl, expect, expectAccessible, expectNothingKept, expectNoSidewaysScroll, test } from "./fixtures";
import { fillCoverage, HOSPITAL, list, NETWORK, openList, openOrder, openReview, pickExam, pickHospital, popup, rows, ZIP } from "./element.steps";

interface SentEvent {
  name: string;
  detail: Record<string, unknown>;
}

/** Records the element's events at the document, where they bubble to. Returns a function that reads them. */
async function recordEvents(page: Page): Promise<() => Promise<SentEvent[]>> {
  await page.evaluate(() => {
    const events: { name: string; detail: unknown }[] = [];
    (window as unknown as { events: typeof events }).events = events;
    for (const name of ["nearsite-exam", "nearsite-list", "nearsite-reason", "nearsite-choose"]) {
      document.addEventListener(name, (event) => events.push({ name, detail: (event as CustomEvent).detail }));
    }
  });
  return () => page.evaluate(() => (window as unknown as { events: SentEvent[] }).events);
}

test("events carry what was found and chosen, but not ZIP, age or weight", async ({ page }) => {
  await openOrder(page);
  const readEvents = await recordEvents(page);
  await list(page).locator("#zip").fill(ZIP);
  await list(page).locator("#network").selectOption(NETWORK);
  await pickExam(page, "73721", /73721/, "Right");
  await fillCoverage(page);
  await page.locator("#age").fill("47");
  await page.locator("#age").blur();
  await pickHospital(page);
  await expect(list(page).locator(".outcome")).toBeVisible();
  await list(page).getByRole("group", { name: /transplant/i }).getByRole("button", { name: "Yes" }).click();
  await expect(list(page).locator(".outcome")).toContainText("The policy supports");
  await list(page).getByRole("button", { name: `Keep ${HOSPITAL.name}` }).click();
  const events = await readEvents();
  expect(new Set(events.map(({ name }) => name))).toEqual(new Set(["nearsite-exam", "nearsite-list", "nearsite-reason", "nearsite-choose"]));
  expect(events[0]?.detail).toEqual({ procedure: expect.objectContaining({ code: "73721", modality: "mri" }), side: "right" });
  const chosen = events.at(-1)?.detail;
  expect(chosen).toMatchObject({
    registration_id: HOSPITAL.id, name: HOSPITAL.name, setting: "hospital_outpatient", rank: null, side: "right", procedure: "73721", network: NETWORK,
    requested_site: HOSPITAL.id, policy: "cigna-2025-09", outcome: "hospital_supported",
    reason: { requested_site: HOSPITAL.id, policy: "cigna-2025-09", outcome: "hospital_supported", criteria: ["transplant"], facts: { transplant: true }, text: null },
  });
  const text = JSON.stringify(events);
  expect(text).not.toContain(ZIP);
  expect(text).not.toMatch(/"?47"?[,}\]]/);
});

test("the page can cancel a choice", async ({ page }) => {
  await openList(page);
  await page.evaluate(() => document.addEventListener("nearsite-choose", (event) => event.preventDefault(), { once: true }));
  await rows(page).first().getByRole("button").click();
  await expect(rows(page).first()).toHaveAttribute("aria-selected", "false");
});

test("a complete order stores no member data", async ({ page }) => {
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url(), request.headers()["referer"] ?? ""));
  await openReview(page);
  await list(page).locator("#zip").fill("78704-1234");
  await list(page).locator("#zip").press("Enter");
  await expect(list(page).locator("#why")).toContainText("from the center of 78704.");
  const memberData = [ZIP, "78704", "73721", NETWORK, "knee"];
  await expectNothingKept(page, memberData);
  for (const address of addresses) for (const value of memberData) expect(address).not.toContain(value);
  const markup = await list(page).evaluate((element) => element.outerHTML);
  for (const value of [ZIP, "78704", "44"]) expect(markup).not.toContain(value);
  await page.reload();
  await expect(list(page).locator("#zip")).toHaveValue("");
  await expect(rows(page)).toHaveCount(0);
});

test("print shows the list and the exam, but no ZIP, age, fields or reasons", async ({ page }) => {
  await openReview(page);
  await page.emulateMedia({ media: "print" });
  const printed = await page.evaluate(() => {
    const face = document.querySelector("nearsite-display-list")?.shadowRoot?.querySelector<HTMLElement>(".face");
    return `${document.body.innerText}\n${face?.innerText ?? ""}`;
  });
  expect(printed).toContain("73721");
  expect(printed).toContain(HOSPITAL.name);
  expect(printed).toContain("in a straight line");
  for (const value of [ZIP, "44", "Yes", "Patient"]) expect(printed).not.toContain(value);
  await expect(list(page).locator("#zip")).toBeHidden();
  await expect(page.locator("#age")).toBeHidden();
});

const HOSTILE = `
  body * { all: unset !important; display: none !important; visibility: hidden !important; opacity: 0 !important; color: #fff !important;
    font: 3px/1 cursive !important; pointer-events: none !important; user-select: none !important; direction: rtl !important; text-transform: uppercase !important;
    letter-spacing: 2em !important; filter: blur(9px) !important; clip-path: circle(0) !important; max-height: 0 !important; text-indent: -999em !important; }
  * { --ink: transparent !important; --ground: red !important; box-sizing: content-box !important; }
  table, td, th, input, button { float: right !important; width: 2px !important; }
  /* A hidden ancestor would hide the element too, so its ancestors stay visible. */
  main { display: block !important; visibility: visible !important; opacity: 1 !important; filter: none !important; clip-path: none !important; max-height: none !important; }`;

test("a hostile stylesheet does not affect the element", async ({ page }) => {
  // Another site's page with the script tag. It is served from the service's origin, so that the policy is
  // the same.
  await page.route("**/hostile", (route) =>
    route.fulfill({
      contentType: "text/html; charset=utf-8",
      headers: { "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'" },
      body: `<!doctype html><html lang="en"><title>Orders</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/hostile.css">
        <main><h1>Orders</h1><nearsite-display-list network="${NETWORK}" limit="5"></nearsite-display-list></main>
        <script src="/nearsite-display-list.js"></script></html>`,
    }),
  );
  await page.route("**/hostile.css", (route) => route.fulfill({ contentType: "text/css", body: HOSTILE }));
  await page.goto(`${baseUrl()}/hostile`);
  await expect(list(page).locator("#exam")).toBeVisible();
  const look = await list(page).evaluate((element) => {
    const style = (part: string) => getComputedStyle(element.shadowRoot?.querySelector(part) as Element);
    const { display, visibility, opacity, clipPath, filter } = getComputedStyle(element);
    const { fontSize, letterSpacing, direction, textTransform, pointerEvents, color } = style("label");
    return { display, visibility, opacity, clipPath, filter, fontSize, letterSpacing, direction, textTransform, pointerEvents, color, float: style("button").float };
  });
  expect(look).toEqual({
    display: "block", visibility: "visible", opacity: "1", clipPath: "none", filter: "none", fontSize: "15px", letterSpacing: "normal", direction: "ltr",
    textTransform: "none", pointerEvents: "auto", color: "rgb(22, 32, 44)", float: "none",
  });
  await list(page).locator("#zip").fill(ZIP);
  await pickExam(page, "70551", /70551/);
  await expect(rows(page)).toHaveCount(5);
  await rows(page).nth(1).getByRole("button").click();
  await expect(rows(page).nth(1)).toHaveAttribute("aria-selected", "true");
  await expectNoSidewaysScroll(page);
});

test("the page sets properties before and after loading, attributes, a scheme and colors", async ({ page }) => {
  await page.route("**/embedded", (route) =>
    route.fulfill({
      contentType: "text/html; charset=utf-8",
      body: `<!doctype html><html lang="en"><title>Orders</title><link rel="icon" href="data:,"><main><h1>Orders</h1><h2>Site</h2>
        <nearsite-display-list scheme="dark" limit="99" requested-site="${HOSPITAL.id}"></nearsite-display-list></main>
        <script>Object.assign(document.querySelector("nearsite-display-list"), { zip: "${ZIP}", age: 44 })</script>
        <script src="/nearsite-display-list.js"></script></html>`,
    }),
  );
  await page.goto(`${baseUrl()}/embedded`);
  await expect(list(page).locator("#zip")).toHaveValue(ZIP);
  await list(page).evaluate((element) => {
    element.setAttribute("network", "blue-choice-ppo");
    element.style.setProperty("--nearsite-accent", "rgb(200, 160, 255)");
    (element as HTMLElement & { exam: string }).exam = "70551";
  });
  await popup(page).getByRole("option").click();
  await expect(rows(page)).toHaveCount(10);
  await expect(list(page).locator("#asked")).toHaveValue(HOSPITAL.name);
  await expect(list(page).locator("tr.asked")).toContainText(HOSPITAL.name);
  await expect(list(page).locator("button.primary")).toHaveCSS("background-color", "rgb(200, 160, 255)");
  await expect(list(page).locator(".face")).toHaveCSS("background-color", "rgb(17, 24, 31)");
  await expectAccessible(page, "embedded, dark");
});

test("Spanish typed words, questions, figures and reasons", async ({ page }) => {
  await openOrder(page, "?lang=es");
  await expect(list(page).locator(".face")).toHaveAttribute("lang", "es");
  await list(page).locator("#zip").fill(ZIP);
  await list(page).locator("#network").selectOption(NETWORK);
  await list(page).locator("#exam").fill("resonancia de rodilla");
  await expect(popup(page)).toContainText("¿Con o sin contraste?");
  await popup(page).getByRole("option", { name: /sin contraste/ }).click();
  await popup(page).getByRole("option", { name: "Izquierdo" }).click();
  await expect(list(page).locator("#exam-hint")).toHaveText("Código 73721, lado izquierdo");
  await expect(list(page).locator("#why")).toContainText(/Número 1 de \d+, .+ desde el centro de 78701/);
  await list(page).evaluate((element) => element.setAttribute("lang", "en"));
  await expect(list(page).locator("#why")).toContainText("Number 1 of");
});
