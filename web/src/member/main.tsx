// Takes over the member's page from the one the executable wrote. What was typed before the script ran is kept.

import { render } from "preact";
import { say } from "../words";
import { App } from "./app";
import { Finder } from "./finder";
import "./find.css";

const place = document.getElementById("find");
if (place) {
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked === "en" || asked === "es") document.documentElement.lang = asked;
  document.title = say("find.title");
  const finder = new Finder();
  const typed = place.querySelector<HTMLInputElement>("input[type=text], input[type=search]")?.value;
  if (typed) finder.typed(typed);
  void finder.loadNetworks();
  place.replaceChildren();
  render(<App finder={finder} basemap={place.dataset["basemap"]} />, place);
}
