// Shares the address of a site's page: the site, and nothing of the one who shares it.

import { useState } from "preact/hooks";
import { say } from "../words";
import { announce } from "./announce";
import { siteAddress } from "./route";

export function Share({ id, name }: { id: string; name: string }) {
  const [shown, setShown] = useState(false);
  const url = `${location.origin}${siteAddress(id)}`;
  const share = async () => {
    try {
      if (typeof navigator.share === "function") {
        await navigator.share({ title: name, url });
        return;
      }
      await navigator.clipboard.writeText(url);
      announce(say("site.share.copied"));
    } catch (error) {
      // Called off by the member: nothing to say. No clipboard: the link stands there to be copied by hand.
      if (!(error instanceof DOMException && error.name === "AbortError")) setShown(true);
    }
  };
  return (
    <>
      <button type="button" onClick={() => void share()}>
        {say("site.share")}
      </button>
      {shown ? (
        <label class="link-by-hand">
          {say("site.share.by_hand")}
          <input type="text" readOnly value={url} onFocus={(event) => event.currentTarget.select()} />
        </label>
      ) : null}
    </>
  );
}
