// One script tag: defines the element, once.

import { NearsiteDisplayList } from "./element";

if (!customElements.get("nearsite-display-list")) customElements.define("nearsite-display-list", NearsiteDisplayList);
