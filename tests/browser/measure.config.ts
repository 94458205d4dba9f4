// Measurements of the pages, which are no tests: `npm run measure`.

import { defineConfig } from "@playwright/test";
import tests from "./playwright.config";

export default defineConfig(tests, { testMatch: "*.measure.ts", testIgnore: [] });
