// Development server. Builds on every change, serves dist/ with the Content-Security-Policy of the real
// service, and forwards all other requests to a nearsite at NEARSITE (default http://127.0.0.1:8080). The
// executable writes the real pages; the HTML here is a stub.
import { spawn } from "node:child_process";
import { createServer, request } from "node:http";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL(".", import.meta.url));
const service = new URL(process.env.NEARSITE ?? "http://127.0.0.1:8080");
const port = Number(process.env.PORT ?? 5173);
const contentTypes = { ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml" };
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

createServer(async (incoming, response) => {
  const { pathname, searchParams } = new URL(incoming.url, "http://dev");
  const shell = incoming.method === "GET" && (shells[pathname] ?? (pathname.startsWith("/find/") ? shells["/find"] : undefined));
  const headers = { "content-security-policy": policy, "referrer-policy": "no-referrer", "cache-control": "no-store" };
  if (shell) {
    response.writeHead(200, { ...headers, "content-type": "text/html; charset=utf-8" });
    response.end(`<!doctype html><html lang="${searchParams.get("lang") === "es" ? "es" : "en"}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>nearsite</title><link rel="icon" href="data:,">${shell}`);
    return;
  }
  if (pathname.startsWith("/assets/") || pathname === "/nearsite-display-list.js") {
    const file = await readFile(`${root}dist${pathname.replaceAll("..", "")}`).catch(() => null);
    response.writeHead(file ? 200 : 404, { ...headers, "content-type": contentTypes[extname(pathname)] ?? "application/octet-stream" });
    response.end(file);
    return;
  }
  const forwarded = request(new URL(incoming.url, service), { method: incoming.method, headers: incoming.headers }, (forwardedResponse) => {
    response.writeHead(forwardedResponse.statusCode ?? 502, forwardedResponse.headers);
    forwardedResponse.pipe(response);
  });
  forwarded.on("error", () => response.writeHead(502).end());
  incoming.pipe(forwarded);
}).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/find and /order-entry`));
