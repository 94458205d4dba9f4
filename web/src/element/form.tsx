// The search form: exam, ZIP code, network, and the requested site.

import { Combobox } from "./combobox";
import { Field, tied } from "./field";
import type { Field as Name, Model } from "./model";

export function Form({ model }: { model: Model }) {
  const { say } = model.words;
  const { exam, site, errors, networks } = model;
  const error = (field: Name) => (errors[field] ? say(errors[field]) : undefined);
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        model.submit();
      }}
    >
      <Combobox id="exam" label={say("exam.label")} hint={examHint(model)} combo={exam.combo} error={error("exam")} isRequired placeholder={say("exam.example")} />
      <Field id="zip" label={say("zip.label")} hint={say("zip.hint")} error={error("zip")}>
        <input
          {...tied("zip", error("zip"))}
          inputMode="numeric"
          maxLength={10}
          aria-required
          value={model.zip}
          onInput={(event) => {
            model.zip = event.currentTarget.value;
          }}
        />
      </Field>
      <Field id="network" label={say("network.label")} hint={say("network.hint")} error={error("network")}>
        <select
          {...tied("network", error("network"))}
          value={model.network}
          onChange={(event) => {
            model.network = event.currentTarget.value;
            model.refresh();
          }}
        >
          <option value="">{say("network.none")}</option>
          {networks.map(({ network, name }) => <option key={network} value={network}>{name}</option>)}
        </select>
      </Field>
      <Combobox id="asked" label={say("asked.label")} hint={say("asked.hint")} combo={site.combo} error={error("asked")} />
      <button type="submit" class="primary go">{say("go")}</button>
    </form>
  );
}

function examHint({ exam, words }: Model): string {
  if (!exam.exam) return words.say("exam.hint");
  return exam.side ? words.say(`exam.set_${exam.side}`, { code: exam.exam.code }) : words.say("exam.set", { code: exam.exam.code });
}
