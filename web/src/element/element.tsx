// <nearsite-display-list>: attributes, properties and events. All content is in a shadow root.

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
  #pendingFocus: string | null = null;
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
      emit: (name, detail) => this.#emit(name, detail),
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
    else model.refresh();
  }

  /** Bearer token. Never an attribute, so it appears in no markup. */
  get token(): string | null {
    return this.#token;
  }
  set token(token: string | null) {
    this.#token = token;
    if (this.#isDrawn) void this.#model.start();
  }

  /** The member's ZIP code. Never an attribute. */
  get zip(): string {
    return this.#model.zip;
  }
  set zip(zip: string) {
    this.#model.zip = zip ?? "";
    this.#model.refresh();
  }

  /** The member's age in whole years. Never an attribute. */
  get age(): number | null {
    const typed = this.#model.values.age;
    return typed ? Number(typed) : null;
  }
  set age(age: number | null) {
    this.#model.values.age = age === null || age === undefined ? "" : String(age);
    this.#model.refresh();
  }

  /** Words or a code for the exam field, handled like typed text. Never an attribute. */
  get exam(): string {
    return this.#model.exam.combo.text;
  }
  set exam(words: string) {
    if (words) this.#model.exam.combo.type(words);
  }

  /** Focuses the first open field, or else the list. For pages with their own submit button. */
  override focus(): void {
    this.#focus(this.#model.focusTarget());
  }

  /** Selects the words of the current language. False until they are loaded. */
  #loadWords(): boolean {
    const tag = this.closest("[lang]")?.getAttribute("lang") ?? "";
    const language: Language = tag.toLowerCase().startsWith("es") ? "es" : "en";
    const words = wordsIn(language, settingsOf(this, null).base, () => this.#draw());
    if (words) this.#words = words;
    return words !== null;
  }

  /** Sets a property again that was set before the element was defined, where it hides the accessor of the
   *  class. */
  #upgrade(name: "token" | "zip" | "age" | "exam"): void {
    if (!Object.hasOwn(this, name)) return;
    const value: unknown = this[name];
    delete (this as Record<string, unknown>)[name];
    Object.assign(this, { [name]: value });
  }

  #draw(): void {
    if (!this.#isDrawn || !this.#loadWords()) return;
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
    if (this.#pendingFocus) this.#focus(this.#pendingFocus);
  }

  #focus(part: string): void {
    const target = this.#root.getElementById(part);
    this.#pendingFocus = target ? null : part;
    target?.focus();
  }

  #emit<Name extends keyof Details>(name: Name, detail: Details[Name]): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
  }
}
