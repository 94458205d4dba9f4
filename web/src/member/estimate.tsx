// The estimate for one site, claim by claim: what the plan allows and what is the member's own share stay in columns of their own.

import { useEffect, useState } from "preact/hooks";
import type { Accumulators, Estimate, EstimatesAnswer } from "../api/benefits";
import { post } from "../api/client";
import { say, type Key } from "../words";
import { dollars } from "../words/figures";
import { announce } from "./announce";
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
  return (
    <div class="scrolls">
      <table class="claims" role="table">
        <caption>{say("cost.claims")}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">{say("cost.claim")}</th>
            <th scope="col" role="columnheader">{say("cost.allowed")}</th>
            {parts.map((part) => (
              <th scope="col" role="columnheader" key={part}>
                {say(`cost.part.${part}`)}
              </th>
            ))}
            <th scope="col" role="columnheader">{say("cost.you_pay")}</th>
            <th scope="col" role="columnheader">{say("cost.plan_pays")}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {estimate.claims.map((claim) => (
            <tr role="row" key={claim.claim}>
              <th scope="row" role="rowheader">
                {say(`cost.component.${claim.claim}`)}
                {claim.includes.length > 1 ? (
                  <span class="soft">{say("cost.claim.includes", { parts: claim.includes.map((one) => say(`cost.component.${one}` as Key)).join(", ") })}</span>
                ) : null}
              </th>
              <td role="cell" data-of={say("cost.allowed")}>{dollars(claim.allowed_amount)}</td>
              {parts.map((part) => (
                <td role="cell" key={part} data-of={say(`cost.part.${part}`)}>
                  {dollars(claim.member_share[part])}
                </td>
              ))}
              <td role="cell" data-of={say("cost.you_pay")}>
                <strong>{dollars(claim.member_share.total)}</strong>
              </td>
              <td role="cell" data-of={say("cost.plan_pays")}>{dollars(claim.plan_pays)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Limits({ now, after }: { now: Accumulators; after: Accumulators | null }) {
  const rows = (["deductible", "out_of_pocket"] as const).flatMap((of) =>
    (["individual", "family"] as const).flatMap((whose) => {
      const one = now[of][whose];
      return one ? [{ name: say(`benefits.limit.${of}.${whose}`), one, left: after?.[of][whose]?.left ?? null }] : [];
    }),
  );
  if (rows.length === 0) return null;
  return (
    <div class="scrolls">
      <table class="limits" role="table">
        <caption>{say("benefits.limits")}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">{say("benefits.limits.which")}</th>
            <th scope="col" role="columnheader">{say("benefits.limits.limit")}</th>
            <th scope="col" role="columnheader">{say("benefits.limits.met")}</th>
            <th scope="col" role="columnheader">{say("benefits.limits.left")}</th>
            <th scope="col" role="columnheader">{say("benefits.limits.after")}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map(({ name, one, left }) => (
            <tr role="row" key={name}>
              <th scope="row" role="rowheader">{name}</th>
              <td role="cell" data-of={say("benefits.limits.limit")}>{dollars(one.limit)}</td>
              <td role="cell" data-of={say("benefits.limits.met")}>{dollars(one.met)}</td>
              <td role="cell" data-of={say("benefits.limits.left")}>{dollars(one.left)}</td>
              <td role="cell" data-of={say("benefits.limits.after")}>{left === null ? "–" : dollars(left)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
