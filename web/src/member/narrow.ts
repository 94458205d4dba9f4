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
