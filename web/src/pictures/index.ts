// Pictures of prices and scores in plain SVG: themed by the tokens, readable without color, each with an
// equivalent table.

import "./pictures.css";

export { CostOnMarket, type Market } from "./cost-on-market";
export { PriceAgainstDistance, type Placed } from "./price-against-distance";
export { PriceHistogram, type Bin } from "./price-histogram";
export { ScoreBars } from "./score-bars";
export type { Requested } from "./marks";
