// Entry of the script. Defines the element unless it is already defined.

import { NearsiteDisplayList } from "./element";

if (!customElements.get("nearsite-display-list")) customElements.define("nearsite-display-list", NearsiteDisplayList);
