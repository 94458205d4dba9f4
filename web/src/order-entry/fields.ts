// Functions that create the form's elements.

export function make<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Record<string, string> = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function field(id: string, label: string, inputmode: string, onChange: (value: string) => void = () => undefined, maxlength = "120"): HTMLElement {
  const input = make("input", { id, inputmode, maxlength, autocomplete: "off" });
  input.addEventListener("change", () => onChange(input.value.trim()));
  return make("div", { class: "field" }, make("label", { for: id }, label), input);
}

export function choice(id: string, label: string, options: [string, string][], onChange: (value: string) => void): HTMLElement {
  const select = make("select", { id }, ...options.map(([value, words]) => make("option", { value }, words)));
  select.addEventListener("change", () => onChange(select.value));
  return make("div", { class: "field" }, make("label", { for: id }, label), select);
}

export function button(label: string, kind: string, onPress: (event: Event) => void): HTMLElement {
  const element = make("button", { type: "button", class: kind }, label);
  element.addEventListener("click", onPress);
  return element;
}
