// Field for the requested site: any site by name, including hospitals.

import type { Suggestions } from "../api/evaluation";
import { Combo, type Popup } from "./combo";
import type { Words } from "./words";

export interface AskedFor {
  registration_id: string;
  /** Empty until the service returns it, if the page set only the id. */
  name: string;
}

export class SiteField {
  readonly combo: Combo;
  asked: AskedFor | null = null;

  constructor(suggest: (q: string, signal: AbortSignal) => Promise<Suggestions>, words: () => Words, settled: () => void, changed: () => void) {
    const lookUp = async (text: string, signal: AbortSignal): Promise<Popup | null> => {
      const { say } = words();
      if (!/[\p{L}\p{N}]/u.test(text)) return null;
      const { sites } = await suggest(text, signal);
      const options = sites.map(({ registration_id, name, city, state }) => ({
        key: registration_id,
        name,
        // Two sites in one city may have the same name.
        note: [city, state, registration_id].filter(Boolean).join(", "),
        lang: "en" as const,
        pick: () => {
          this.take({ registration_id, name });
          settled();
        },
      }));
      return { heading: say(options.length ? "asked.found" : "asked.none"), options };
    };
    const clear = () => {
      const hadSite = this.asked !== null;
      this.asked = null;
      if (hadSite) settled();
    };
    this.combo = new Combo(lookUp, () => words().say("trouble.unreachable"), clear, changed);
  }

  take(asked: AskedFor | null): void {
    this.asked = asked;
    this.combo.settle(asked?.name ?? "");
  }
}
