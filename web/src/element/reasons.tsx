// A hospital asked for under a payer's policy: after the alternates its coded reasons, one press each, and the office's own words last.

import type { Criterion, Evaluation } from "../api/evaluation";
import { FactsForm } from "./facts_form";
import type { Model } from "./model";

const MOST_TEXT = 1000;

export function Reasons({ model }: { model: Model }) {
  const { say } = model.words;
  const { listing, review, settings } = model;
  const asked = listing?.answer.compared;
  if (!asked || asked.site.setting !== "hospital_outpatient") return null;
  if (!model.isReviewed()) return <p class="notice">{say("review.no_payer")}</p>;
  return (
    <section class="reasons" aria-labelledby="reasons" aria-busy={model.isBusy} part="reasons">
      <h3 id="reasons" tabIndex={-1}>{say("review.title", { name: asked.site.name })}</h3>
      {review.kind === "no_network" && <p>{say("review.no_network")}</p>}
      {review.kind === "failed" && <p class="error">{say("review.failed", { payer: settings.payer ?? "" })}</p>}
      {review.kind === "asks" && <FactsForm model={model} facts={review.facts} />}
      {review.kind === "done" && <Outcome model={model} evaluation={review.evaluation} />}
    </section>
  );
}

function Outcome({ model, evaluation }: { model: Model; evaluation: Evaluation }) {
  const { say, sayOr } = model.words;
  const { policy, outcome, scope, criteria } = evaluation;
  return (
    <>
      <p class={`outcome ${outcome}`}>
        <strong>{sayOr(`outcome.${outcome}`, outcome)}</strong>
        {scope.detail && <small lang="en">{scope.detail}</small>}
      </p>
      {policy && <p class="soft">{say("review.policy")} <span lang="en">{policy.title} ({policy.version})</span></p>}
      {outcome !== "no_review" && (
        <>
          <h4>{say("review.coded")}</h4>
          <ul class="criteria">
            {withFacts(evaluation, model).map(([criterion, facts]) => <Reason key={criterion.key} model={model} evaluation={evaluation} criterion={criterion} facts={facts} />)}
          </ul>
          {criteria.length === 0 && <p>{say("review.no_criteria")}</p>}
        </>
      )}
      <Keep model={model} evaluation={evaluation} />
    </>
  );
}

/** Each criterion with the facts that can be stated for it; a fact two of them read stands at the first. */
function withFacts({ criteria, questions }: Evaluation, model: Model): [Criterion, string[]][] {
  const open = new Set([...questions.map(({ fact }) => fact), ...Object.keys(model.facts)]);
  return criteria.map((criterion) => {
    const facts = criterion.evidence.map(({ data }) => data).filter((fact) => open.delete(fact));
    return [criterion, facts];
  });
}

function Reason({ model, evaluation, criterion, facts }: { model: Model; evaluation: Evaluation; criterion: Criterion; facts: string[] }) {
  const { say, sayOr } = model.words;
  const questionOf = (fact: string) => sayOr(`fact.${fact}`, evaluation.questions.find((question) => question.fact === fact)?.text ?? fact);
  const found = criterion.evidence.filter(({ value }) => !["not_stated", "true", "false", "not_applicable"].includes(value));
  return (
    <li class={criterion.status}>
      <p>
        <span class="chip">{say(`criterion.${criterion.status}`)}</span> <span lang="en">{criterion.text}</span>
      </p>
      {found.map(({ data, says }) => <small key={data} lang="en">{says}</small>)}
      {facts.map((fact) => (
        <div key={fact} class="fact" role="group" aria-label={questionOf(fact)}>
          <span>{questionOf(fact)}</span>
          {[true, false].map((value) => {
            const isPressed = model.facts[fact] === value;
            return (
              <button key={String(value)} type="button" aria-pressed={isPressed} onClick={() => model.state(fact, isPressed ? null : value)}>
                {say(value ? "yes" : "no")}
              </button>
            );
          })}
        </div>
      ))}
    </li>
  );
}

function Keep({ model, evaluation }: { model: Model; evaluation: Evaluation }) {
  const { say } = model.words;
  const name = evaluation.requested.site.name;
  const id = evaluation.requested.site.registration_id;
  if (evaluation.outcome === "no_review") {
    return <button type="button" onClick={() => model.choose(id)}>{say("choose_name", { name })}</button>;
  }
  const error = model.errors.reason;
  return (
    <div class="field own">
      <label for="reason">{say("reason.label")}</label>
      <textarea
        id="reason"
        rows={2}
        maxLength={MOST_TEXT}
        aria-describedby={`reason-hint${error ? " reason-error" : ""}`}
        aria-invalid={error ? true : undefined}
        value={model.freeText}
        onInput={(event) => {
          model.freeText = event.currentTarget.value;
        }}
      />
      <p id="reason-hint" class="hint">{say("reason.hint")}</p>
      {error && <p id="reason-error" class="error">{say(error)}</p>}
      <button type="button" onClick={() => model.keep()}>{say("reason.keep", { name })}</button>
    </div>
  );
}
