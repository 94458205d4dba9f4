// What the page asks back: one question at a time, in plain words, answered with one press. It never chooses for the member.

import { useEffect, useRef } from "preact/hooks";
import { language, say } from "../words";
import { optionName } from "./exam_words";
import type { Finder } from "./finder";
import { codesWithoutContrast } from "./narrow";
import { faultWords } from "./one_box_form";
import { townName } from "./places";
import { placeTyped } from "./site_words";
import type { State } from "./state";

export function Question({ finder, state }: { finder: Finder; state: State }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { open } = state;
  useEffect(() => heading.current?.focus(), [open]);
  if (!open) return null;
  const { choice } = open;
  const unsure = choice ? codesWithoutContrast(choice) : null;
  return (
    <section class="question" aria-labelledby="question">
      <h2 id="question" tabIndex={-1} ref={heading}>
        {say(choice ? `find.ask.${choice.about}` : "find.ask.words")}
      </h2>
      <p class="soft">{say(choice ? `find.ask.${choice.about}.why` : "find.ask.words.why")}</p>
      {choice ? (
        <ul class="options">
          {choice.options.map((option) => {
            const { name, english } = optionName(choice.about, option, open.known);
            return (
              <li key={option.value}>
                <button type="button" class="option" onClick={() => void finder.choose(option.procedures)}>
                  <span class="dot" aria-hidden="true" />
                  <span>
                    {name}
                    {english ? (
                      <span class="english" lang="en">
                        {english}
                      </span>
                    ) : null}
                  </span>
                </button>
              </li>
            );
          })}
          {unsure ? (
            <li>
              <button type="button" class="option" onClick={() => void finder.choose(unsure, true)}>
                <span class="dot" aria-hidden="true" />
                <span>
                  {say("find.ask.contrast.unsure")} <span class="soft">{say("find.ask.contrast.unsure.more")}</span>
                </span>
              </button>
            </li>
          ) : null}
        </ul>
      ) : null}
      {!choice || choice.options.length > 8 ? <MoreWords finder={finder} /> : null}
      <p class="soft">{say("find.ask.unsure")}</p>
    </section>
  );
}

function MoreWords({ finder }: { finder: Finder }) {
  const words = useRef<HTMLInputElement>(null);
  const send = (event: Event) => {
    event.preventDefault();
    const said = words.current?.value.trim() ?? "";
    if (said) void finder.addWords(said);
    else words.current?.focus();
  };
  return (
    <form class="small-form" onSubmit={send} noValidate>
      <label for="more-words">{say("find.ask.words.label")}</label>
      <input id="more-words" ref={words} type="text" maxLength={100} autocomplete="off" lang={language()} />
      <button type="submit">{say("find.ask.words.go")}</button>
    </form>
  );
}

/** Which of several towns with one name is meant. */
export function TownQuestion({ finder, state }: { finder: Finder; state: State }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { towns } = state;
  useEffect(() => heading.current?.focus(), [towns]);
  return (
    <section class="question" aria-labelledby="question">
      <h2 id="question" tabIndex={-1} ref={heading}>
        {say("find.ask.town", { name: towns[0]?.city ?? "" })}
      </h2>
      <p class="soft">{say("find.ask.town.why")}</p>
      <ul class="options">
        {towns.map((town) => (
          <li key={town.zip}>
            <button type="button" class="option" onClick={() => void finder.chooseTown(town)}>
              <span class="dot" aria-hidden="true" />
              <span>{townName(town)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function ZipQuestion({ finder, state }: { finder: Finder; state: State }) {
  const field = useRef<HTMLInputElement>(null);
  const fault = state.fault?.at === "zip" ? state.fault : null;
  useEffect(() => field.current?.focus(), [fault]);
  const send = (event: Event) => {
    event.preventDefault();
    void finder.giveZip(field.current?.value ?? "");
  };
  return (
    <section class="question" aria-labelledby="question">
      <h2 id="question">{say("find.ask.zip")}</h2>
      <p class="soft" id="zip-why">
        {say("find.ask.zip.why")}
      </p>
      <form class="small-form" onSubmit={send} noValidate>
        <label for="zip">{say("find.zip")}</label>
        {fault ? (
          <p class="wrong" id="zip-wrong">
            {faultWords(fault, state.wish.exam)}
          </p>
        ) : null}
        <input
          id="zip"
          ref={field}
          type="text"
          maxLength={60}
          size={20}
          autocomplete="off"
          defaultValue={placeTyped(state.wish)}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? "zip-wrong zip-why" : "zip-why"}
        />
        <button type="submit" class="primary">
          {say("find.go")}
        </button>
      </form>
    </section>
  );
}
