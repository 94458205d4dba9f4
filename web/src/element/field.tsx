// A labeled field: label, control, hint, and the error found on submit.

import type { ComponentChildren } from "preact";

interface Props {
  id: string;
  label: string;
  kind?: string;
  hint?: string;
  error: string | undefined;
  children: ComponentChildren;
}

export function Field({ id, label, kind = "", hint, error, children }: Props) {
  return (
    <div class={`field ${kind}`}>
      <label for={id}>{label}</label>
      {children}
      {hint && <p id={`${id}-hint`} class="hint">{hint}</p>}
      {error && <p id={`${id}-error`} class="error">{error}</p>}
    </div>
  );
}

/** Attributes that link a control to its hint and error. */
export function tied(id: string, error: string | undefined, hint = true) {
  return { id, autocomplete: "off", "aria-describedby": `${hint ? `${id}-hint ` : ""}${error ? `${id}-error` : ""}` || undefined, "aria-invalid": error ? true : undefined };
}
