// Tests the pages in Debian's Chromium against the real executable with sample data. One worker, because the
// machine has two cores and the service needs one.

import { defineConfig } from "@playwright/test";
import { chromium } from "./chromium";

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  testIgnore: "screenshots*.spec.ts",
  globalSetup: "./service.ts",
  workers: 1,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: "results",
  reporter: [["list"]],
  use: { ...chromium, viewport: { width: 1280, height: 900 }, locale: "en-US" },
});
