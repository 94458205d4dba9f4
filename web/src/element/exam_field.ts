// The exam field. The service asks what is open, and the user picks from the exams each answer leaves.
// Nothing is guessed. Codes that cover one side also ask for the side, because an order has to state it.

import type { Suggestions } from "../api/evaluation";
import type { Choice, Finding, Procedure } from "../api/types";
import { Combo, type Option, type Popup } from "./combo";
import { sideIn, type Side } from "./exam";
import type { Key, Words } from "./words";

const MOST_OPTIONS = 24;
const SIDES: Side[] = ["right", "left"];

export interface ExamService {
  find(q: string, signal?: AbortSignal): Promise<Finding>;
  suggest(q: string, signal?: AbortSignal): Promise<Suggestions>;
}

export class ExamField {
  readonly combo: Combo;
  exam: Procedure | null = null;
  side: Side | null = null;
  /** The exam found, while only its side is open. */
  sideless: Procedure | null = null;
  #typed = "";
  #seen: Procedure[] = [];
  #service: ExamService;
  #words: () => Words;
  #settled: () => void;

  constructor(service: ExamService, words: () => Words, settled: () => void, changed: () => void) {
    this.#service = service;
    this.#words = words;
    this.#settled = settled;
    this.combo = new Combo((text, signal) => this.#lookUp(text, signal), () => words().say("trouble.unreachable"), () => this.#untake(), changed);
  }

  /** Asks for the side if it is the only open question. */
  askSide(): void {
    if (this.sideless) this.combo.show(this.#sidePopup(this.sideless));
  }

  async #lookUp(text: string, signal: AbortSignal): Promise<Popup | null> {
    const { say, inEnglish } = this.#words();
    if (!/[\p{L}\p{N}]/u.test(text)) return null;
    if (this.sideless?.name === text) return this.#sidePopup(this.sideless);
    this.#typed = text;
    const q = inEnglish(text);
    const { matches, needs_choice: choice } = await this.#service.find(q, signal);
    this.#seen = matches;
    if (choice) return this.#question(choice);
    if (matches.length) return this.#exams("exam.found", matches);
    const { procedures } = await this.#service.suggest(q, signal);
    const options = procedures.map(({ code, name }) => this.#option(code, name, () => void this.#narrow([code], name)));
    return { heading: say(options.length ? "exam.suggested" : "exam.none"), options };
  }

  #question({ about, options }: Choice): Popup {
    const { say, sayOr } = this.#words();
    const isCatalog = about === "region" || about === "variant";
    const left = options.length - MOST_OPTIONS;
    return {
      heading: say(`ask.${about}`),
      options: options.slice(0, MOST_OPTIONS).map(({ value, label, procedures }) => ({
        key: value,
        name: isCatalog ? label : sayOr(`choice.${value}`, label),
        lang: isCatalog ? "en" : undefined,
        note: procedures.length === 1 ? procedures[0] : undefined,
        pick: () => void this.#narrow(procedures, label),
      })),
      remark: left > 0 ? say("exam.more", { count: left }) : undefined,
    };
  }

  #exams(heading: Key, exams: Procedure[]): Popup {
    return { heading: this.#words().say(heading), options: exams.map((exam) => this.#option(exam.code, exam.name, () => this.#take(exam))) };
  }

  #option(code: string, name: string, pick: () => void): Option {
    return { key: code, name, note: code, lang: "en", pick };
  }

  /** Applies an answer: takes the only exam left, offers a few to pick from, or asks for more words. */
  async #narrow(codes: string[], label: string): Promise<void> {
    const known = (code: string) => this.#seen.find((exam) => exam.code === code);
    if (codes.length > MOST_OPTIONS) {
      this.combo.text = `${label} `;
      return this.combo.show({ heading: this.#words().say("exam.type_on"), options: [] });
    }
    const { text } = this.combo;
    const lookUps = codes.map((code) => known(code) ?? this.#service.find(code).then(({ matches }) => matches[0], () => undefined));
    const exams = (await Promise.all(lookUps)).filter((exam) => exam !== undefined);
    // The text changed during the lookup, so the result no longer applies.
    if (this.combo.text !== text) return;
    const [only, second] = exams;
    if (exams.length < codes.length) this.combo.fail();
    else if (only && !second) this.#take(only);
    else this.combo.show(this.#exams("ask.variant", exams));
  }

  #take(exam: Procedure): void {
    const side = exam.laterality === "one_side" ? sideIn(this.#typed) : null;
    if (exam.laterality === "one_side" && !side) {
      this.sideless = exam;
      this.combo.settle(exam.name);
      this.askSide();
    } else this.#finish(exam, side);
  }

  #sidePopup(exam: Procedure): Popup {
    const { say } = this.#words();
    return { heading: say("ask.which_side"), options: SIDES.map((side) => ({ key: side, name: say(`choice.${side}` as Key), pick: () => this.#finish(exam, side) })) };
  }

  #finish(exam: Procedure, side: Side | null): void {
    this.exam = exam;
    this.side = side;
    this.sideless = null;
    this.combo.settle(exam.name);
    this.#settled();
  }

  #untake(): void {
    const hadExam = this.exam !== null;
    this.exam = null;
    this.side = null;
    this.sideless = null;
    if (hadExam) this.#settled();
  }
}
