// A hospital was asked for: what the policy in force makes of it. Questions that can still change the outcome are one click each; words of
// one's own come last.

import { useEffect, useRef, useState } from "preact/hooks";
import { Refusal } from "../api/client";
import type { Evaluation } from "./evaluation";
import { evaluate, type Facts, type Host, type Order } from "./order";
import { useWords } from "./words";

interface ReviewProps {
  host: Host;
  order: Order;
  /** State of the site asked for, where the host names none. */
  state: string;
  /** Counts how often the reasons were asked for: each time the focus goes there. */
  asks: number;
  onAge(age: number): void;
  onOutcome(evaluation: Evaluation, facts: Facts): void;
  onWords(text: string): void;
}

export function Review({ host, order, state, asks, onAge, onOutcome, onWords }: ReviewProps) {
  const { say } = useWords();
  const [facts, setFacts] = useState<Facts>({});
  const [weight, setWeight] = useState<number | null>(null);
  const [found, setFound] = useState<Evaluation | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [words, setWords] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (asks > 0) heading.current?.focus();
  }, [asks]);
  useEffect(() => {
    if (order.age === null) return;
    const stop = new AbortController();
    evaluate(host, order, facts, weight, state, stop.signal).then(
      (evaluation) => {
        setFault(null);
        setFound(evaluation);
        onOutcome(evaluation, facts);
      },
      (error: unknown) => {
        if (error instanceof Refusal) setFault(error.problem.status ? error.problem.detail : say("fault.unreachable"));
      },
    );
    return () => stop.abort();
  }, [order, facts, weight]);
  const answer = (fact: string, holds: boolean) => setFacts({ ...facts, [fact]: holds });
  return (
    <section class="review" part="review" aria-labelledby="review">
      <h3 id="review" tabIndex={-1} ref={heading}>
        {say("reasons")}
      </h3>
      {fault && <p class="fault">{fault}</p>}
      {order.age === null && <AskAge onAge={onAge} />}
      {found?.policy && <p class="hint">{say("policy", { title: found.policy.title, version: found.policy.version })}</p>}
      {found?.alternates?.radius_miles != null && (
        <p class="hint">{say("policy.standard", { miles: found.alternates.radius_miles, n: found.alternates.total })}</p>
      )}
      <p class={`outcome ${found?.outcome ?? ""}`} role="status">
        {found && say(`outcome.${found.outcome}`)}
      </p>
      {found && found.questions.length > 0 && (
        <ul class="questions">
          {found.questions.map(({ fact, text, with: beside }) => (
            <li key={fact}>
              <span id={`q-${fact}`}>{text}</span>
              {beside === "weight_lb" && (
                <label>
                  {say("policy.weight")}
                  <input
                    inputMode="numeric"
                    size={4}
                    onChange={(event) => {
                      const pounds = Number(event.currentTarget.value);
                      setWeight(Number.isInteger(pounds) && pounds > 0 ? pounds : null);
                    }}
                  />
                </label>
              )}
              <span class="answers">
                <button type="button" aria-describedby={`q-${fact}`} disabled={beside === "weight_lb" && weight === null} onClick={() => answer(fact, true)}>
                  {say("yes")}
                </button>
                <button type="button" aria-describedby={`q-${fact}`} onClick={() => answer(fact, false)}>
                  {say("no")}
                </button>
              </span>
            </li>
          ))}
        </ul>
      )}
      {found && found.criteria.length > 0 && (
        <details>
          <summary>{say("criteria")}</summary>
          <ul class="criteria">
            {found.criteria.map(({ key, text, status }) => (
              <li key={key} class={status}>
                <strong>{say(`criterion.${status}`)}</strong> {text} <code>{key}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
      {found && found.outcome !== "no_review" && (
        <form
          class="free"
          onSubmit={(event) => {
            event.preventDefault();
            if (words.trim()) onWords(words.trim());
          }}
        >
          <label for="free">{say("free")}</label>
          <textarea id="free" rows={2} maxLength={500} value={words} onInput={(event) => setWords(event.currentTarget.value)} />
          <button type="submit">{say("free.send")}</button>
        </form>
      )}
    </section>
  );
}

/** Every policy reads the age, so it is asked for before anything else. */
function AskAge({ onAge }: { onAge(age: number): void }) {
  const { say } = useWords();
  const [text, setText] = useState("");
  const [isFaulty, setIsFaulty] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    if (/^\d{1,3}$/.test(text.trim()) && Number(text) <= 130) onAge(Number(text));
    else {
      setIsFaulty(true);
      box.current?.focus();
    }
  };
  return (
    <form class="free" onSubmit={submit} noValidate>
      <label for="policy-age">{say("policy.age")}</label>
      <input id="policy-age" ref={box} inputMode="numeric" size={4} maxLength={3} value={text} aria-invalid={isFaulty ? true : undefined} aria-describedby={isFaulty ? "policy-age-fault" : undefined} onInput={(event) => setText(event.currentTarget.value)} />
      {isFaulty && (
        <p class="fault" id="policy-age-fault">
          {say("fault.age")}
        </p>
      )}
      <button type="submit">{say("policy.age.send")}</button>
    </form>
  );
}
