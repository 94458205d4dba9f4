// For work on the pages: builds on every change, serves dist/ with the policy of the real service, and passes everything else on to
// a nearsite that runs at NEARSITE (default http://127.0.0.1:8080). The real pages come from the executable.
import { spawn } from "node:child_process";
import { createServer, request } from "node:http";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL(".", import.meta.url));
const service = new URL(process.env.NEARSITE ?? "http://127.0.0.1:8080");
const port = Number(process.env.PORT ?? 5173);
const kinds = { ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml" };
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const shells = {
  "/find": `<link rel="stylesheet" href="/assets/find.css"><main id="find"></main><script type="module" src="/assets/find.js"></script>`,
  "/order-entry":
    `<link rel="stylesheet" href="/assets/order-entry.css"><main id="order-entry"></main>` +
    `<script src="/nearsite-display-list.js" defer></script><script type="module" src="/assets/order-entry.js"></script>`,
};

if (!process.argv.includes("--no-build")) {
  spawn(process.execPath, ["build.mjs", "--watch"], { cwd: root, stdio: "inherit" });
}

createServer(async (ask, answer) => {
  const { pathname, searchParams } = new URL(ask.url, "http://dev");
  const shell = ask.method === "GET" && (shells[pathname] ?? (pathname.startsWith("/find/") ? shells["/find"] : undefined));
  const headers = { "content-security-policy": policy, "referrer-policy": "no-referrer", "cache-control": "no-store" };
  if (shell) {
    answer.writeHead(200, { ...headers, "content-type": "text/html; charset=utf-8" });
    answer.end(`<!doctype html><html lang="${searchParams.get("lang") === "es" ? "es" : "en"}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>nearsite</title><link rel="icon" href="data:,">${shell}`);
    return;
  }
  if (pathname.startsWith("/assets/") || pathname === "/nearsite-display-list.js") {
    const file = await readFile(`${root}dist${pathname.replaceAll("..", "")}`).catch(() => null);
    answer.writeHead(file ? 200 : 404, { ...headers, "content-type": kinds[extname(pathname)] ?? "application/octet-stream" });
    answer.end(file);
    return;
  }
  const passed = request(new URL(ask.url, service), { method: ask.method, headers: ask.headers }, (got) => {
    answer.writeHead(got.statusCode ?? 502, got.headers);
    got.pipe(answer);
  });
  passed.on("error", () => answer.writeHead(502).end());
  ask.pipe(passed);
}).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/find and /order-entry`));
