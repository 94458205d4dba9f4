// Review of a requested hospital under a payer's policy. Shown below the alternates: the coded reasons, one
// press each, then the office's own words.

import type { Criterion, Evaluation } from "../api/evaluation";
import { Field, tied } from "./field";
import { FactsForm } from "./facts_form";
import type { Model } from "./model";

const MOST_TEXT = 1000;

export function Reasons({ model }: { model: Model }) {
  const { say } = model.words;
  const { listing, settings } = model;
  const review = model.review.state;
  const asked = listing?.answer.compared;
  if (!asked || asked.site.setting !== "hospital_outpatient") return null;
  if (!model.review.isDue()) return <p class="notice">{say("review.no_payer")}</p>;
  return (
    <section class="reasons" aria-labelledby="reasons" aria-busy={model.isBusy} part="reasons">
      <h3 id="reasons" tabIndex={-1}>{say("review.title", { name: asked.site.name })}</h3>
      {review.kind === "no_network" && <p>{say("review.no_network")}</p>}
      {review.kind === "failed" && <p class="error">{say("review.failed", { payer: settings.payer ?? "" })}</p>}
      {review.kind === "asks" && <FactsForm model={model} facts={review.asked} />}
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
        {scope.detail && <small lang="en">{plain(scope.detail)}</small>}
      </p>
      {policy && <p class="soft">{say("review.policy")} <span lang="en">{policy.title} ({policy.version})</span></p>}
      {outcome !== "no_review" && (
        <>
          <h4>{say("review.coded")}</h4>
          <ul class="criteria">
            {withFacts(evaluation, model).map(([criterion, facts]) => <Reason key={criterion.key} model={model} criterion={criterion} facts={facts} />)}
          </ul>
          {criteria.length === 0 && <p>{say("review.no_criteria")}</p>}
        </>
      )}
      <Keep model={model} evaluation={evaluation} />
    </>
  );
}

/** Each criterion with the facts that can be stated for it. A fact used by two criteria is listed with the
 *  first. */
function withFacts({ criteria, questions }: Evaluation, model: Model): [Criterion, string[]][] {
  const open = new Set([...questions.map(({ fact }) => fact), ...Object.keys(model.review.facts)]);
  return criteria.map((criterion) => {
    const facts = criterion.evidence.map(({ data }) => data).filter((fact) => open.delete(fact));
    return [criterion, facts];
  });
}

/** Removes trailing zeros from miles: 10 instead of 10.00. */
const plain = (words: string) => words.replace(/\d+\.\d+(?= mile)/g, (miles) => `${+miles}`);

function Reason({ model, criterion, facts }: { model: Model; criterion: Criterion; facts: string[] }) {
  const { say, sayOr } = model.words;
  const questionOf = (fact: string) => sayOr(`fact.${fact}`, model.review.asked[fact] ?? fact);
  const found = criterion.evidence.filter(({ value }) => !["not_stated", "true", "false", "not_applicable"].includes(value));
  return (
    <li class={criterion.status}>
      <p>
        <span class="chip">{say(`criterion.${criterion.status}`)}</span> <span lang="en">{criterion.text}</span>
        {found.map(({ data, says }) => <small key={data} lang="en">{plain(says)}</small>)}
      </p>
      {facts.length > 0 && <div>{facts.map((fact) => (
        <div key={fact} class="fact" role="group" aria-label={questionOf(fact)}>
          <span>{questionOf(fact)}</span>
          {[true, false].map((value) => {
            const isPressed = model.review.facts[fact] === value;
            return (
              <button key={String(value)} type="button" aria-pressed={isPressed} onClick={() => void model.review.stateFact(fact, isPressed ? null : value)}>
                {say(value ? "yes" : "no")}
              </button>
            );
          })}
        </div>
      ))}</div>}
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
  const error = model.errors.reason && say(model.errors.reason);
  return (
    <>
      <Field id="reason" kind="own" label={say("reason.label")} hint={say("reason.hint")} error={error}>
        <textarea
          {...tied("reason", error)}
          rows={2}
          maxLength={MOST_TEXT}
          value={model.review.text}
          onInput={(event) => {
            model.review.text = event.currentTarget.value;
          }}
        />
      </Field>
      <button type="button" onClick={() => model.review.keep()}>{say("reason.keep", { name })}</button>
    </>
  );
}
