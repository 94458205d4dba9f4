// The pages in Debian's Chromium, against the real executable on the demo snapshot. One worker, no retries: a test that passes the
// second time has failed.
import { defineConfig } from "@playwright/test";
import { chromium } from "./chromium";

export default defineConfig({
  testDir: ".",
  outputDir: "results",
  globalSetup: "./server.ts",
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 30_000,
  reporter: "list",
  use: { baseURL: process.env.BASE_URL ?? "", launchOptions: chromium },
});
