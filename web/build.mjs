// Builds the pages into one folder: NEARSITE_PAGES_OUT, or dist/ next to this file. Entry names are fixed
// because the executable writes the HTML that loads them. Chunks loaded later carry a hash.
//   nearsite-display-list.js   the custom element, one classic script
//   assets/list-words-es.json  its Spanish words
//   assets/find.js, find.css   member shopping
//   assets/order-entry.js      the order form that shows the element
//   assets/licenses.txt        licenses of the bundled packages
import { build } from "vite";
import { mkdir, readFile } from "node:fs/promises";
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
/** The element's words, keyed without their `list.` prefix. English is bundled into the script, except the
 *  words that answers already carry in English. Spanish is a separate file, fetched when needed. */
const elementWords = (text, isExcluded = () => false) => Object.fromEntries(Object.entries(JSON.parse(text)).filter(([key]) => key.startsWith("list.") && !isExcluded(key)).map(([key, words]) => [key.slice("list.".length), words]));
const isInAnswers = (key) =>
  /^list\.(cause|choice|fact|term)\./.test(key) && !/\.(left|right|body_size|preoperative|postoperative|prior_studies|wrong)$/.test(key);
const elementEnglish = {
  name: "element-english",
  enforce: "pre",
  // One `key|words` line per entry, which is smaller than an object literal.
  transform(code, id) {
    if (!id.endsWith("/words/en.json")) return null;
    const entries = Object.entries(elementWords(code, isInAnswers));
    for (const [key, words] of entries) if (/[|\n]/.test(words)) throw new Error(`list.${key}: "|" and line breaks are separators here; remove them`);
    const lines = entries.map((entry) => entry.join("|")).join("\n");
    return { code: `export default Object.fromEntries(${JSON.stringify(lines)}.split("\\n").map((line) => line.split("|")))`, moduleType: "js", map: null };
  },
};
const elementSpanish = {
  name: "element-spanish",
  async generateBundle() {
    const read = (name) => readFile(`${root}words/${name}.json`, "utf8");
    const spanish = { words: elementWords(await read("es")), exams: JSON.parse(await read("exam-words-es")) };
    this.emitFile({ type: "asset", fileName: "assets/list-words-es.json", source: JSON.stringify(spanish) });
  },
};
const output = { outDir, target: "es2022", modulePreload: false, watch: isWatching ? {} : null };

await mkdir(outDir, { recursive: true });
await build({
  ...shared,
  plugins: [mapAssets(), licenses()],
  build: {
    ...output,
    emptyOutDir: !isWatching,
    cssCodeSplit: true,
    // Fits MapLibre, which is loaded when the map is opened.
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
  // Preact's `h` is already in the script. The automatic runtime would add a second node factory, and the
  // size of the script is limited.
  oxc: { jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" }, jsxInject: `import { h, Fragment } from "preact"` },
  plugins: [elementEnglish, elementSpanish],
  build: {
    ...output,
    emptyOutDir: false,
    // Keeps light-dark() as written: the fallbacks for older browsers cannot follow the `scheme` attribute.
    cssTarget: "chrome123",
    lib: { entry: `${root}src/element/main.ts`, formats: ["iife"], name: "nearsiteDisplayList", fileName: () => "nearsite-display-list.js" },
  },
});
