// <nearsite-display-list>: what the page around it sets and hears. Everything inside is in a shadow root.

import { render } from "preact";
import type { Details } from "./events";
import { Form } from "./form";
import { Model } from "./model";
import { Reasons } from "./reasons";
import { ATTRIBUTES, settingsOf } from "./settings";
import { Table } from "./table";
import { ENGLISH, wordsIn, type Language, type Words } from "./words";
import styles from "./element.css?inline";

export class NearsiteDisplayList extends HTMLElement {
  static readonly observedAttributes = ATTRIBUTES;
  readonly #root = this.attachShadow({ mode: "open" });
  readonly #model: Model;
  #token: string | null = null;
  #wanted: string | null = null;
  #isDrawn = false;
  #words: Words = ENGLISH;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    this.#root.adoptedStyleSheets = [sheet];
    this.#model = new Model({
      settings: () => settingsOf(this, this.#token),
      words: () => this.#words,
      draw: () => this.#draw(),
      focus: (part) => this.#focus(part),
      tell: (name, detail) => this.#tell(name, detail),
    });
  }

  connectedCallback(): void {
    for (const name of ["token", "zip", "age", "exam"] as const) this.#upgrade(name);
    this.#isDrawn = true;
    this.#draw();
    void this.#model.start();
  }

  disconnectedCallback(): void {
    this.#isDrawn = false;
    this.#model.forget();
    render(null, this.#root);
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now) return;
    const model = this.#model;
    if (name === "network") model.network = now ?? "";
    if (name === "requested-site") model.site.take(now ? { registration_id: now, name: "" } : null);
    if (!this.#isDrawn) return;
    if (name === "service") void model.start();
    if (name === "lang" || name === "no-shortcuts") model.draw();
    else model.again();
  }

  /** Sent as a bearer token; never an attribute, so that it is in no markup. */
  get token(): string | null {
    return this.#token;
  }
  set token(token: string | null) {
    this.#token = token;
    if (this.#isDrawn) void this.#model.start();
  }

  /** The member's ZIP code; never an attribute. */
  get zip(): string {
    return this.#model.zip;
  }
  set zip(zip: string) {
    this.#model.zip = zip ?? "";
    this.#model.again();
  }

  /** The member's age in whole years; never an attribute. */
  get age(): number | null {
    const typed = this.#model.values.age;
    return typed ? Number(typed) : null;
  }
  set age(age: number | null) {
    this.#model.values.age = age === null || age === undefined ? "" : String(age);
    this.#model.again();
  }

  /** Words or a code to begin with, as if they had been typed; never an attribute. */
  get exam(): string {
    return this.#model.exam.combo.text;
  }
  set exam(words: string) {
    if (words) this.#model.exam.combo.type(words);
  }

  /** For the page's own submit: to the field that is open, else into the list. */
  override focus(): void {
    this.#focus(this.#model.place());
  }

  /** Takes up the language that holds here; false until its words have come. */
  #spoken(): boolean {
    const tagged = this.closest("[lang]")?.getAttribute("lang") ?? "";
    const language: Language = tagged.toLowerCase().startsWith("es") ? "es" : "en";
    const words = wordsIn(language, settingsOf(this, null).base, () => this.#draw());
    if (words) this.#words = words;
    return words !== null;
  }

  /** A property set before the element was defined hides the accessor of the class. */
  #upgrade(name: "token" | "zip" | "age" | "exam"): void {
    if (!Object.hasOwn(this, name)) return;
    const value: unknown = this[name];
    delete (this as Record<string, unknown>)[name];
    Object.assign(this, { [name]: value });
  }

  #draw(): void {
    if (!this.#isDrawn || !this.#spoken()) return;
    const model = this.#model;
    const { say, language } = model.words;
    render(
      <div class="face" lang={language} part="face">
        <Form model={model} />
        <p class="status" role="status">{model.trouble ? "" : model.status}</p>
        {model.trouble && <p class="error trouble" role="alert">{say(model.trouble)}</p>}
        <Table model={model} />
        <Reasons model={model} />
      </div>,
      this.#root,
    );
    if (this.#wanted) this.#focus(this.#wanted);
  }

  #focus(part: string): void {
    const target = this.#root.getElementById(part);
    this.#wanted = target ? null : part;
    target?.focus();
  }

  #tell<Name extends keyof Details>(name: Name, detail: Details[Name]): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
  }
}
