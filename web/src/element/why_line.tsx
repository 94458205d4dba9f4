// The reason line of the hovered or focused row: its rank and figures, and why it ranks above the next row.

import type { Result } from "../api/types";
import type { Listing, Model } from "./model";
import { absence, above, figures, nextOf } from "./why";
import type { Words } from "./words";

export function Why({ model }: { model: Model }) {
  const { listing, words, review } = model;
  if (!listing) return null;
  const id = model.hovered ?? model.focused;
  const result = listing.rows.find(({ site }) => site.registration_id === id);
  const back = (event: KeyboardEvent) => event.key === "Escape" && model.host.focus("row");
  return (
    <div class="why" part="reason">
      <p id="why" tabIndex={-1} onKeyDown={back}>{result ? <Line result={result} listing={listing} words={words} /> : <AskedLine listing={listing} words={words} />}</p>
      {review.isDue() && <button type="button" onClick={() => review.turnTo()}>{words.say("reasons.turn")}</button>}
    </div>
  );
}

function Line({ result, listing, words }: { result: Result; listing: Listing; words: Words }) {
  const { say, count } = words;
  const next = nextOf(result, listing);
  const values = { name: result.site.name, rank: count(result.rank), total: count(listing.answer.total) };
  return (
    <>
      {say("why.here", values)}
      <span class="figures">: {figures(result, listing, words)}</span>. {next ? above(result, next, words) : say("why.last")}
    </>
  );
}

function AskedLine({ listing, words }: { listing: Listing; words: Words }) {
  const { compared } = listing.answer;
  if (!compared) return null;
  return <>{words.say("why.asked", { name: compared.site.name, figures: figures(compared, listing, words) })} {absence(listing, words)}</>;
}
