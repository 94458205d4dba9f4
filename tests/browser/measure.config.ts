// Measurements of the pages, which are no tests.
import tests from "./playwright.config";

export default { ...tests, testMatch: "*.measure.ts" };
