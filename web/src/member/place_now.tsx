// The site the member goes to now, picked by name: every price and distance is then also shown against it.

import { useEffect, useRef, useState } from "preact/hooks";
import { post } from "../api/client";
import { say } from "../words";
import { announce } from "./announce";
import { counted } from "./counted";
import type { Finder } from "./finder";
import type { Wish } from "./state";

interface Suggested {
  registration_id: string;
  name: string;
  city: string | null;
  state: string | null;
}

const PAUSE_MS = 200;

export function PlaceNow({ finder, now }: { finder: Finder; now: Wish["now"] }) {
  const [q, setQ] = useState("");
  const [found, setFound] = useState<Suggested[]>([]);
  const field = useRef<HTMLInputElement>(null);
  const clear = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!/[\p{L}\d].*[\p{L}\d]/u.test(q)) return setFound([]);
    const stop = new AbortController();
    const pause = setTimeout(() => {
      post<{ sites: Suggested[] }>("/v1/suggest", { audience: "member", q, limit: 6 }, undefined, stop.signal)
        .then(({ sites }) => {
          setFound(sites);
          announce(counted("find.now.found", sites.length));
        })
        .catch(() => setFound([]));
    }, PAUSE_MS);
    return () => {
      clearTimeout(pause);
      stop.abort();
    };
  }, [q]);
  if (now)
    return (
      <div class="place-now">
        <p class="label">{say("find.now")}</p>
        <p>{now.name}</p>
        <button
          type="button"
          ref={clear}
          onClick={() => {
            void finder.refine({ now: null });
            requestAnimationFrame(() => field.current?.focus());
          }}
        >
          {say("find.now.clear")}
        </button>
      </div>
    );
  return (
    <div class="place-now">
      <label for="now">{say("find.now")}</label>
      <p class="hint" id="now-hint">
        {say("find.now.hint")}
      </p>
      <input
        id="now"
        ref={field}
        type="text"
        maxLength={100}
        autocomplete="off"
        aria-describedby="now-hint"
        value={q}
        onInput={(event) => setQ(event.currentTarget.value)}
      />
      {found.length > 0 ? (
        <ul class="suggested" aria-label={say("find.now.list")}>
          {found.map((site) => (
            <li key={site.registration_id}>
              <button
                type="button"
                onClick={() => {
                  setQ("");
                  setFound([]);
                  requestAnimationFrame(() => clear.current?.focus());
                  void finder.refine({ now: { id: site.registration_id, name: site.name } });
                }}
              >
                {site.name}
                <span class="soft">{[site.city, site.state].filter(Boolean).join(", ")}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
