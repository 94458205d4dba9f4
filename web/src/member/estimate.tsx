// The estimate for one site, claim by claim: what the plan allows and what is the member's own share stay in columns of their own.

import { useEffect, useState } from "preact/hooks";
import type { Accumulators, Estimate, EstimatesAnswer } from "../api/benefits";
import { post } from "../api/client";
import { say, type Key } from "../words";
import { dollars } from "../words/figures";
import { announce } from "./announce";
import { FiguresTable } from "./figures_table";
import { noticeWords } from "./notices";
import type { Wish } from "./state";

type Got = { answer: EstimatesAnswer; estimate: Estimate } | "asking" | "failed";

export function EstimateOf({ id, wish }: { id: string; wish: Wish }) {
  const [got, setGot] = useState<Got>("asking");
  const { procedure, network, benefits } = wish;
  useEffect(() => {
    if (!procedure || !network || !benefits) return;
    const stop = new AbortController();
    const body = { audience: "member", procedure: procedure.code, network, sites: [id], benefits };
    post<EstimatesAnswer>("/v1/estimates", body, undefined, stop.signal)
      .then((answer) => {
        const [estimate] = answer.estimates;
        setGot(estimate ? { answer, estimate } : "failed");
        if (estimate?.member_share) announce(say("cost.estimate.said", { amount: dollars(estimate.member_share.total) }));
      })
      .catch(() => !stop.signal.aborted && setGot("failed"));
    return () => stop.abort();
  }, [id, procedure, network, benefits]);
  if (!procedure || !network || !benefits) return null;
  return (
    <section class="estimate of-member" aria-labelledby="estimate">
      <h2 id="estimate">{say("cost.estimate")}</h2>
      {got === "asking" ? <p class="soft">{say("cost.estimate.asking")}</p> : null}
      {got === "failed" ? <p class="wrong">{say("cost.estimate.failed")}</p> : null}
      {typeof got === "object" ? <Shown answer={got.answer} estimate={got.estimate} /> : null}
    </section>
  );
}

function Shown({ answer, estimate }: { answer: EstimatesAnswer; estimate: Estimate }) {
  const { member_share: share } = estimate;
  const notices = [...estimate.notices, ...answer.notices].map(noticeWords).filter((words) => words !== null);
  return (
    <>
      {share && estimate.allowed_amount !== null && estimate.plan_pays !== null ? (
        <>
          <dl class="sums">
            <div class="yours">
              <dt>{say("cost.you_pay")}</dt>
              <dd class="figure">{dollars(share.total)}</dd>
            </div>
            <div>
              <dt>{say("cost.allowed")}</dt>
              <dd class="figure">{dollars(estimate.allowed_amount)}</dd>
            </div>
            <div>
              <dt>{say("cost.plan_pays")}</dt>
              <dd class="figure">{dollars(estimate.plan_pays)}</dd>
            </div>
          </dl>
          <Claims estimate={estimate} />
          {share.capped_by_out_of_pocket > 0 ? <p class="note">{say("cost.estimate.capped", { amount: dollars(share.capped_by_out_of_pocket) })}</p> : null}
        </>
      ) : (
        <p>
          <span aria-hidden="true">– </span>
          {say(estimate.reason === "suspect" ? "cost.missing.suspect" : "cost.estimate.none")}
        </p>
      )}
      <Limits now={answer.accumulators} after={estimate.accumulators_after} />
      <ul class="notice-list">
        {notices.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </>
  );
}

function Claims({ estimate }: { estimate: Estimate }) {
  const parts = ["deductible", "copay", "coinsurance"] as const;
  const rows = estimate.claims.map((claim) => ({
    key: claim.claim,
    name: (
      <>
        {say(`cost.component.${claim.claim}`)}
        {claim.includes.length > 1 ? (
          <span class="soft">{say("cost.claim.includes", { parts: claim.includes.map((one) => say(`cost.component.${one}` as Key)).join(", ") })}</span>
        ) : null}
      </>
    ),
    cells: [
      dollars(claim.allowed_amount),
      ...parts.map((part) => dollars(claim.member_share[part])),
      <strong>{dollars(claim.member_share.total)}</strong>,
      dollars(claim.plan_pays),
    ],
  }));
  const columns = [say("cost.claim"), say("cost.allowed"), ...parts.map((part) => say(`cost.part.${part}`)), say("cost.you_pay"), say("cost.plan_pays")];
  return <FiguresTable caption={say("cost.claims")} columns={columns} rows={rows} />;
}

function Limits({ now, after }: { now: Accumulators; after: Accumulators | null }) {
  const rows = (["deductible", "out_of_pocket"] as const).flatMap((of) =>
    (["individual", "family"] as const).flatMap((whose) => {
      const one = now[of][whose];
      const left = after?.[of][whose]?.left ?? null;
      if (!one) return [];
      const name = say(`benefits.limit.${of}.${whose}`);
      return [{ key: name, name, cells: [dollars(one.limit), dollars(one.met), dollars(one.left), left === null ? "–" : dollars(left)] }];
    }),
  );
  if (rows.length === 0) return null;
  const columns = (["which", "limit", "met", "left", "after"] as const).map((column) => say(`benefits.limits.${column}`));
  return <FiguresTable caption={say("benefits.limits")} columns={columns} rows={rows} />;
}
