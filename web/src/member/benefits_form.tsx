// What the member's plan asks of them, as the service takes it. Amounts stay in this page's memory and go out in bodies alone.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Setting } from "../api/types";
import { say } from "../words";
import { EMPTY, fieldOf, readDraft, TIERED, type Amount, type Draft, type Wrong } from "./benefits";
import type { Finder } from "./finder";
import { typeOfPlace } from "./site_words";
import type { State } from "./state";

export function BenefitsForm({ finder, state, done }: { finder: Finder; state: State; done: () => void }) {
  const [draft, setDraft] = useState<Draft>(state.draft ?? EMPTY);
  const [wrong, setWrong] = useState<Map<Amount, Wrong>>(new Map());
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (wrong.size > 0) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [wrong]);
  // What the service would not take is shown at its field as well.
  useEffect(() => {
    const fault = state.fault;
    const { benefits } = state.wish;
    if (fault?.at !== "page" || !benefits) return;
    const fields = (fault.problem?.errors ?? []).map((one) => fieldOf(one, benefits)).filter((field) => field !== null);
    if (fields.length) setWrong(new Map(fields.map((field) => [field, "refused"])));
  }, [state.fault]);

  const amount = (field: Amount, label: string) => (
    <AmountField
      field={field}
      label={label}
      wrong={wrong.get(field)}
      value={draft.amounts[field] ?? ""}
      onInput={(value) => setDraft({ ...draft, amounts: { ...draft.amounts, [field]: value } })}
    />
  );
  const limits = (of: "deductible" | "out_of_pocket") => (
    <fieldset>
      <legend>{say(`benefits.${of}`)}</legend>
      <p class="hint">{say(`benefits.${of}.hint`)}</p>
      <div class="amounts">
        {amount(`${of}_individual_limit`, say("benefits.individual.limit"))}
        {amount(`${of}_individual_met`, say("benefits.individual.met"))}
        {amount(`${of}_family_limit`, say("benefits.family.limit"))}
        {amount(`${of}_family_met`, say("benefits.family.met"))}
      </div>
    </fieldset>
  );
  const send = async (event: Event) => {
    event.preventDefault();
    const read = readDraft(draft);
    setWrong(read.wrong);
    if (!read.benefits) return;
    await finder.benefits(read.benefits, draft);
    if (finder.state.fault === null) done();
  };
  return (
    <form ref={form} class="benefits" onSubmit={(event) => void send(event)} noValidate autocomplete="off" aria-label={say("benefits.form")}>
      <p class="soft">{say("benefits.private")}</p>
      {wrong.size > 0 ? (
        <p class="wrong" role="alert">
          {say("benefits.wrong")}
        </p>
      ) : null}
      {limits("deductible")}
      <fieldset>
        <legend>{say("benefits.family_rule")}</legend>
        {(["embedded", "aggregate"] as const).map((rule) => (
          <label class="tick" key={rule}>
            <input type="radio" name="family-rule" checked={draft.family_rule === rule} onChange={() => setDraft({ ...draft, family_rule: rule })} />
            <span>{say(`benefits.family_rule.${rule}`)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{say("benefits.share")}</legend>
        <div class="amounts">{amount("coinsurance", say("benefits.coinsurance"))}</div>
      </fieldset>
      <fieldset>
        <legend>{say("benefits.tiers")}</legend>
        <p class="hint">{say("benefits.tiers.hint")}</p>
        {TIERED.map((setting) => (
          <TierFields key={setting} setting={setting} draft={draft} onChange={setDraft} amount={amount} />
        ))}
      </fieldset>
      {limits("out_of_pocket")}
      <p class="buttons">
        <button type="submit" class="primary">
          {say("benefits.apply")}
        </button>
        {state.wish.benefits ? (
          <button
            type="button"
            onClick={() => {
              setDraft(EMPTY);
              setWrong(new Map());
              void finder.benefits(null, null);
              done();
            }}
          >
            {say("benefits.forget")}
          </button>
        ) : null}
      </p>
    </form>
  );
}

function AmountField(of: { field: Amount; label: string; wrong: Wrong | undefined; value: string; onInput: (value: string) => void }) {
  const id = `benefit-${of.field}`;
  return (
    <div class="field">
      <label for={id}>{of.label}</label>
      {of.wrong ? (
        <p class="wrong" id={`${id}-wrong`}>
          {say(`benefits.wrong.${of.wrong}`)}
        </p>
      ) : null}
      <input
        id={id}
        type="text"
        inputMode="decimal"
        maxLength={14}
        autocomplete="off"
        value={of.value}
        onInput={(event) => of.onInput(event.currentTarget.value)}
        aria-invalid={of.wrong ? true : undefined}
        aria-describedby={of.wrong ? `${id}-wrong` : undefined}
      />
    </div>
  );
}

interface TierProps {
  setting: Setting;
  draft: Draft;
  onChange: (draft: Draft) => void;
  amount: (field: Amount, label: string) => preact.JSX.Element;
}

function TierFields({ setting, draft, onChange, amount }: TierProps) {
  const tier = draft.tiers[setting] ?? { kind: "", deductible: "waived" as const };
  const change = (part: Partial<typeof tier>) => onChange({ ...draft, tiers: { ...draft.tiers, [setting]: { ...tier, ...part } } });
  return (
    <div class="tier" role="group" aria-labelledby={`tier-name-${setting}`}>
      <p class="label" id={`tier-name-${setting}`}>
        {typeOfPlace(setting)}
      </p>
      <div class="amounts">
        <div class="field">
          <label for={`tier-kind-${setting}`}>{say("benefits.tier.kind")}</label>
          <select id={`tier-kind-${setting}`} value={tier.kind} onChange={(event) => change({ kind: event.currentTarget.value as typeof tier.kind })}>
            <option value="">{say("benefits.tier.same")}</option>
            <option value="copay">{say("benefits.tier.copay")}</option>
            <option value="coinsurance">{say("benefits.tier.coinsurance")}</option>
          </select>
        </div>
        {tier.kind ? amount(`tier_${setting}`, say(tier.kind === "copay" ? "benefits.tier.copay_amount" : "benefits.tier.percent")) : null}
        {tier.kind ? (
          <div class="field">
            <label for={`tier-deductible-${setting}`}>{say("benefits.tier.deductible")}</label>
            <select
              id={`tier-deductible-${setting}`}
              value={tier.deductible}
              onChange={(event) => change({ deductible: event.currentTarget.value as typeof tier.deductible })}
            >
              <option value="waived">{say("benefits.tier.waived")}</option>
              <option value="applies">{say("benefits.tier.applies")}</option>
            </select>
          </div>
        ) : null}
      </div>
    </div>
  );
}
