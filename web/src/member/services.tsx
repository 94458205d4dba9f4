// What a site offers, kind of scan by kind of scan: its machines, what it can do for a patient, and who accredits it.

import type { Site } from "../api/types";
import { say, type Key } from "../words";
import { day } from "../words/figures";
import { numberFormat } from "../words/formats";

type Service = Site["services"][number];

export function Services({ site }: { site: Site }) {
  return (
    <section aria-labelledby="services">
      <h2 id="services">{say("site.services")}</h2>
      <ul class="services">
        {site.services.map((service) => (
          <li key={service.modality}>
            <h3>{say(`find.modality.${service.modality}`)}</h3>
            <ul class="facts">
              {lines(service).map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}

function lines(service: Service): string[] {
  const accredited = new Set(
    service.accreditations.map((one) => {
      const body = say(`site.body.${one.body}` as Key);
      return one.expires_on ? say("site.accredited.until", { body, date: day(one.expires_on) }) : say("site.accredited", { body });
    }),
  );
  const machines = new Set(service.equipment.map(machine).filter(Boolean));
  return [...(accredited.size ? accredited : [say("site.accredited.none")]), ...machines, ...abilities(service.capabilities)];
}

function machine(unit: Record<string, unknown>): string {
  const n = (value: unknown) => numberFormat().format(Number(value));
  const parts = [
    typeof unit["field_strength_t"] === "number" ? say("site.machine.field", { n: n(unit["field_strength_t"]) }) : "",
    typeof unit["bore"] === "string" ? say(`site.machine.bore.${unit["bore"]}` as Key) : "",
    typeof unit["slices"] === "number" ? say("site.machine.slices", { n: n(unit["slices"]) }) : "",
    unit["pet_ct"] === true ? say("site.machine.pet_ct") : "",
    unit["spect_ct"] === true ? say("site.machine.spect_ct") : "",
    typeof unit["table_limit_lb"] === "number" ? say("site.machine.table", { n: n(unit["table_limit_lb"]) }) : "",
  ].filter(Boolean);
  return parts.length ? say("site.machine", { parts: parts.join(", ") }) : "";
}

function abilities(can: Record<string, unknown>): string[] {
  const told: string[] = [];
  if (typeof can["contrast"] === "boolean") told.push(say(can["contrast"] ? "site.can.contrast" : "site.can.no_contrast"));
  if (typeof can["sedation"] === "string" && can["sedation"] !== "none") told.push(say(`site.can.sedation.${can["sedation"]}` as Key));
  if (typeof can["pediatric_min_age"] === "number") told.push(say("site.can.age", { n: can["pediatric_min_age"] }));
  return told;
}
