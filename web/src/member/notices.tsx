// What a price is and is not, in plain words: near every list and every estimate.

import { Fragment } from "preact";
import { say, type Key } from "../words";
import { day } from "../words/figures";

/** Notices of an estimate, in the order they are told. */
export const ESTIMATE_NOTICES = ["estimate-not-guarantee", "balance-billing-possible", "prior-authorization", "benefits-as-stated"] as const;
const SITE_NOTICES = ["professional-fee-not-included", "not-in-network"];

export function noticeWords(notice: string): string | null {
  const isKnown = (ESTIMATE_NOTICES as readonly string[]).includes(notice) || SITE_NOTICES.includes(notice);
  return isKnown ? say(`cost.notice.${notice}` as Key) : null;
}

/** What stands behind the label beside each price, strongest first. */
export function EvidenceMeaning() {
  return (
    <details class="meaning">
      <summary>{say("cost.evidence.what")}</summary>
      <dl class="pairs">
        {(["claims", "site_rate", "fee_schedule", "group_rate", "estimate"] as const).map((evidence) => (
          <Fragment key={evidence}>
            <dt>{say(`cost.evidence.${evidence}`)}</dt>
            <dd>{say(`cost.evidence.${evidence}.means`)}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}

export function Notices({ hasPlan, hasBenefits, pricesAsOf }: { hasPlan: boolean; hasBenefits: boolean; pricesAsOf: string }) {
  const told = ESTIMATE_NOTICES.filter((notice) => hasBenefits || notice !== "benefits-as-stated");
  return (
    <aside class="notices" aria-labelledby="notices">
      <h2 id="notices">{say("cost.notices")}</h2>
      <ul>
        {hasPlan ? told.map((notice) => <li key={notice}>{noticeWords(notice)}</li>) : null}
        {hasPlan ? <li>{say("cost.notice.prices_as_of", { date: day(pricesAsOf) })}</li> : null}
        <li>{say("cost.notice.no_payment")}</li>
        <li>{say("cost.notice.private")}</li>
      </ul>
    </aside>
  );
}
