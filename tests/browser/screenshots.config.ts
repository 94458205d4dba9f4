// Pictures of every face for people to look at: `npm run screenshots` writes them to web/screenshots/.
import tests from "./playwright.config";

export default { ...tests, testMatch: "*.shot.ts" };
