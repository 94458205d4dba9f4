// <nearsite-display-list>: the initial display list for someone else's page. Registers the element; see README.md for its attributes,
// properties and events.

import { h, render } from "preact";
import { App, type Told } from "./app";
import type { Host } from "./order";
import looks from "./element.css?inline";
import { tongue, Words } from "./words";

const ATTRIBUTES = ["service", "network", "payer", "programme", "line-of-business", "funding", "state", "access-miles", "limit", "lang", "exam", "requested-site", "no-shortcuts"];
/** Rows of a list: enough to compare, few enough to read at once. */
const ROWS = { least: 5, usual: 8, most: 10 };

const script = document.currentScript;
const home = script instanceof HTMLScriptElement ? new URL(script.src).origin : "";
const sheet = new CSSStyleSheet();
sheet.replaceSync(looks);

// Registered, so that it is a length of the element itself wherever it is used inside.
if (!customElements.get("nearsite-display-list")) {
  CSS.registerProperty({ name: "--nearsite-rem", syntax: "<length>", inherits: true, initialValue: "16px" });
}

class DisplayList extends HTMLElement {
  static observedAttributes = ATTRIBUTES;
  #root = this.attachShadow({ mode: "open" });
  #zip = "";
  #age: number | null = null;
  #token: string | undefined;

  /** The member's ZIP; never an attribute, so that it is in no page source. */
  get zip(): string {
    return this.#zip;
  }
  set zip(zip: string) {
    this.#zip = String(zip ?? "");
    this.#draw();
  }

  /** The member's age in years; never an attribute. */
  get age(): number | null {
    return this.#age;
  }
  set age(age: number | null) {
    this.#age = age;
    this.#draw();
  }

  /** The bearer token the service asks for, if it does; cannot be read back. */
  set token(token: string) {
    this.#token = token;
    this.#draw();
  }

  connectedCallback() {
    this.#root.adoptedStyleSheets = [sheet];
    this.#draw();
  }

  attributeChangedCallback() {
    this.#draw();
  }

  #host(): Host {
    const text = (name: string) => this.getAttribute(name);
    const miles = Number(text("access-miles"));
    const limit = Number(text("limit"));
    return {
      service: { base: (text("service") ?? home).replace(/\/$/, ""), token: this.#token },
      payer: text("payer"),
      programme: text("programme"),
      lineOfBusiness: text("line-of-business") ?? "large_group",
      funding: text("funding") ?? "fully_insured",
      state: text("state"),
      accessMiles: miles > 0 ? miles : null,
      limit: Number.isInteger(limit) && limit > 0 ? Math.min(ROWS.most, Math.max(ROWS.least, limit)) : ROWS.usual,
      shortcuts: !this.hasAttribute("no-shortcuts"),
    };
  }

  #draw() {
    if (!this.isConnected) return;
    const lang = this.getAttribute("lang") ?? document.documentElement.lang;
    const tell = <Name extends keyof Told>(name: Name, detail: Told[Name]) => {
      this.dispatchEvent(new CustomEvent(`nearsite-${name}`, { detail, bubbles: true, composed: true }));
    };
    const app = h(App, {
      host: this.#host(),
      exam: this.getAttribute("exam"),
      zip: this.#zip,
      age: this.#age,
      network: this.getAttribute("network"),
      asked: this.getAttribute("requested-site"),
      tell,
    });
    render(h(Words.Provider, { value: tongue(lang) }, app), this.#root);
  }
}

if (!customElements.get("nearsite-display-list")) customElements.define("nearsite-display-list", DisplayList);
