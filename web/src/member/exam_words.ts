// Exams in words: the service's own English names, and for Spanish a name put together from kind of scan, part of the body and
// contrast, with the English one beside it. Spanish words typed for an exam are handed to the service in English.

import type { Choice, Procedure } from "../api/types";
import { language, say, type Key } from "../words";
import { listFormat } from "../words/formats";
import SPANISH from "../../words/exam-words-es.json";

const PHRASES = Object.entries(SPANISH).sort(([a], [b]) => b.length - a.length);

/** What was typed, in the words the service knows. */
export function inEnglish(typed: string): string {
  if (language() !== "es") return typed;
  let text = ` ${typed.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()} `;
  for (const [spanish, english] of PHRASES) text = text.replaceAll(` ${spanish} `, ` ${english} `);
  const told = text.replace(/\s+/g, " ").trim();
  return told === "" ? typed : told;
}

export interface Named {
  name: string;
  /** The English name, where the first is Spanish. */
  english: string | null;
}

export function examName(procedure: Procedure): Named {
  if (language() !== "es" || procedure.group === "") return { name: procedure.name, english: null };
  const parts = [`${kindAndRegion(procedure)}`];
  if (procedure.contrast !== "varies") parts.push(say(`find.contrast.${procedure.contrast}` as Key));
  if (procedure.laterality === "both_sides") parts.push(say("find.side.both_sides"));
  return { name: parts.join(", "), english: procedure.name };
}

/** An option of a question. What Spanish cannot tell apart, the English name beside it does. */
export function optionName(about: Choice["about"], option: Choice["options"][number], known: Procedure[]): Named {
  if (about === "modality") return { name: say(`find.modality.${option.value}` as Key), english: null };
  if (about === "contrast") return { name: say(`find.contrast.${option.value}` as Key), english: null };
  if (about === "side") return { name: say(`find.side.${option.value}` as Key), english: null };
  if (language() !== "es") return { name: option.label, english: null };
  const procedure = known.find((one) => option.procedures.includes(one.code));
  if (!procedure) return { name: option.label, english: null };
  return { name: about === "variant" ? examName(procedure).name : kindAndRegion(procedure), english: option.label };
}

function kindAndRegion(procedure: Procedure): string {
  // `whole_body` says what a site must offer; the exam itself may be of a limited area.
  const regions = procedure.body_regions.filter((region) => region !== "whole_body").map((region) => say(`find.region.${region}` as Key));
  const kind = say(`find.modality.${procedure.modality}`);
  return regions.length ? say("find.exam_of_region", { kind, region: listFormat().format(regions) }) : kind;
}
