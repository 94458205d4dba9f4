// What the list is asked by: exam, ZIP, network, the site the office asked for.

import { Combobox } from "./combobox";
import type { Field, Model } from "./model";

export function Form({ model }: { model: Model }) {
  const { say } = model.words;
  const { exam, site, errors, networks } = model;
  const error = (field: Field) => (errors[field] ? say(errors[field]) : undefined);
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
      <div class="field zip">
        <label for="zip">{say("zip.label")}</label>
        <input
          id="zip"
          type="text"
          inputMode="numeric"
          autocomplete="off"
          maxLength={10}
          aria-required
          aria-describedby={`zip-hint${errors.zip ? " zip-error" : ""}`}
          aria-invalid={errors.zip ? true : undefined}
          value={model.zip}
          onInput={(event) => {
            model.zip = event.currentTarget.value;
          }}
        />
        <p id="zip-hint" class="hint">{say("zip.hint")}</p>
        {errors.zip && <p id="zip-error" class="error">{error("zip")}</p>}
      </div>
      <div class="field network">
        <label for="network">{say("network.label")}</label>
        <select
          id="network"
          aria-describedby="network-hint"
          value={model.network}
          onChange={(event) => {
            model.network = event.currentTarget.value;
            model.again();
          }}
        >
          <option value="">{say("network.none")}</option>
          {model.network && !networks.some(({ network }) => network === model.network) && <option value={model.network}>{model.network}</option>}
          {networks.map(({ network, name, product }) => (
            <option key={network} value={network}>{product && !name.includes(product) ? `${name} (${product})` : name}</option>
          ))}
        </select>
        <p id="network-hint" class="hint">{say("network.hint")}</p>
      </div>
      <Combobox id="asked" label={say("asked.label")} hint={say("asked.hint")} combo={site.combo} error={error("asked")} />
      <div class="field go">
        <button type="submit" class="primary">{say("go")}</button>
      </div>
    </form>
  );
}

function examHint({ exam, words }: Model): string {
  if (!exam.exam) return words.say("exam.hint");
  return exam.side ? words.say(`exam.set_${exam.side}`, { code: exam.exam.code }) : words.say("exam.set", { code: exam.exam.code });
}
