// What a browser loads before it can do anything, compressed as any server would.
import { gzipSync } from "node:zlib";
import { expect, test } from "./fixtures";

const KB = 1024;

for (const [what, most, paths] of [
  ["the element for someone else's page", 20 * KB, ["/nearsite-display-list.js"]],
  ["the member page without the map", 90 * KB, ["/find", "/assets/find.css", "/assets/find.js"]],
] as const) {
  test(`${what} is at most ${most / KB} KB`, async ({ request }) => {
    let size = 0;
    const entries: string[] = [...paths];
    for (const path of entries) {
      const answer = await request.get(path);
      expect(answer.status()).toBe(200);
      const text = await answer.text();
      size += gzipSync(text, { level: 9 }).length;
      // What an entry imports outright is loaded with it; what it imports later is not.
      for (const [, imported] of text.matchAll(/(?:^|[;\n])import(?:[^"'()]*from)?["']\.\/([^"']+)["']/g)) {
        const loaded = `/assets/${imported}`;
        if (!entries.includes(loaded)) entries.push(loaded);
      }
    }
    test.info().annotations.push({ type: "bytes", description: String(size) });
    expect(size).toBeLessThanOrEqual(most);
    expect(size).toBeGreaterThan(1 * KB);
  });
}
