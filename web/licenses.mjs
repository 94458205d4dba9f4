// Licenses of the packages the pages are built from, emitted as assets/licenses.txt.
import { readdirSync, readFileSync } from "node:fs";

const here = new URL("./", import.meta.url);

export function licenses() {
  return {
    name: "nearsite-licenses",
    generateBundle() {
      const { dependencies } = JSON.parse(readFileSync(new URL("package.json", here), "utf8"));
      const parts = Object.keys(dependencies).map((name) => {
        const folder = new URL(`node_modules/${name}/`, here);
        const { version, license, author } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
        const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
        const owner = typeof author === "string" ? author : author?.name;
        const text = file ? readFileSync(new URL(file, folder), "utf8").trim() : `Copyright ${owner}. Licence: ${license}.`;
        return `${name} ${version}\n\n${text}\n`;
      });
      this.emitFile({ type: "asset", fileName: "assets/licenses.txt", source: parts.join(`\n${"-".repeat(80)}\n\n`) });
    },
  };
}
