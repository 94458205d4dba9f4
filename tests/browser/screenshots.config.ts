// Writes screenshots of the pages to web/screenshots/: `npm run screenshots`.

import { defineConfig } from "@playwright/test";
import tests from "./playwright.config";

export default defineConfig(tests, { testMatch: "screenshots*.spec.ts", testIgnore: [] });
