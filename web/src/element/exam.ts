// Side of an exam. Which exam it is, the service asks and the person says: see exam_field.

export type Side = "left" | "right";

/** The side, where one was typed and not both. */
export function sideIn(typed: string): Side | null {
  const isLeft = /\b(left|izquierd[ao])\b/i.test(typed);
  const isRight = /\b(right|derech[ao])\b/i.test(typed);
  if (isLeft === isRight) return null;
  return isLeft ? "left" : "right";
}
