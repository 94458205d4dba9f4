// A price as people need it: what you would pay, the plan's price, the difference, in this order, each with its assumptions and
// its evidence beside it. A price that is missing is a dash and a reason.

import type { ComponentChildren } from "preact";
import type { Cost, MemberCost, Procedure, Result } from "../api/types";
import { say, type Key } from "../words";
import { day, dollars, dollarsMore } from "../words/figures";
import { inPlay, type Wish } from "./state";

export type Priced = Pick<Result, "cost" | "versus" | "with_contrast"> & { member_cost?: MemberCost | null };

const AGES = [365, 180, 90];

/** Days between two dates written out. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

export function Chips({ cost, pricesAsOf }: { cost: Cost; pricesAsOf: string | null }) {
  if (cost.status === "missing" || !cost.evidence) return null;
  const age = cost.as_of && pricesAsOf ? daysBetween(cost.as_of, pricesAsOf) : 0;
  const older = AGES.find((days) => age > days);
  return (
    <>
      {" "}
      <span class={`chip evidence-${cost.evidence}`}>{say(`cost.evidence.${cost.evidence}`)}</span>
      {older ? (
        <>
          {" "}
          <span class="chip old">{say("cost.older", { n: older })}</span>
        </>
      ) : null}
    </>
  );
}

export function priceWords(cost: Cost): string {
  if (cost.status === "missing" || cost.amount === null) return "–";
  if (cost.status === "ambiguous" && cost.low !== null && cost.high !== null)
    return say("cost.between", { low: dollars(cost.low), high: dollars(cost.high) });
  return dollars(cost.amount);
}

/** Why there is no price. */
export function missingWords(cost: Cost, wish: Wish): string {
  if (!wish.procedure) return say("cost.missing.exam");
  if (!wish.network) return say("cost.missing.plan");
  return say(cost.reason === "suspect" ? "cost.missing.suspect" : "cost.missing.none");
}

/** What the price pays for, in one line. */
export function includedWords(cost: Cost): string {
  const of = (name: string) => cost.components.find((one) => one.component === name);
  const whole = of("global");
  if (whole) return say("cost.includes.global");
  const parts = cost.components.filter((one) => one.amount !== null).map((one) => `${say(`cost.component.${one.component}` as "cost.component.global")} ${dollars(one.amount ?? 0)}`);
  const guessed = cost.components.some((one) => one.status === "estimated");
  const reader = of("professional");
  const lines = [parts.join(" + "), guessed ? say("cost.includes.estimated") : "", !reader || reader.status === "missing" ? say("cost.includes.no_reader") : ""];
  return lines.filter(Boolean).join("; ");
}

/** How a share comes about, in one line. */
export function shareWords(share: MemberCost): string {
  const parts = (["deductible", "copay", "coinsurance"] as const)
    .filter((part) => share[part] > 0)
    .map((part) => say(`cost.share.${part}`, { amount: dollars(share[part]) }));
  return parts.length ? say("cost.share.made_of", { parts: parts.join(" + ") }) : say("cost.share.nothing");
}

export function sourceWords(cost: Cost): string | null {
  if (cost.status === "missing" || !cost.source) return null;
  return cost.as_of ? say("cost.source_dated", { source: cost.source, date: day(cost.as_of) }) : say("cost.source", { source: cost.source });
}

export function shareFigure(share: MemberCost | null | undefined): string {
  return share ? dollars(share.amount) : "–";
}

/** The member's own part, and how it comes about. */
export function Share({ of: { cost, member_cost: share }, wish }: { of: Pick<Priced, "cost" | "member_cost">; wish: Wish }) {
  return (
    <>
      <strong class="figure">{shareFigure(share)}</strong> <span class="soft">{share ? shareWords(share) : missingWords(cost, wish)}</span>
    </>
  );
}

/** The plan's price, with what stands beside it, and what it pays for. */
export function Price({ cost, wish, children }: { cost: Cost; wish: Wish; children?: ComponentChildren }) {
  return (
    <>
      <strong class="figure">{priceWords(cost)}</strong>
      {children} <span class="soft">{cost.status === "missing" ? missingWords(cost, wish) : includedWords(cost)}</span>
    </>
  );
}

/** With the use of contrast, where prices without and with it are shown. */
export function priceLabel(procedure: Procedure | null): string {
  return procedure ? say("cost.plan_price.of", { contrast: say(`find.contrast.${procedure.contrast}` as Key) }) : say("cost.plan_price");
}

interface MoneyProps {
  of: Priced;
  wish: Wish;
  comparedWith: string | null;
  pricesAsOf: string | null;
}

export function Money({ of, wish, comparedWith, pricesAsOf }: MoneyProps) {
  const { cost, versus, with_contrast } = of;
  const hasBenefits = inPlay(wish).memberCost;
  return (
    <dl class="money">
      {hasBenefits ? (
        <div class="yours of-member">
          <dt>{say("cost.you_pay")}</dt>
          <dd>
            <Share of={of} wish={wish} />
          </dd>
        </div>
      ) : null}
      <div>
        <dt>{priceLabel(wish.withContrast ? wish.procedure : null)}</dt>
        <dd>
          <Price cost={cost} wish={wish}>
            <Chips cost={cost} pricesAsOf={pricesAsOf} />
          </Price>
        </dd>
      </div>
      {wish.withContrast ? (
        <div class="contrast">
          <dt>{priceLabel(wish.withContrast)}</dt>
          <dd>
            {with_contrast ? (
              <Price cost={with_contrast} wish={wish}>
                <Chips cost={with_contrast} pricesAsOf={pricesAsOf} />
              </Price>
            ) : (
              <>
                <strong class="figure">–</strong> <span class="soft">{say("cost.contrast.not_here")}</span>
              </>
            )}
          </dd>
        </div>
      ) : null}
      {comparedWith ? (
        <div>
          <dt>{say("cost.difference")}</dt>
          <dd>
            <Difference versus={versus} hasBenefits={hasBenefits} comparedWith={comparedWith} />
          </dd>
        </div>
      ) : null}
    </dl>
  );
}

export function Difference({ versus, hasBenefits, comparedWith }: { versus: Result["versus"]; hasBenefits: boolean; comparedWith: string }) {
  const mine = hasBenefits ? (versus?.member_cost ?? null) : null;
  const plans = versus?.amount ?? null;
  if (mine === null && plans === null)
    return (
      <>
        <strong class="figure">–</strong> <span class="soft">{say("cost.difference.missing", { name: comparedWith })}</span>
      </>
    );
  return (
    <>
      {mine !== null ? (
        <span class="of-member">
          <strong class="figure">{dollarsMore(mine)}</strong> {say("cost.difference.yours")}
          {plans !== null ? "; " : " "}
        </span>
      ) : null}
      {plans !== null ? (
        <>
          <strong class={mine === null ? "figure" : undefined}>{dollarsMore(plans)}</strong> {say("cost.difference.plans")}{" "}
        </>
      ) : null}
      <span class="soft">{say("cost.difference.against", { name: comparedWith })}</span>
    </>
  );
}
