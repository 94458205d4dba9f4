// How distances are measured, and from where. The origin is not printed.

import type { Model } from "./model";

export function Kind({ model }: { model: Model }) {
  const { say } = model.words;
  return <>{say("table.distance_kind")}<span class="private"> {say("table.distance_from", { zip: model.listing?.order.zip.slice(0, 5) ?? "" })}</span></>;
}
