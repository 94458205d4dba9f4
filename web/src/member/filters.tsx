// The filters, open to view with what they stand on, and how many places each would find where the service counts them. Each
// change asks again at once; the list says what came of it.

import type { ComponentChildren } from "preact";
import type { Day, Setting, Summary } from "../api/types";
import { language, say } from "../words";
import { PlaceNow } from "./place_now";
import type { Finder } from "./finder";
import { dayName, languageName, typeOfPlace } from "./site_words";
import { filtersSet, inPlay, radii, type State } from "./state";

const BODIES = ["ACR", "IAC", "TJC", "RadSite"] as const;
const SETTINGS: Setting[] = ["free_standing", "physician_office", "hospital_outpatient"];
const WEEKEND: Day[] = ["sat", "sun"];

export function FiltersForm({ finder, state }: { finder: Finder; state: State }) {
  const { wish, answer } = state;
  const { filters } = wish;
  const play = inPlay(wish);
  const counts = answer?.summary?.counts;
  const set = filtersSet(filters);
  const toggled = <T,>(list: T[], one: T): T[] => (list.includes(one) ? list.filter((other) => other !== one) : [...list, one]);
  return (
    <form class="filters" aria-label={say("find.filters")} onSubmit={(event) => event.preventDefault()} noValidate autocomplete="off">
      <label for="radius">{say("find.radius")}</label>
      <select id="radius" value={String(wish.radius)} onChange={(event) => void finder.refine({ radius: Number(event.currentTarget.value), widen: null })}>
        {radii(wish.radius).map((radius) => (
          <option key={radius} value={String(radius)}>
            {say("find.radius.within", { n: radius })}
          </option>
        ))}
      </select>

      {wish.procedure ? (
        <Group name={say("find.filter.setting")}>
          {SETTINGS.map((setting) => (
            <Tick
              key={setting}
              words={typeOfPlace(setting)}
              count={counts?.setting[setting]}
              checked={filters.settings.includes(setting)}
              onToggle={() => {
                const settings = toggled(filters.settings, setting);
                void finder.filter({ settings: settings.length ? settings : SETTINGS.filter((other) => other !== setting) });
              }}
            />
          ))}
        </Group>
      ) : null}

      {play.score ? (
        <Group name={say("find.filter.grade")}>
          {([null, 76, 88] as const).map((least) => (
            <label class="tick" key={String(least)}>
              <input type="radio" name="grade" checked={filters.min_score === least} onChange={() => void finder.filter({ min_score: least })} />
              <span>
                {say(least === null ? "find.filter.grade.any" : least === 76 ? "find.filter.grade.b" : "find.filter.grade.a")}
                <Count n={gradeCount(counts, least)} />
              </span>
            </label>
          ))}
        </Group>
      ) : null}

      {play.cost ? (
        <>
          <label for="max-amount">{say("find.filter.max_amount")}</label>
          <input
            id="max-amount"
            type="text"
            inputMode="decimal"
            placeholder={say("find.filter.max_amount.none")}
            value={filters.max_amount === null ? "" : String(filters.max_amount)}
            onChange={(event) => void finder.filter({ max_amount: numberIn(event.currentTarget, 10_000_000) })}
          />
        </>
      ) : null}

      <Group name={say("find.filter.open_on")}>
        {WEEKEND.map((day) => (
          <Tick
            key={day}
            words={dayName(day)}
            count={counts?.open_on[day]}
            checked={filters.open_on.includes(day)}
            onToggle={() => void finder.filter({ open_on: toggled(filters.open_on, day) })}
          />
        ))}
      </Group>

      <Group name={say("find.filter.languages")}>
        {languagesOffered(counts).map((code) => (
          <Tick
            key={code}
            words={languageName(code)}
            count={counts?.languages[code]}
            checked={filters.languages.includes(code)}
            onToggle={() => void finder.filter({ languages: toggled(filters.languages, code) })}
          />
        ))}
      </Group>

      <Group name={say("find.filter.access")}>
        <Tick
          words={say("find.filter.wheelchair")}
          count={counts?.wheelchair_accessible}
          checked={filters.wheelchair}
          onToggle={() => void finder.filter({ wheelchair: !filters.wheelchair })}
        />
      </Group>

      {wish.procedure ? (
        <Group name={say("find.filter.accredited")}>
          {BODIES.map((body) => (
            <Tick
              key={body}
              words={say(`site.body.${body}`)}
              count={counts?.accredited_by[body]}
              checked={filters.accredited_by.includes(body)}
              onToggle={() => void finder.filter({ accredited_by: toggled(filters.accredited_by, body) })}
            />
          ))}
        </Group>
      ) : null}

      {wish.procedure?.modality === "mri" ? (
        <>
          <label for="bore">{say("find.filter.bore")}</label>
          <select
            id="bore"
            value={filters.bore ?? ""}
            onChange={(event) => void finder.filter({ bore: event.currentTarget.value === "" ? null : (event.currentTarget.value as "wide" | "open") })}
          >
            <option value="">{say("find.filter.bore.any")}</option>
            <option value="wide">{say("find.filter.bore.wide")}</option>
            <option value="open">{say("find.filter.bore.open")}</option>
          </select>
        </>
      ) : null}

      {wish.procedure ? (
        <>
          <label for="age">{say("find.filter.age")}</label>
          <input
            id="age"
            type="text"
            inputMode="numeric"
            placeholder={say("find.filter.age.none")}
            value={filters.age === null ? "" : String(filters.age)}
            onChange={(event) => void finder.filter({ age: numberIn(event.currentTarget, 130) })}
          />
        </>
      ) : null}

      <label for="name">{say("find.filter.name")}</label>
      <input id="name" type="text" maxLength={100} value={filters.name} onChange={(event) => void finder.filter({ name: event.currentTarget.value })} />

      <button type="button" class="clear" disabled={set === 0} onClick={() => void finder.clearFilters()}>
        {say("find.filters.clear")}
      </button>

      <PlaceNow finder={finder} now={wish.now} />
    </form>
  );
}

function Group({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <fieldset>
      <legend>{name}</legend>
      {children}
    </fieldset>
  );
}

function Tick({ words, count, checked, onToggle }: { words: string; count: number | undefined; checked: boolean; onToggle: () => void }) {
  return (
    <label class="tick">
      <input type="checkbox" checked={checked} onChange={onToggle} />
      <span>
        {words}
        <Count n={count} />
      </span>
    </label>
  );
}

function Count({ n }: { n: number | undefined }) {
  return n === undefined ? null : <span class="count"> ({n})</span>;
}

/** The service counts grades one by one; "A or B" is both of them. */
function gradeCount(counts: Summary["counts"] | undefined, least: number | null): number | undefined {
  if (!counts || least === null) return undefined;
  const a = counts.grade.A ?? 0;
  return least === 88 ? a : a + (counts.grade.B ?? 0);
}

function languagesOffered(counts: Summary["counts"] | undefined): string[] {
  const usual = language() === "es" ? ["es", "en"] : ["en", "es"];
  return [...new Set([...usual, ...Object.keys(counts?.languages ?? {}).sort()])];
}

/** A number from a field; what is none is taken out of the field again. */
function numberIn(field: HTMLInputElement, most: number): number | null {
  const text = field.value.replace(/[$\s,]/g, "");
  const value = Number(text);
  if (text !== "" && /^\d+(\.\d{1,2})?$/.test(text) && value <= most) return value;
  field.value = "";
  return null;
}
