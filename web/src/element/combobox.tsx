// Renders a combobox: the field, and below it the open question with its options.

import type { Combo } from "./combo";
import { Field, tied } from "./field";

interface Props {
  id: string;
  label: string;
  hint: string;
  combo: Combo;
  error: string | undefined;
  isRequired?: boolean;
  placeholder?: string;
}

export function Combobox({ id, label, hint, combo, error, isRequired, placeholder }: Props) {
  const { popup, active } = combo;
  const hasOptions = popup !== null && popup.options.length > 0;
  return (
    <Field id={id} label={label} hint={hint} error={error} kind="combo">
      <div class="anchor">
        <input
          {...tied(id, error)}
          role="combobox"
          spellcheck={false}
          placeholder={placeholder}
          aria-autocomplete="list"
          aria-expanded={hasOptions}
          aria-controls={hasOptions ? `${id}-options` : undefined}
          aria-activedescendant={active >= 0 ? `${id}-option-${active}` : undefined}
          aria-required={isRequired}
          value={combo.text}
          onInput={(event) => combo.type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (!event.isComposing && !event.altKey && !event.ctrlKey && !event.metaKey && combo.key(event.key)) event.preventDefault();
          }}
          onBlur={() => combo.close()}
        />
        {popup && (
          <div class="popup" onMouseDown={(event) => event.preventDefault()}>
            <p id={`${id}-question`}>{popup.heading}</p>
            {hasOptions && (
              <ul id={`${id}-options`} role="listbox" aria-labelledby={`${id}-question`}>
                {popup.options.map((option, at) => (
                  <li
                    key={option.key}
                    id={`${id}-option-${at}`}
                    role="option"
                    aria-selected={at === active}
                    onClick={option.pick}
                    ref={(item: HTMLElement | null) => {
                      if (item && at === active) item.scrollIntoView({ block: "nearest" });
                    }}
                  >
                    <span lang={option.lang}>{option.name}</span> {option.note && <small>{option.note}</small>}
                  </li>
                ))}
              </ul>
            )}
            {popup.remark && <p class="soft">{popup.remark}</p>}
          </div>
        )}
      </div>
      <p class="unseen" role="status">{popup?.heading}</p>
    </Field>
  );
}
