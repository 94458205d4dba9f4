// A list to print, of at most twenty places. It says nothing of the member, neither ZIP nor benefits, unless the member asks.

import { useState } from "preact/hooks";
import { say } from "../words";
import { day } from "../words/figures";
import { Dotted } from "./dotted";
import { examName } from "./exam_words";
import { gradeWords } from "./grade";
import { missingWords, priceLabel, priceWords, shareFigure, shareWords, sourceWords } from "./money";
import { Notices } from "./notices";
import { addressOf, distanceWords, startOf, typeOfPlace } from "./site_words";
import { inPlay, MOST_PRINTED, type State } from "./state";
import { BackLink, useFocusedHeading } from "./turned_page";

export function PrintPage({ state, back }: { state: State; back: () => void }) {
  const [withMine, setWithMine] = useState(false);
  const heading = useFocusedHeading();
  const { answer, wish, networks, results } = state;
  if (!answer) return null;
  const printed = results.slice(0, MOST_PRINTED);
  const plan = networks.find((one) => one.network === wish.network)?.name;
  const play = inPlay(wish);
  const exam = wish.procedure ? examName(wish.procedure) : null;
  const start = startOf(answer, wish);
  return (
    <section class="print-page" aria-labelledby="print">
      <BackLink back={back} />
      <h1 id="print" tabIndex={-1} ref={heading}>
        {exam ? say("find.print.heading", { exam: exam.name }) : say("find.print.heading.places")}
      </h1>
      <div class="not-printed">
        <p class="note">{say("find.print.about", { n: MOST_PRINTED })}</p>
        <label class="tick">
          <input type="checkbox" checked={withMine} onChange={() => setWithMine(!withMine)} />
          <span>{say("find.print.mine")}</span>
        </label>
        <p>
          <button type="button" class="primary" onClick={() => print()}>
            {say("find.print.go")}
          </button>
        </p>
      </div>
      {exam?.english ? <p lang="en">{exam.english}</p> : null}
      <Dotted
        parts={[
          wish.procedure && say("find.sought.code", { code: wish.procedure.code }),
          plan ? say("find.sought.plan", { plan }) : say("find.sought.no_plan"),
          say("find.print.as_of", { date: day(answer.as_of) }),
          withMine && say("find.print.start", { start }),
        ]}
      />
      <ol class="printed">
        {printed.map((result) => {
          const { site, cost, member_cost: share } = result;
          return (
            <li key={site.registration_id}>
              <h2>{say("find.result.heading", { n: result.rank, name: site.name })}</h2>
              <Dotted
                parts={[typeOfPlace(site.setting), addressOf(site), site.phone ? say("site.phone", { phone: site.phone }) : say("site.phone.missing")]}
              />
              <Dotted
                parts={[
                  withMine && play.memberCost && (
                    <>
                      {say("cost.you_pay")}: <strong>{shareFigure(share)}</strong> {share ? shareWords(share) : ""}
                    </>
                  ),
                  <>
                    {priceLabel(wish.withContrast ? wish.procedure : null)}: <strong>{priceWords(cost)}</strong>{" "}
                    {cost.status === "missing" || !cost.evidence ? missingWords(cost, wish) : `(${say(`cost.evidence.${cost.evidence}`)}; ${sourceWords(cost) ?? ""})`}
                  </>,
                  wish.withContrast && (
                    <>
                      {priceLabel(wish.withContrast)}:{" "}
                      {result.with_contrast ? <strong>{priceWords(result.with_contrast)}</strong> : say("cost.contrast.not_here")}
                    </>
                  ),
                ]}
              />
              <Dotted parts={[gradeWords(result.score), withMine && distanceWords(result, start)]} />
            </li>
          );
        })}
      </ol>
      <Notices hasPlan={wish.network !== ""} hasBenefits={withMine && wish.benefits !== null} pricesAsOf={answer.prices_as_of} />
    </section>
  );
}
