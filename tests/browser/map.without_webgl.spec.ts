// A browser without WebGL shows a message instead of the map, and the list.

import { chromium } from "./chromium";
import { expectAccessible, test } from "./fixtures";
import { openList } from "./find.steps";
import { expectListStays, pressShow } from "./map.steps";

test.use({ launchOptions: { ...chromium.launchOptions, args: [...chromium.launchOptions.args, "--disable-3d-apis"] } });

test("without WebGL the map is a message, and the list stays", async ({ page }) => {
  await openList(page);
  await pressShow(page);
  await expectListStays(page, /This browser cannot draw the map/);
  await expectAccessible(page, "no WebGL");
});
