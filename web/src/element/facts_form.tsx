// What a policy has to know of the order and the page has not said: asked once, kept in memory.

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
        model.stateOrder(facts);
      }}
    >
      <p>{say("review.asks")}</p>
      <div class="fields">{facts.map((fact) => <FactField key={fact} model={model} fact={fact} />)}</div>
      <button type="submit">{say("review.apply")}</button>
      {facts.includes("weight_lb") && <button type="button" onClick={() => model.state("body_size", null)}>{say("review.not_needed")}</button>}
    </form>
  );
}

function FactField({ model, fact }: { model: Model; fact: Fact }) {
  const { say, sayOr } = model.words;
  const error = model.errors[fact];
  const choices = CHOICES[fact];
  const shared = {
    id: fact,
    "aria-required": true,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": error ? `${fact}-error` : undefined,
    value: model.values[fact] ?? "",
    onChange: (event: { currentTarget: { value: string } }) => {
      model.values[fact] = event.currentTarget.value;
    },
  };
  return (
    <div class="field">
      <label for={fact}>{say(`order.${fact}`)}</label>
      {choices ? (
        <select {...shared}>
          <option value="">{say("order.choose")}</option>
          {choices.map((choice) => <option key={choice} value={choice}>{sayOr(`order.${choice}`, choice)}</option>)}
        </select>
      ) : (
        <input {...shared} type="text" autocomplete="off" inputMode={fact === "state" ? "text" : "decimal"} maxLength={6} onInput={shared.onChange} />
      )}
      {error && <p id={`${fact}-error`} class="error">{say(error)}</p>}
    </div>
  );
}
