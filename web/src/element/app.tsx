// The whole element: exam, place, network and the site asked for; then the list; then, where a hospital was asked for, the review.

import { useEffect, useRef, useState } from "preact/hooks";
import { get, post, Refusal } from "../api/client";
import type { Network, Procedure, Result, SearchAnswer } from "../api/types";
import { Combobox, type Offer } from "./combobox";
import type { Evaluation } from "./evaluation";
import { Exam } from "./exam";
import { List } from "./list";
import { RADIUS, search, WIDE_RADIUS, type Facts, type Host, type NamedSite, type Order } from "./order";
import { Review } from "./review";
import { useWords } from "./words";

/** What the host page is told, by the name of its event. */
export interface Told {
  exam: { procedure: string; name: string };
  list: { snapshot: string; total: number; sites: string[]; requested: string | null };
  choose: { site: string; name: string; procedure: string; network: string; rank: number; snapshot: string; requested: string | null; outcome: string | null };
  reason: { site: string; procedure: string; outcome: string; basis: string[]; facts: Facts; text: string | null };
}

export interface AppProps {
  host: Host;
  exam: string | null;
  zip: string;
  age: number | null;
  network: string | null;
  asked: string | null;
  tell<Name extends keyof Told>(name: Name, detail: Told[Name]): void;
}

type Faults = Partial<Record<"exam" | "zip" | "network" | "whole", string>>;

export function App({ host, exam, zip: givenZip, age: givenAge, network: givenNetwork, asked: givenAsked, tell }: AppProps) {
  const words = useWords();
  const { say } = words;
  const [procedure, setProcedure] = useState<Procedure | null>(null);
  const [hasTaken, setHasTaken] = useState(false);
  const [zip, setZip] = useState(givenZip);
  const [age, setAge] = useState(givenAge === null ? "" : String(givenAge));
  const [network, setNetwork] = useState(givenNetwork ?? "");
  const [networks, setNetworks] = useState<Network[]>([]);
  const [asked, setAsked] = useState<NamedSite | null>(null);
  const [faults, setFaults] = useState<Faults>({});
  const [order, setOrder] = useState<Order | null>(null);
  const [radius, setRadius] = useState(RADIUS);
  const [answer, setAnswer] = useState<SearchAnswer | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [evaluation, setEvaluation] = useState<Evaluation | null>(null);
  const [toReasons, setToReasons] = useState(0);
  const zipBox = useRef<HTMLInputElement>(null);
  const networkBox = useRef<HTMLSelectElement>(null);
  const facts = useRef<Facts>({});

  useEffect(() => setZip(givenZip), [givenZip]);
  useEffect(() => setAge(givenAge === null ? "" : String(givenAge)), [givenAge]);
  useEffect(() => setNetwork(givenNetwork ?? ""), [givenNetwork]);
  useEffect(() => {
    get<{ networks: Network[] }>("/v1/networks", host.service).then(({ networks }) => setNetworks(networks), unreachable);
  }, [host.service.base, host.service.token]);
  useEffect(() => {
    if (!exam) return;
    get<Procedure>(`/v1/procedures/${encodeURIComponent(exam)}?audience=ordering_provider`, host.service).then(setProcedure, unreachable);
  }, [exam]);
  useEffect(() => {
    if (!givenAsked) setAsked(null);
    else {
      const path = `/v1/sites/${encodeURIComponent(givenAsked)}?audience=ordering_provider`;
      get<{ registration_id: string; name: string }>(path, host.service).then((site) => setAsked({ id: site.registration_id, name: site.name }), unreachable);
    }
  }, [givenAsked]);
  useEffect(() => {
    if (!order) return;
    const stop = new AbortController();
    search(host, order, radius, stop.signal).then(
      (found) => {
        setAnswer(found);
        tell("list", { snapshot: found.snapshot, total: found.total, sites: found.results.map(({ site }) => site.registration_id), requested: order.asked?.id ?? null });
      },
      (error: unknown) => {
        if (!(error instanceof Refusal)) return;
        const isZip = error.problem.type === "unknown-zip";
        setFaults(isZip ? { zip: say("fault.zip_unknown") } : { whole: error.problem.status ? error.problem.detail : say("fault.unreachable") });
        setOrder(null);
        if (isZip) zipBox.current?.focus();
      },
    );
    return () => stop.abort();
  }, [order, radius]);

  function unreachable(error: unknown) {
    if (error instanceof Refusal) setFaults((faults) => ({ ...faults, whole: error.problem.status ? error.problem.detail : say("fault.unreachable") }));
  }
  const forget = () => {
    setOrder(null);
    setAnswer(null);
    setChosen(null);
    setEvaluation(null);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const found: Faults = {};
    if (!procedure) found.exam = say("fault.exam");
    if (!/^\d{5}(-\d{4})?$/.test(zip.trim())) found.zip = say("fault.zip");
    if (!network) found.network = say("fault.network");
    setFaults(found);
    if (found.zip && !found.exam) zipBox.current?.focus();
    else if (found.network && !found.exam) networkBox.current?.focus();
    if (!procedure || Object.keys(found).length) return;
    forget();
    facts.current = {};
    setRadius(RADIUS);
    const years = Number(age);
    setOrder({ procedure, zip: zip.trim(), network, asked, age: age.trim() && Number.isInteger(years) && years >= 0 && years <= 130 ? years : null });
  };
  const lookForSite = async (q: string, signal: AbortSignal): Promise<Offer<NamedSite>[]> => {
    const body = { q, audience: "ordering_provider", limit: 8 };
    const { sites } = await post<{ sites: { registration_id: string; name: string; city: string | null; state: string | null }[] }>("/v1/suggest", body, host.service, signal);
    return sites.map((site) => ({
      key: site.registration_id,
      label: site.name,
      detail: [site.city, site.state].filter(Boolean).join(", "),
      value: { id: site.registration_id, name: site.name },
    }));
  };
  const choose = (result: Result) => {
    if (!order || !answer) return;
    setChosen(result.site.registration_id);
    tell("choose", {
      site: result.site.registration_id,
      name: result.site.name,
      procedure: order.procedure.code,
      network: order.network,
      rank: result.rank,
      snapshot: answer.snapshot,
      requested: order.asked?.id ?? null,
      outcome: evaluation?.outcome ?? null,
    });
  };
  const isHospital = answer?.compared?.site.setting === "hospital_outpatient";
  const hasReview = Boolean(order && isHospital && host.payer);
  const giveReason = (found: Evaluation | null, text: string | null) => {
    if (!order?.asked || !found) return;
    tell("reason", { site: order.asked.id, procedure: order.procedure.code, outcome: found.outcome, basis: found.basis, facts: facts.current, text });
  };
  const isChosen = answer?.results.find(({ site }) => site.registration_id === chosen);
  return (
    <div class="whole" part="whole">
      <form onSubmit={submit} noValidate part="form">
        <Exam
          host={host}
          chosen={procedure}
          fault={faults.exam}
          focusNow={hasTaken || Boolean(faults.exam)}
          onChoose={(found) => {
            setHasTaken(true);
            setProcedure(found);
            setFaults({});
            forget();
            if (found) {
              tell("exam", { procedure: found.code, name: found.name });
              zipBox.current?.focus();
            }
          }}
        />
        <div class="field">
          <label for="zip">{say("zip")}</label>
          <input id="zip" ref={zipBox} inputMode="numeric" autocomplete="off" size={10} maxLength={10} value={zip} aria-invalid={faults.zip ? true : undefined} aria-describedby={faults.zip ? "zip-fault" : undefined} onInput={(event) => setZip(event.currentTarget.value)} />
          {faults.zip && (
            <p class="fault" id="zip-fault">
              {faults.zip}
            </p>
          )}
        </div>
        <div class="field">
          <label for="age">{say("age")}</label>
          <input id="age" inputMode="numeric" autocomplete="off" size={4} maxLength={3} value={age} onInput={(event) => setAge(event.currentTarget.value)} />
        </div>
        <div class="field">
          <label for="network">{say("network")}</label>
          <select id="network" ref={networkBox} value={network} aria-invalid={faults.network ? true : undefined} aria-describedby={faults.network ? "network-fault" : undefined} onChange={(event) => setNetwork(event.currentTarget.value)}>
            <option value="">{say("network.pick")}</option>
            {networks.map(({ network: id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          {faults.network && (
            <p class="fault" id="network-fault">
              {faults.network}
            </p>
          )}
        </div>
        {asked ? (
          <div class="field">
            <span class="label">{say("asked")}</span>
            <p class="taken">
              <strong>{asked.name}</strong>{" "}
              <button type="button" onClick={() => setAsked(null)}>
                {say("asked.clear")}
              </button>
            </p>
          </div>
        ) : (
          <Combobox label={say("asked.label")} look={lookForSite} none={say("asked.none")} counted={() => ""} onTake={setAsked} />
        )}
        <button type="submit" class="main" part="submit">
          {say("find")}
        </button>
      </form>
      {faults.whole && (
        <p class="fault" role="alert">
          {faults.whole}
        </p>
      )}
      <p class="status" role="status">
        {order && !answer && !faults.whole && say("working")}
        {answer && answer.total > 0 && say("list", { n: answer.results.length, total: answer.total, radius: answer.radius_miles, date: words.day(answer.prices_as_of) })}
        {answer && answer.total === 0 && say("empty", { radius: answer.radius_miles })}
      </p>
      {answer && order && (answer.results.length > 0 || answer.compared) && (
        <section aria-labelledby="heading">
          <h2 id="heading">{say("heading")}</h2>
          <List answer={answer} order={order} chosen={chosen} onReasons={hasReview && host.shortcuts ? () => setToReasons(toReasons + 1) : null} onChoose={choose} />
        </section>
      )}
      {answer?.total === 0 && radius < WIDE_RADIUS && (
        <button type="button" onClick={() => setRadius(WIDE_RADIUS)}>
          {say("empty.wider", { radius: WIDE_RADIUS })}
        </button>
      )}
      {order && isHospital && !host.payer && <p class="hint">{say("policy.none")}</p>}
      {order && hasReview && (
        <Review
          host={host}
          order={order}
          state={answer?.compared?.site.address.state ?? ""}
          asks={toReasons}
          onAge={(years) => {
            setAge(String(years));
            setOrder({ ...order, age: years });
          }}
          onOutcome={(found, stated) => {
            facts.current = stated;
            setEvaluation(found);
            if (Object.keys(stated).length > 0) giveReason(found, null);
          }}
          onWords={(text) => giveReason(evaluation, text)}
        />
      )}
      <p class="chosen-site" role="status">
        {isChosen && say("chosen", { site: isChosen.site.name })}
      </p>
    </div>
  );
}
