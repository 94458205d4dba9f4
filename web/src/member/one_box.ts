// One box for the exam and the ZIP: "knee MRI, 78701". The page without script reads the same box with the same rules, tested on
// the same table (words/one-box.json). A number of five digits alone may be a code or a ZIP: the catalog tells.
//   1. ZIP or ZIP+4 at the end, after a comma, a semicolon or a space; "in", "near" and the like before it are left out.
//   2. Alone: a known code is the exam, anything else the ZIP. After "CPT" or "code" it is the exam.
//   3. At the beginning, before words: the ZIP, unless it is a known code.
//   4. Three digits or more at the end, not of a ZIP's form: a ZIP mistyped, handed on as it is.

export interface OneBox {
  exam: string;
  /** As typed; empty when there is none. Not always a ZIP: see isZip. */
  zip: string;
}

const AT_END = /^(.*?)(?:^|[\s,;]+)(\d{5}(?:-\d{4})?)$/;
const AT_START = /^(\d{5}(?:-\d{4})?)[\s,;]+(.+)$/;
const MISTYPED = /^(.*\p{L}.*?)[\s,;]+(\d{3,}(?:-\d*)?)$/u;
const CODE_WORD = /^(?:cpt|hcpcs|code|c[oó]digo)(?:\s+(?:code|c[oó]digo))?[\s:#]*$/i;
const LEADING_CODE_WORD = /^(?:cpt|hcpcs|code|c[oó]digo)[\s:#]+(?=[a-z]?\d{4,5}[a-z]?$)/i;
const TOWARDS = /(?:^|\s+)(?:in|near|around|by|close to|zip|zip code|en|cerca de|alrededor de|c[oó]digo postal)$/i;

/** Whether this has the form of a ZIP or ZIP+4. */
export function isZip(text: string): boolean {
  return /^\d{5}(-\d{4})?$/.test(text);
}

/** The number that only the catalog can tell from a ZIP, if there is one: alone, or before words. */
export function numberInDoubt(typed: string): string | null {
  const text = tidy(typed);
  if (/^\d{5}$/.test(text)) return text;
  const leading = AT_END.test(text) ? null : AT_START.exec(text);
  return leading?.[1]?.length === 5 ? leading[1] : null;
}

export function parseOneBox(typed: string, isCode: (number: string) => boolean): OneBox {
  const text = tidy(typed);
  const atEnd = AT_END.exec(text);
  if (atEnd) {
    const [, before = "", number = ""] = atEnd;
    const exam = examOf(before);
    if (CODE_WORD.test(exam) && number.length === 5) return { exam: number, zip: "" };
    if (exam === "" && isCode(number)) return { exam: number, zip: "" };
    return { exam, zip: number };
  }
  const atStart = AT_START.exec(text);
  if (atStart) {
    const [, number = "", rest = ""] = atStart;
    return isCode(number) ? { exam: text, zip: "" } : { exam: examOf(rest), zip: number };
  }
  const mistyped = MISTYPED.exec(text);
  if (mistyped) return { exam: examOf(mistyped[1] ?? ""), zip: mistyped[2] ?? "" };
  return { exam: examOf(text), zip: "" };
}

function tidy(typed: string): string {
  return typed.replace(/\s+/g, " ").replace(/^[\s,;]+|[\s,;.]+$/g, "");
}

function examOf(text: string): string {
  return tidy(tidy(text).replace(TOWARDS, "")).replace(LEADING_CODE_WORD, "");
}
