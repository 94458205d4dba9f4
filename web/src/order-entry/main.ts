// A practice's order form with the embedded list, as a host page would build it: plain elements, its own
// fields, and the list's events. It names no patient, sends nothing and stores nothing.

import "./order-entry.css";
import { get } from "../api/client";
import type { Policy } from "../api/evaluation";
import { language, say, type Key } from "../words";
import type { ChooseDetail, Details, ExamDetail } from "../element/events";
import { button, choice, field, make } from "./fields";

const LINES = ["large_group", "small_group", "individual", "medicare_advantage", "medicaid"];
const FUNDINGS = ["fully_insured", "self_funded", "level_funded"];

interface List extends HTMLElement {
  age: number | null;
}

const list = document.createElement("nearsite-display-list") as List;
const exam = make("output", { id: "order-exam" }, say("order.exam.none"));
const site = make("output", { id: "order-site" }, say("order.choice.none"));
const reason = make("output", { id: "order-reason" });
const reasonRow = make("div", { class: "row", hidden: "" }, make("dt", {}, say("order.reason")), make("dd", {}, reason));
const faultMessage = make("p", { class: "fault", role: "alert" });
const confirmation = make("p", { class: "placed", role: "status" });
let examNow: ExamDetail | null = null;
let choiceNow: ChooseDetail | null = null;

function listen<Name extends keyof Details>(name: Name, handle: (detail: Details[Name]) => void): void {
  list.addEventListener(name, (event) => handle((event as CustomEvent<Details[Name]>).detail));
}

listen("nearsite-exam", (detail) => {
  examNow = detail.procedure ? detail : null;
  const side = detail.side ? `, ${say(`order.${detail.side}`)}` : "";
  exam.textContent = detail.procedure ? `${detail.procedure.name} (${detail.procedure.code})${side}` : say("order.exam.none");
  choose(null);
});
listen("nearsite-choose", choose);
listen("nearsite-list", ({ results }) => {
  if (choiceNow && !results.some(({ registration_id }) => registration_id === choiceNow?.registration_id)) choose(null);
});

function choose(detail: ChooseDetail | null): void {
  choiceNow = detail;
  site.textContent = detail ? detail.name : say("order.choice.none");
  const why = detail?.reason;
  reasonRow.hidden = !why;
  reason.textContent = why ? [...why.criteria, ...Object.keys(why.facts).filter((fact) => why.facts[fact]), why.text].filter(Boolean).join("; ") : "";
  faultMessage.textContent = "";
  confirmation.textContent = "";
}

function place(event: Event): void {
  event.preventDefault();
  const wrong: Key | null = !examNow ? "order.wrong_exam" : !choiceNow ? "order.wrong_site" : null;
  faultMessage.textContent = wrong ? say(wrong) : "";
  confirmation.textContent = wrong ? "" : say("order.placed", { exam: exam.textContent ?? "", site: site.textContent ?? "" });
  if (wrong) list.focus();
}

function setting(name: string): (value: string) => void {
  return (value) => (value ? list.setAttribute(name, value) : list.removeAttribute(name));
}

const payer = choice("payer", say("order.payer"), [["", say("order.payer.none")]], setting("payer"));
const named = (values: string[]): [string, string][] => [["", say("order.not_said")], ...values.map((value): [string, string] => [value, say(`order.${value}` as Key)])];

list.lang = language();
document.querySelector("#order-entry")?.replaceChildren(
  make("h1", {}, say("order.title")),
  make("p", { class: "intro" }, say("order.intro")),
  make(
    "form",
    { novalidate: "", id: "order" },
    make(
      "fieldset",
      {},
      make("legend", {}, say("order.order")),
      field("clinician", say("order.clinician"), "text"),
      field("practice", say("order.practice"), "text"),
      field("indication", say("order.indication"), "text"),
      choice("urgency", say("order.urgency"), [["routine", say("order.urgency.routine")], ["urgent", say("order.urgency.urgent")]], () => undefined),
    ),
    make(
      "fieldset",
      {},
      make("legend", {}, say("order.coverage")),
      make("p", { class: "hint" }, say("order.coverage.hint")),
      payer,
      choice("line", say("order.line_of_business"), named(LINES), setting("line-of-business")),
      choice("funding", say("order.funding"), named(FUNDINGS), setting("funding")),
      field("state", say("order.state"), "text", setting("state"), "2"),
      field("age", say("order.age"), "numeric", (value) => (list.age = value ? Number(value) : null), "3"),
      field("miles", say("order.access_miles"), "decimal", setting("access-miles"), "6"),
    ),
  ),
  make("section", { "aria-labelledby": "where" }, make("h2", { id: "where" }, say("order.where")), list),
  make(
    "section",
    { class: "summary", "aria-labelledby": "summary" },
    make("h2", { id: "summary" }, say("order.summary")),
    make(
      "dl",
      {},
      make("div", { class: "row" }, make("dt", {}, say("order.exam")), make("dd", {}, exam)),
      make("div", { class: "row" }, make("dt", {}, say("order.site")), make("dd", {}, site)),
      reasonRow,
    ),
    faultMessage,
    make("p", { class: "actions" }, button(say("order.place"), "primary", place), button(say("order.print"), "", () => window.print())),
    confirmation,
  ),
);

const { policies } = await get<{ policies: Policy[] }>("/v1/policies").catch(() => ({ policies: [] }));
const inForce = policies.filter(({ effective_to }) => effective_to === null);
for (const { payer: id, title } of inForce) payer.querySelector("select")?.append(make("option", { value: id }, title));
