// Measurements of the pages, separate from the tests: `npm run measure`.

import { defineConfig } from "@playwright/test";
import tests from "./playwright.config";

export default defineConfig(tests, { testMatch: "*.measure.ts", testIgnore: [] });
