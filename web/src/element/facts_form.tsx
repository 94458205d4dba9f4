// Form for the order facts a policy needs and the page did not set. Asked once, kept in memory.

import { Field, tied } from "./field";
import type { Model } from "./model";
import type { Fact } from "./settings";

const CHOICES: Partial<Record<Fact, string[]>> = {
  line_of_business: ["individual", "small_group", "large_group", "medicare_advantage", "medicaid"],
  funding: ["fully_insured", "self_funded", "level_funded"],
};

export function FactsForm({ model, facts }: { model: Model; facts: Fact[] }) {
  const { say } = model.words;
  return (
    <form
      class="facts"
      id="asks"
      tabIndex={-1}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void model.review.stateOrder(facts);
      }}
    >
      <p>{say("review.asks")}</p>
      <div class="fields">{facts.map((fact) => <FactField key={fact} model={model} fact={fact} />)}</div>
      <button type="submit">{say("review.apply")}</button>
      {facts.includes("weight_lb") && <button type="button" onClick={() => void model.review.stateFact("body_size", null)}>{say("review.not_needed")}</button>}
    </form>
  );
}

function FactField({ model, fact }: { model: Model; fact: Fact }) {
  const { say, sayOr } = model.words;
  const error = model.errors[fact];
  const choices = CHOICES[fact];
  const wrong = error && say(error);
  const shared = {
    ...tied(fact, wrong, false),
    "aria-required": true,
    value: model.values[fact] ?? "",
    onChange: (event: { currentTarget: { value: string } }) => {
      model.values[fact] = event.currentTarget.value;
    },
  };
  return (
    <Field id={fact} label={say(`order.${fact}`)} error={wrong}>
      {choices ? (
        <select {...shared}>
          <option value="">{say("order.choose")}</option>
          {choices.map((choice) => <option key={choice} value={choice}>{sayOr(`term.${choice}`, choice.replace("_", " "))}</option>)}
        </select>
      ) : (
        <input {...shared} inputMode={fact === "state" ? "text" : "decimal"} maxLength={6} onInput={shared.onChange} />
      )}
    </Field>
  );
}
