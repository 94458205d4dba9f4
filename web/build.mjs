// Builds the pages into one folder: NEARSITE_PAGES_OUT, or dist/ beside this file. Names of entries are fixed, because the
// executable writes the HTML around them; chunks loaded later carry a hash.
//   nearsite-display-list.js   the custom element, one classic script
//   assets/list-words-es.json  its Spanish
//   assets/find.js, find.css   member shopping
//   assets/order-entry.js      the order form that shows the element
//   assets/licenses.txt        the licences of what these are made of
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
/** The element's words, without their prefix: English in its script, but for what answers say in English; Spanish beside it, fetched where
    it is spoken. */
const elementWords = (text, isSaid = () => false) => Object.fromEntries(Object.entries(JSON.parse(text)).filter(([key]) => key.startsWith("list.") && !isSaid(key)).map(([key, words]) => [key.slice("list.".length), words]));
const isSaidByAnswers = (key) =>
  /^list\.(cause|choice|fact|term)\./.test(key) && !/\.(left|right|body_size|preoperative|postoperative|prior_studies|wrong)$/.test(key);
const elementEnglish = {
  name: "element-english",
  enforce: "pre",
  // As lines of key and words, which take less room than an object written out.
  transform(code, id) {
    if (!id.endsWith("/words/en.json")) return null;
    const entries = Object.entries(elementWords(code, isSaidByAnswers));
    for (const [key, words] of entries) if (/[|\n]/.test(words)) throw new Error(`list.${key}: "|" and line breaks part the element's words`);
    const lines = entries.map((entry) => entry.join("|")).join("\n");
    return { code: `export default Object.fromEntries(${JSON.stringify(lines)}.split("\\n").map((line) => line.split("|")))`, moduleType: "js", map: null };
  },
};
const elementSpanish = {
  name: "element-spanish",
  async generateBundle() {
    const read = (name) => readFile(`${root}words/${name}.json`, "utf8");
    const spoken = { words: elementWords(await read("es")), exams: JSON.parse(await read("exam-words-es")) };
    this.emitFile({ type: "asset", fileName: "assets/list-words-es.json", source: JSON.stringify(spoken) });
  },
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
  // Preact's `h` is in the script in any case; the automatic runtime would add a second maker of nodes to a script counted in bytes.
  oxc: { jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" }, jsxInject: `import { h, Fragment } from "preact"` },
  plugins: [elementEnglish, elementSpanish],
  build: {
    ...into,
    emptyOutDir: false,
    // light-dark() stays as written: its stand-ins for older browsers cannot be decided by an attribute.
    cssTarget: "chrome123",
    lib: { entry: `${root}src/element/main.ts`, formats: ["iife"], name: "nearsiteDisplayList", fileName: () => "nearsite-display-list.js" },
  },
});
