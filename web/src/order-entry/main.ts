// A plain order form of a clinic with the element in it: what a host page has to do, and all of it.

import "./order-entry.css";

const page = document.getElementById("order-entry");
const isSpanish = document.documentElement.lang.startsWith("es");
const words = isSpanish
  ? { title: "Orden de imágenes", intro: "Un formulario de ejemplo. La lista de abajo es un elemento que cualquier página puede incluir.", payer: "Pagador", none: "Sin pagador", summary: "La orden", site: "Centro", exam: "Estudio", reason: "Razón", nothing: "Aún no se ha elegido nada.", print: "Imprimir" }
  : { title: "Imaging order", intro: "A sample order form. The list below is one element that any page can include.", payer: "Payer", none: "No payer", summary: "The order", site: "Site", exam: "Exam", reason: "Reason", nothing: "Nothing is chosen yet.", print: "Print" };
/** Payers whose published policy states a distance. */
const HAS_DISTANCE = ["uhc"];
const PAYERS = ["cigna", "aetna", "anthem", "uhc", "bcbstx", "premera"];

function make<Name extends keyof HTMLElementTagNameMap>(name: Name, text = "", into?: HTMLElement): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.textContent = text;
  into?.append(element);
  return element;
}

function labelled(term: string, list: HTMLElement): HTMLElement {
  make("dt", term, list);
  return make("dd", "–", list);
}

if (page) {
  page.replaceChildren();
  make("h1", words.title, page);
  make("p", words.intro, page);
  const field = make("p", "", page);
  const label = make("label", words.payer, field);
  const payer = make("select", "", field);
  payer.id = "payer";
  label.htmlFor = payer.id;
  for (const name of ["", ...PAYERS]) {
    const option = make("option", name || words.none, payer);
    option.value = name;
  }
  payer.value = "cigna";
  const list = document.createElement("nearsite-display-list");
  list.setAttribute("lang", document.documentElement.lang);
  const choosePayer = () => {
    list.setAttribute("payer", payer.value);
    // Where the published policy leaves the distance open, the plan sets it.
    if (HAS_DISTANCE.includes(payer.value)) list.removeAttribute("access-miles");
    else list.setAttribute("access-miles", "10");
  };
  choosePayer();
  payer.addEventListener("change", choosePayer);
  page.append(list);

  const order = make("section", "", page);
  order.setAttribute("aria-labelledby", "order");
  make("h2", words.summary, order).id = "order";
  const empty = make("p", words.nothing, order);
  const said = make("dl", "", order);
  said.hidden = true;
  const [exam, site, reason] = [labelled(words.exam, said), labelled(words.site, said), labelled(words.reason, said)];
  const print = make("button", words.print, order);
  print.type = "button";
  print.addEventListener("click", () => window.print());
  const show = (where: HTMLElement, text: string) => {
    where.textContent = text;
    said.hidden = false;
    empty.hidden = true;
  };
  page.addEventListener("nearsite-exam", (event) => {
    const { name, procedure } = (event as CustomEvent<{ name: string; procedure: string }>).detail;
    show(exam, `${name} (${procedure})`);
  });
  page.addEventListener("nearsite-choose", (event) => {
    const { name, site: id } = (event as CustomEvent<{ name: string; site: string }>).detail;
    show(site, `${name} (${id})`);
  });
  page.addEventListener("nearsite-reason", (event) => {
    const { basis, text } = (event as CustomEvent<{ basis: string[]; text: string | null }>).detail;
    show(reason, text ?? (basis.join(", ") || "–"));
  });
}
