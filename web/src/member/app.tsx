// Member shopping as a whole: the box first, then a question or the list, and the pages one turns to from there.

import { useEffect, useRef, useState } from "preact/hooks";
import { language, say, type Language } from "../words";
import { announce, Announcer } from "./announce";
import { CompareBar, ComparePage } from "./compare";
import type { Finder } from "./finder";
import { ListPage } from "./list_page";
import { faultWords, OneBoxForm } from "./one_box_form";
import { PrintPage } from "./print_page";
import { Question, TownQuestion, ZipQuestion } from "./question";
import { headingId } from "./result_row";
import { useRoute } from "./route";
import { SitePage } from "./site_page";
import type { State } from "./state";

/** An answer that takes longer is announced as awaited. */
const LATE_MS = 400;

export function useFinder(finder: Finder): State {
  const [state, setState] = useState(finder.state);
  useEffect(() => {
    setState(finder.state);
    return finder.subscribe(() => setState(finder.state));
  }, [finder]);
  return state;
}

export function App({ finder, basemap }: { finder: Finder; basemap: string | undefined }) {
  const [tongue, setTongue] = useState<Language>(language());
  const turn = (to: Language) => {
    document.documentElement.lang = to;
    history.replaceState(history.state, "", `${location.pathname}?lang=${to}`);
    document.title = say("find.title");
    setTongue(to);
  };
  return (
    <div class="face" key={tongue}>
      <header class="top">
        <a class="brand" href="/find">
          {say("brand")}
        </a>
        <LanguageLink turn={turn} />
      </header>
      <Announcer />
      <Pages finder={finder} basemap={basemap} />
    </div>
  );
}

function LanguageLink({ turn }: { turn: (to: Language) => void }) {
  const other: Language = language() === "es" ? "en" : "es";
  return (
    <a
      href={`?lang=${other}`}
      lang={other}
      hreflang={other}
      class="tongue"
      onClick={(event) => {
        event.preventDefault();
        turn(other);
        requestAnimationFrame(() => document.querySelector<HTMLElement>(".tongue")?.focus());
      }}
    >
      {other === "es" ? "Español" : "English"}
    </a>
  );
}

function Pages({ finder, basemap }: { finder: Finder; basemap: string | undefined }) {
  const state = useFinder(finder);
  const { view, go, back } = useRoute();
  const left = useRef<string | null>(null);
  const opens = (id: string) => {
    left.current = headingId(id);
    finder.set({ current: id });
    go({ at: "site", id });
  };
  const turns = (to: "compare" | "print") => {
    left.current = `turn-${to}`;
    go({ at: to });
  };
  const hasList = state.stage === "list";
  const at = (view.at === "compare" || view.at === "print") && !hasList ? "find" : view.at;
  // Back on the list, the focus is where it was left.
  useEffect(() => {
    if (at === "find" && left.current) {
      document.getElementById(left.current)?.focus();
      left.current = null;
    }
  }, [at]);
  useEffect(() => {
    if (!state.busy) return;
    const late = setTimeout(() => announce(say("find.searching")), LATE_MS);
    return () => clearTimeout(late);
  }, [state.busy]);
  if (at === "site" && view.at === "site") return <SitePage finder={finder} state={state} id={view.id} back={back} />;
  if (at === "compare") return <ComparePage finder={finder} state={state} opens={opens} back={back} />;
  if (at === "print") return <PrintPage state={state} back={back} />;
  return (
    <>
      <h1 class={state.stage === "start" ? undefined : "settled"}>{say("find.heading")}</h1>
      {state.stage === "start" ? <p class="lead">{say("find.lead")}</p> : null}
      <OneBoxForm finder={finder} state={state} />
      <PageFault finder={finder} state={state} />
      {state.stage === "question" ? <Question finder={finder} state={state} /> : null}
      {state.stage === "town" ? <TownQuestion finder={finder} state={state} /> : null}
      {state.stage === "zip" ? <ZipQuestion finder={finder} state={state} /> : null}
      {state.stage === "start" ? state.busy ? <p class="soft">{say("find.searching")}</p> : <First /> : null}
      {hasList ? <ListPage finder={finder} state={state} basemap={basemap} opens={opens} prints={() => turns("print")} /> : null}
      {hasList ? <CompareBar finder={finder} state={state} opens={() => turns("compare")} /> : null}
    </>
  );
}

function First() {
  return (
    <ul class="first">
      {(["exam", "price", "private"] as const).map((key) => (
        <li key={key}>
          <strong>{say(`find.first.${key}`)}</strong> {say(`find.first.${key}.more`)}
        </li>
      ))}
    </ul>
  );
}

/** What went wrong with the page rather than with a field. */
function PageFault({ finder, state }: { finder: Finder; state: State }) {
  const box = useRef<HTMLDivElement>(null);
  const { fault, wish } = state;
  useEffect(() => {
    if (fault?.at === "page") box.current?.focus();
    if (fault) announce(faultWords(fault, wish.exam));
  }, [fault]);
  if (fault?.at !== "page") return null;
  return (
    <div class="page-fault" tabIndex={-1} ref={box}>
      <p>{faultWords(fault, wish.exam)}</p>
      {fault.why === "refused" || fault.why === "code" ? <p lang="en">{fault.problem?.errors?.[0]?.message ?? fault.problem?.detail}</p> : null}
      <button type="button" onClick={() => void (state.stage === "list" ? finder.refine({}) : finder.submit(wish.typed))}>
        {say("find.fault.again")}
      </button>
    </div>
  );
}
