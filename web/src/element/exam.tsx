// The exam: words or a code, then one question at a time until one procedure is left. Contrast, region and side are asked, never guessed.

import { useState } from "preact/hooks";
import { post } from "../api/client";
import type { Choice, Finding, Procedure } from "../api/types";
import { Combobox, type Offer } from "./combobox";
import type { Host } from "./order";
import { useWords, type Key } from "./words";

interface Open {
  choice: Choice;
  matches: Procedure[];
}

interface ExamProps {
  host: Host;
  chosen: Procedure | null;
  fault: string | undefined;
  focusNow: boolean;
  onChoose(procedure: Procedure | null): void;
}

export function Exam({ host, chosen, fault, focusNow, onChoose }: ExamProps) {
  const { say } = useWords();
  const [open, setOpen] = useState<Open | null>(null);
  const find = (q: string, signal?: AbortSignal) => post<Finding>("/v1/procedures/search", { q }, host.service, signal);
  const settle = ({ matches, needs_choice }: Finding) => {
    const [only] = matches;
    if (needs_choice) setOpen({ choice: needs_choice, matches });
    else if (only) {
      setOpen(null);
      onChoose(only);
    }
  };
  if (chosen) {
    return (
      <div class="field">
        <span class="label">{say("exam")}</span>
        <p class="taken">
          <strong>{say("exam.chosen", { name: chosen.name, code: chosen.code })}</strong>{" "}
          <button type="button" onClick={() => onChoose(null)}>
            {say("exam.change")}
          </button>
        </p>
      </div>
    );
  }
  if (open) {
    const answer = async (codes: string[]) => {
      const left = open.matches.filter(({ code }) => codes.includes(code));
      const [only] = codes;
      if (codes.length === 1 && only) settle({ ...(await find(only)), needs_choice: null });
      else setOpen({ choice: variants(left, codes), matches: left });
    };
    return (
      <fieldset class="field question">
        <legend>{say(`ask.${open.choice.about}` as Key)}</legend>
        {open.choice.options.map(({ value, label, procedures }, place) => (
          <button type="button" key={value} ref={place === 0 ? (button) => button?.focus() : null} onClick={() => void answer(procedures)}>
            {label}
          </button>
        ))}
        <button type="button" class="quiet" onClick={() => setOpen(null)}>
          {say("exam.change")}
        </button>
      </fieldset>
    );
  }
  const look = async (q: string, signal: AbortSignal): Promise<Offer<Finding>[]> => {
    const { matches } = await find(q, signal);
    return matches.slice(0, 12).map((procedure) => ({
      key: procedure.code,
      label: procedure.name,
      detail: procedure.code,
      value: { matches: [procedure], needs_choice: null },
    }));
  };
  return (
    <Combobox
      label={say("exam")}
      look={look}
      none={say("exam.none")}
      counted={(n) => say("exam.count", { n })}
      fault={fault}
      focusNow={focusNow}
      onTake={settle}
      onWords={(words) => void find(words).then(settle, () => undefined)}
    />
  );
}

/** The exams themselves as the last question, where an answer leaves several. */
function variants(left: Procedure[], codes: string[]): Choice {
  const named = left.length > 0 ? left.map(({ code, name }) => ({ code, name })) : codes.map((code) => ({ code, name: code }));
  return { about: "variant", options: named.map(({ code, name }) => ({ value: code, label: name, procedures: [code] })) };
}
