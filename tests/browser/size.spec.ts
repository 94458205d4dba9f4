// Gzip size of what a page loads at first, as the service serves it: the element, and the member's page
// without the map, which is loaded later.

import { gzipSync } from "node:zlib";
import { baseUrl, expect, test } from "./fixtures";

const KB = 1024;
const ELEMENT_KB = 20;
const MEMBER_KB = 90;

async function load(path: string): Promise<string> {
  const answer = await fetch(new URL(path, baseUrl()));
  expect(answer.status, path).toBe(200);
  return answer.text();
}

const gzipped = (text: string): number => gzipSync(text, { level: 9 }).length;

test("the element is at most 20 KB", async () => {
  const size = gzipped(await load("/nearsite-display-list.js"));
  test.info().annotations.push({ type: "bytes, gzip", description: String(size) });
  expect(size).toBeLessThanOrEqual(ELEMENT_KB * KB);
});

test("the member's page is at most 90 KB without the map", async () => {
  const sizes = new Map<string, number>();
  const take = async (path: string): Promise<void> => {
    if (sizes.has(path)) return;
    const text = await load(path);
    sizes.set(path, gzipped(text));
    if (!path.endsWith(".js")) return;
    // Chunks imported at the start. Those loaded later use import(...).
    for (const [, chunk] of text.matchAll(/(?:from|import)\s*["'`](\.{1,2}\/[^"'`]+)["'`]/g)) if (chunk) await take(new URL(chunk, new URL(path, baseUrl())).pathname);
  };
  await take("/assets/find.js");
  await take("/assets/find.css");
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  test.info().annotations.push({ type: "bytes, gzip", description: JSON.stringify(Object.fromEntries(sizes)) });
  expect(total).toBeLessThanOrEqual(MEMBER_KB * KB);
});
