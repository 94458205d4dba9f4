// From an answered question to the next one. The service asks first; what is left after an answer is asked for in the service's
// order (kind of scan, examination, contrast, side, variant), and never guessed.

import type { Choice, Procedure } from "../api/types";

type About = Choice["about"];

const ORDER: About[] = ["modality", "region", "contrast", "side", "variant"];

export type Next = { settled: Procedure } | { choice: Choice } | { more: true };

/** What is still open among these codes. Some may be unknown here: then more words are needed. */
export function next(codes: string[], known: Procedure[]): Next {
  const left = known.filter((procedure) => codes.includes(procedure.code));
  if (left.length < codes.length) return { more: true };
  const [only] = left;
  if (left.length === 1 && only) return { settled: only };
  for (const about of ORDER) {
    const choice = split(about, left);
    if (choice) return { choice };
  }
  return { more: true };
}

/** The same exam with contrast: with it alone, else without and then with it. Null unless there is exactly one. */
export function withContrast(procedure: Procedure, known: Procedure[]): Procedure | null {
  const same = (other: Procedure) =>
    other.group === procedure.group &&
    other.modality === procedure.modality &&
    other.laterality === procedure.laterality &&
    other.body_regions.join() === procedure.body_regions.join();
  for (const contrast of ["with", "without_then_with"]) {
    const others = known.filter((other) => same(other) && other.contrast === contrast);
    if (others.length) return others.length === 1 ? (others[0] ?? null) : null;
  }
  return null;
}

/** The codes without contrast, if the question is about contrast and another answer is with it: the member may then not know. */
export function codesWithoutContrast(choice: Choice): string[] | null {
  const of = (value: string) => choice.options.find((option) => option.value === value);
  if (choice.about !== "contrast" || !(of("with") ?? of("without_then_with"))) return null;
  return of("none")?.procedures ?? null;
}

function split(about: About, procedures: Procedure[]): Choice | null {
  const options = new Map<string, Choice["options"][number]>();
  for (const procedure of procedures) {
    const value = valueOf(about, procedure);
    const option = options.get(value);
    if (option) option.procedures.push(procedure.code);
    else options.set(value, { value, label: about === "region" ? beforeContrast(procedure.name) : procedure.name, procedures: [procedure.code] });
  }
  return options.size > 1 ? { about, options: [...options.values()] } : null;
}

function valueOf(about: About, procedure: Procedure): string {
  switch (about) {
    case "modality":
      return procedure.modality;
    case "region":
      return procedure.group;
    case "contrast":
      return procedure.contrast;
    case "side":
      return procedure.laterality;
    case "variant":
      return procedure.code;
  }
}

/** Names end in a clause about contrast; before it stands the examination. */
function beforeContrast(name: string): string {
  return name.replace(/, (?:without and then with|without|with) contrast.*$/, "");
}
