// One box for the exam and the place: "knee MRI, 78701". The page without script reads the same box with the same rules, tested on
// the same table (words/one-box.json). Five digits may be a code or a ZIP code. Position decides, and where it does not, the catalog
// and the ZIP table do. Towns stay in the exam here: the service's place search reads them.
//   1. ZIP or ZIP+4 at the end, after a comma, a semicolon or a space; "in", "near" and the like before it are left out. If there is
//      one at the beginning too and the last alone is a known code, the first is the ZIP.
//   2. Alone: a known code is the exam, anything else the ZIP. After "CPT" or "code" it is the exam.
//   3. At the beginning, before words: the ZIP, unless it is a known code and no known ZIP.
//   4. Three digits or more at the end, not of a ZIP's form: a ZIP mistyped, handed on as it is.

export interface OneBox {
  exam: string;
  /** As typed; empty when there is none. Not always a ZIP: see isZip. */
  zip: string;
}

/** Facts about a number of five digits. */
export interface NumberFacts {
  isCode: boolean;
  isZip: boolean;
}

const AT_END = /^(.*?)(?:^|[\s,;]+)(\d{5}(?:-\d{4})?)$/;
const AT_START = /^(\d{5}(?:-\d{4})?)[\s,;]+(.+)$/;
const MISTYPED = /^(.*\p{L}.*?)[\s,;]+(\d{3,}(?:-\d*)?)$/u;
const CODE_WORD = /^(?:cpt|hcpcs|code|c[oó]digo)(?:\s+(?:code|c[oó]digo))?[\s:#]*$/i;
const TRAILING_CODE_WORD = /(?:^|\s)(?:cpt|hcpcs|code|c[oó]digo)[\s:#]*$/i;
const LEADING_CODE_WORD = /^(?:cpt|hcpcs|code|c[oó]digo)[\s:#]+(?=[a-z]?\d{4,5}[a-z]?$)/i;
const TOWARDS = /(?:^|\s+)(?:in|near|around|by|close to|zip|zip code|en|cerca de|alrededor de|c[oó]digo postal)$/i;

/** True if the text has the form of a ZIP or ZIP+4. */
export function isZip(text: string): boolean {
  return /^\d{5}(-\d{4})?$/.test(text);
}

/** The numbers that may be a code or a ZIP: alone, before words, or at both ends. */
export function numbersInDoubt(typed: string): string[] {
  const text = tidy(typed);
  if (/^\d{5}$/.test(text)) return [text];
  const first = AT_START.exec(text)?.[1];
  if (first === undefined) return [];
  return [first, AT_END.exec(text)?.[2] ?? ""].filter((number) => number.length === 5);
}

export function parseOneBox(typed: string, facts: (number: string) => NumberFacts): OneBox {
  const text = tidy(typed);
  const [, first = "", rest = ""] = AT_START.exec(text) ?? [];
  const atEnd = AT_END.exec(text);
  if (atEnd) {
    const [, before = "", number = ""] = atEnd;
    const exam = examOf(before);
    const isShort = number.length === 5;
    if (isShort && CODE_WORD.test(exam)) return { exam: number, zip: "" };
    if (exam === "" && facts(number).isCode) return { exam: number, zip: "" };
    if (first && facts(number).isCode && !facts(first).isCode) return { exam: examOf(rest), zip: first };
    return isShort && TRAILING_CODE_WORD.test(exam) ? { exam: text, zip: "" } : { exam, zip: number };
  }
  if (first) {
    const { isCode, isZip } = facts(first);
    return isCode && !isZip ? { exam: text, zip: "" } : { exam: examOf(rest), zip: first };
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
