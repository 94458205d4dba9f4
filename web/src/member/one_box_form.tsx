// The one box, the plan beside it, and the button. Nothing is judged before it is sent; then the focus goes to what is wrong. On a
// phone the box folds behind a button once it is understood, so that what came of it is on the first screen.

import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../words";
import type { Finder } from "./finder";
import type { Fault, State } from "./state";

export function OneBoxForm({ finder, state }: { finder: Finder; state: State }) {
  const box = useRef<HTMLInputElement>(null);
  const { wish, networks, fault, stage } = state;
  const wrong = fault && (fault.at === "box" || (fault.at === "zip" && stage !== "zip")) ? faultWords(fault, wish.exam) : null;
  useEffect(() => {
    if (wrong) box.current?.focus();
  }, [fault]);
  const isSettled = stage !== "start";
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setOpen(false), [stage, state.arrivals]);
  const isFolded = isSettled && !isOpen && !wrong;
  const reopen = () => {
    setOpen(isFolded);
    if (isFolded) requestAnimationFrame(() => box.current?.focus());
  };
  const send = (event: Event) => {
    event.preventDefault();
    void finder.submit(box.current?.value ?? "");
  };
  const form = (
    <form
      id="one-box"
      class={`one-box${isSettled ? " settled" : ""}${isFolded ? " folded" : ""}`}
      onSubmit={send}
      noValidate
      role="search"
      aria-label={say("find.form")}
    >
      <div class="field box">
        <label for="typed">{say("find.box")}</label>
        <p class="hint" id="typed-hint">
          {say("find.box.hint")}
        </p>
        {wrong ? (
          <p class="wrong" id="typed-wrong">
            {wrong}
          </p>
        ) : null}
        <input
          ref={box}
          id="typed"
          type="text"
          maxLength={200}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="search"
          value={wish.typed}
          onInput={(event) => finder.typed(event.currentTarget.value)}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong ? "typed-wrong typed-hint" : "typed-hint"}
        />
      </div>
      <div class="field plan">
        <label for="network">{say("find.plan")}</label>
        <p class="hint" id="network-hint">
          {say("find.plan.hint")}
        </p>
        <select
          id="network"
          aria-describedby="network-hint"
          value={wish.network}
          autocomplete="off"
          onChange={(event) => void finder.refine({ network: event.currentTarget.value })}
        >
          <option value="">{say("find.plan.none")}</option>
          {networks.map((one) => (
            <option key={one.network} value={one.network}>
              {one.name} ({one.product}, {one.market})
            </option>
          ))}
        </select>
      </div>
      <button type="submit" class="primary">
        {say("find.go")}
      </button>
    </form>
  );
  return (
    <>
      {isSettled ? (
        <button type="button" class="reopen" aria-expanded={!isFolded} aria-controls="one-box" onClick={reopen}>
          <span class="typed">{wish.typed}</span> <span>{say("find.box.change")}</span>
        </button>
      ) : null}
      {form}
    </>
  );
}

export function faultWords(fault: Fault, exam: string): string {
  switch (fault.at) {
    case "box":
      return say(`find.fault.box.${fault.why}`, { exam });
    case "zip":
      return say(`find.fault.zip.${fault.why}`);
    case "page":
      return say(`find.fault.page.${fault.why}`);
  }
}
