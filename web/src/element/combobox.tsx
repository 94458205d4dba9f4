// A box that offers what fits while one types (ARIA 1.2 combobox): arrows move, Enter takes, Escape closes. What fits is the caller's
// question to the service; an answer that comes too late is dropped.

import { useEffect, useId, useRef, useState } from "preact/hooks";

export interface Offer<Value> {
  key: string;
  label: string;
  detail?: string;
  value: Value;
}

export interface ComboboxProps<Value> {
  label: string;
  /** What fits the words; called a moment after the last key. */
  look(words: string, signal: AbortSignal): Promise<Offer<Value>[]>;
  onTake(value: Value): void;
  none: string;
  counted(n: number): string;
  fault?: string | undefined;
  focusNow?: boolean;
  /** Told when Enter is pressed without an offer chosen. */
  onWords?(words: string): void;
}

const PAUSE_MS = 120;

export function Combobox<Value>(props: ComboboxProps<Value>) {
  const { label, look, onTake, none, counted, fault, focusNow, onWords } = props;
  const id = useId();
  const [words, setWords] = useState("");
  const [offers, setOffers] = useState<Offer<Value>[] | null>(null);
  const [at, setAt] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focusNow) input.current?.focus();
  }, [focusNow]);
  useEffect(() => {
    const asked = words.trim();
    setAt(-1);
    if (!/[\p{L}\d]/u.test(asked)) {
      setOffers(null);
      return;
    }
    const stop = new AbortController();
    const wait = setTimeout(() => {
      look(asked, stop.signal).then(setOffers, () => undefined);
    }, PAUSE_MS);
    return () => {
      clearTimeout(wait);
      stop.abort();
    };
  }, [words]);
  const take = (offer: Offer<Value>) => {
    setWords("");
    setOffers(null);
    onTake(offer.value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const count = offers?.length ?? 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (count) setAt((at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1) + count) % count);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const chosen = offers?.[at];
      if (chosen) take(chosen);
      else onWords?.(words);
    } else if (event.key === "Escape") {
      setOffers(null);
    }
  };
  const isOpen = offers !== null && offers.length > 0;
  return (
    <div class="field combobox">
      <label for={`${id}-box`}>{label}</label>
      <input
        ref={input}
        id={`${id}-box`}
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-activedescendant={isOpen && at >= 0 ? `${id}-${at}` : undefined}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        value={words}
        onInput={(event) => setWords(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => setOffers(null)}
      />
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      <ul role="listbox" id={`${id}-list`} aria-label={label} hidden={!isOpen}>
        {(offers ?? []).map((offer, place) => (
          <li
            key={offer.key}
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === at}
            onPointerDown={(event) => {
              event.preventDefault();
              take(offer);
            }}
          >
            {offer.label} {offer.detail && <small>{offer.detail}</small>}
          </li>
        ))}
      </ul>
      <p class="hint" role="status">
        {offers && (offers.length ? counted(offers.length) : none)}
      </p>
    </div>
  );
}
