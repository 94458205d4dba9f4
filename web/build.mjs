// Builds the pages into one folder: NEARSITE_PAGES_OUT, or dist/ beside this file. Names of entries are fixed, because the
// executable writes the HTML around them; chunks loaded later carry a hash.
//   nearsite-display-list.js   the custom element, one classic script
//   assets/find.js, find.css   member shopping
//   assets/order-entry.js      the order form that shows the element
//   assets/licenses.txt        the licences of what these are made of
import { build } from "vite";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { licenses } from "./licenses.mjs";
import { mapAssets } from "./map-assets.mjs";

const root = fileURLToPath(new URL(".", import.meta.url));
const outDir = process.env.NEARSITE_PAGES_OUT ?? `${root}dist`;
const isWatching = process.argv.includes("--watch");
const shared = {
  root,
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
};
const into = { outDir, target: "es2022", modulePreload: false, watch: isWatching ? {} : null };

await mkdir(outDir, { recursive: true });
await build({
  ...shared,
  plugins: [mapAssets(), licenses()],
  build: {
    ...into,
    emptyOutDir: !isWatching,
    cssCodeSplit: true,
    // MapLibre, loaded when the map is opened.
    chunkSizeWarningLimit: 1200,
    rollupOptions: {
      input: { find: `${root}src/member/main.tsx`, "order-entry": `${root}src/order-entry/main.ts` },
      output: {
        entryFileNames: "assets/[name].js",
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: (asset) =>
          /^(find|order-entry)\.css$/.test(asset.names?.[0] ?? "") ? "assets/[name][extname]" : "assets/[name]-[hash][extname]",
      },
    },
  },
});
await build({
  ...shared,
  build: {
    ...into,
    emptyOutDir: false,
    lib: { entry: `${root}src/element/main.ts`, formats: ["iife"], name: "nearsiteDisplayList", fileName: () => "nearsite-display-list.js" },
  },
});
