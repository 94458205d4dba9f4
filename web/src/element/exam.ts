// Side of an exam. The exam itself is determined in `exam_field`.

export type Side = "left" | "right";

/** The side named in the text. Null if it names none or both. */
export function sideIn(typed: string): Side | null {
  const isLeft = /\b(left|izquierd[ao])\b/i.test(typed);
  const isRight = /\b(right|derech[ao])\b/i.test(typed);
  if (isLeft === isRight) return null;
  return isLeft ? "left" : "right";
}
