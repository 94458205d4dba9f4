// A score in words: the grade, the points behind it, and why there is none where there is none.

import type { Score } from "../api/types";
import { say } from "../words";
import { numberFormat } from "../words/formats";

export function gradeWords(score: Score): string {
  if (score.status !== "shown" || !score.grade || score.value === undefined) return say(`site.grade.${score.status === "shown" ? "missing" : score.status}`);
  const points = numberFormat({ minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(score.value);
  return say("site.grade.shown", { grade: score.grade, points });
}

export function Grade({ score }: { score: Score }) {
  const isShown = score.status === "shown" && score.grade;
  return (
    <span class="grade">
      {isShown ? (
        <>
          <strong>{gradeWords(score)}</strong> <span class="soft">{say(`site.grade.means.${score.grade ?? "C"}`)}</span>
        </>
      ) : (
        <>
          <span aria-hidden="true">– </span>
          <span class="soft">{gradeWords(score)}</span>
        </>
      )}
    </span>
  );
}

export function GradeMeaning({ open = false }: { open?: boolean }) {
  return (
    <details class="meaning" open={open}>
      <summary>{say("site.grade.what")}</summary>
      <p>{say("site.grade.what.made_of")}</p>
      <p>{say("site.grade.what.lines")}</p>
      <p>{say("site.grade.what.not")}</p>
    </details>
  );
}
