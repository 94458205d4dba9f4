// State of an editable combobox after the ARIA 1.2 pattern, without its rendering: text, options, active
// option. Only the user picks an option. Enter pressed before the answer arrives picks the option if there is
// only one.

const PAUSE_MS = 150;

export interface Option {
  key: string;
  name: string;
  note?: string | undefined;
  /** Set for names from the catalog and for site names, which are English or proper names. */
  lang?: "en" | undefined;
  pick: () => void;
}

export interface Popup {
  /** The open question, or a label for the options. */
  heading: string;
  options: Option[];
  remark?: string | undefined;
}

type LookUp = (text: string, signal: AbortSignal) => Promise<Popup | null>;

export class Combo {
  text = "";
  popup: Popup | null = null;
  active = -1;
  #lookUp: LookUp;
  #failed: () => string;
  #typed: () => void;
  #changed: () => void;
  #timer = 0;
  #asked: AbortController | null = null;
  #isEntered = false;

  constructor(lookUp: LookUp, failed: () => string, typed: () => void, changed: () => void) {
    this.#lookUp = lookUp;
    this.#failed = failed;
    this.#typed = typed;
    this.#changed = changed;
  }

  type(text: string): void {
    this.text = text;
    this.#typed();
    this.look(PAUSE_MS);
  }

  look(pause = 0): void {
    this.#stop();
    const asked = new AbortController();
    this.#asked = asked;
    this.#timer = window.setTimeout(async () => {
      const popup = await this.#lookUp(this.text, asked.signal).catch(() => undefined);
      if (asked.signal.aborted) return;
      if (popup === undefined) return this.fail();
      const [only, second] = popup?.options ?? [];
      const isEntered = this.#isEntered;
      this.#stop();
      this.show(popup);
      if (isEntered && only && !second) only.pick();
    }, pause);
  }

  show(popup: Popup | null): void {
    this.popup = popup;
    this.active = popup?.options.length === 1 ? 0 : -1;
    this.#changed();
  }

  /** Shows an error when the lookup failed. Nothing can be picked. */
  fail(): void {
    this.#stop();
    this.show({ heading: this.#failed(), options: [] });
  }

  /** Sets the final text and closes the popup. */
  settle(text: string): void {
    this.#stop();
    this.text = text;
    this.show(null);
  }

  close(): void {
    this.#stop();
    if (this.popup) this.show(null);
  }

  /** Handles a key. True if the popup used it. */
  key(key: string): boolean {
    const options = this.popup?.options ?? [];
    switch (key) {
      case "ArrowDown":
      case "ArrowUp":
        if (this.popup) this.#move(key === "ArrowDown" ? 1 : -1, options.length);
        else if (this.text.trim()) this.look();
        return true;
      case "Enter":
        if (this.#asked) this.#isEntered = true;
        else if (this.active >= 0) options[this.active]?.pick();
        else return options.length > 0;
        return true;
      case "Escape":
        if (!this.popup) return false;
        this.close();
        return true;
      default:
        return false;
    }
  }

  #move(step: 1 | -1, length: number): void {
    if (length === 0) return;
    this.active = this.active < 0 && step < 0 ? length - 1 : (this.active + step + length) % length;
    this.#changed();
  }

  #stop(): void {
    window.clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#asked = null;
    this.#isEntered = false;
  }
}
