// The reason line of the row under the pointer or the focus, and on demand what each term counts for.

import type { Result, Term } from "../api/types";
import type { Listing, Model } from "./model";
import { absence, above, figures, nextOf } from "./why";
import type { Words } from "./words";

export function Why({ model }: { model: Model }) {
  const { listing, words } = model;
  if (!listing) return null;
  const { say } = words;
  const id = model.hovered ?? model.focused;
  const result = listing.rows.find(({ site }) => site.registration_id === id);
  const hasReasons = model.isReviewed();
  return (
    <div class="why" part="reason">
      <p id="why">{result ? <Line result={result} listing={listing} words={words} /> : <AskedLine listing={listing} words={words} />}</p>
      <div class="turns">
        {result?.explain && (
          <button type="button" id="why-turn" aria-expanded={model.isWhyOpen} aria-controls={model.isWhyOpen ? "terms" : undefined} onClick={() => model.turnWhy(false)}>
            {say("why.turn")}
          </button>
        )}
        {hasReasons && <button type="button" onClick={() => model.toReview()}>{say("reasons.turn")}</button>}
      </div>
      {model.isWhyOpen && result?.explain && <Terms result={result} listing={listing} model={model} />}
    </div>
  );
}

function Line({ result, listing, words }: { result: Result; listing: Listing; words: Words }) {
  const { say, count } = words;
  const next = nextOf(result, listing);
  const values = { name: result.site.name, rank: count(result.rank), total: count(listing.answer.total), figures: figures(result, listing, words) };
  return (
    <>
      {say("why.here", values)} {next ? above(result, next, words) : say("why.last")}
    </>
  );
}

function AskedLine({ listing, words }: { listing: Listing; words: Words }) {
  const { compared } = listing.answer;
  if (!compared) return null;
  return <>{words.say("why.asked", { name: compared.site.name, figures: figures(compared, listing, words) })} {absence(listing, words)}</>;
}

function Terms({ result, listing, model }: { result: Result; listing: Listing; model: Model }) {
  const { words } = model;
  const { say } = words;
  const next = nextOf(result, listing);
  const of = (one: Result | null, term: Term) => one?.explain?.terms.find((other) => other.term === term.term);
  return (
    <table id="terms" class="terms" tabIndex={-1} onKeyDown={(event) => event.key === "Escape" && model.turnWhy(true)}>
      <caption>{say("terms.caption")}</caption>
      <thead>
        <tr>
          <td></td>
          <th scope="col">{result.site.name}</th>
          {next && <th scope="col">{next.site.name}</th>}
        </tr>
      </thead>
      <tbody>
        {result.explain?.terms.map((term) => (
          <tr key={term.term}>
            <th scope="row">{say(`table.${term.term}`)}</th>
            <td>{counted(term, words)}</td>
            {next && <td>{counted(of(next, term), words)}</td>}
          </tr>
        ))}
        <tr>
          <th scope="row">{say("terms.sum")}</th>
          <td>{thousandths(result.utility, words)}</td>
          {next && <td>{thousandths(next.utility, words)}</td>}
        </tr>
      </tbody>
    </table>
  );
}

/** Parts per million as the service counts them, to a tenth of a thousandth. */
function thousandths(ppm: number, words: Words): string {
  return words.points(ppm / 1000);
}

function counted(term: Term | undefined, words: Words): string {
  if (!term) return "–";
  const { say, dollars, points, miles } = words;
  const raw = term.raw === null ? say("terms.median") : { points, usd: dollars, miles: (distance: number) => say("distance.about", { miles: miles(distance) }) }[term.unit](term.raw);
  return say("terms.counts", { raw, points: thousandths(term.contribution, words) });
}
