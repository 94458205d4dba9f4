// The map of sites: a frame that costs little, and what draws it, loaded when the map is opened.

export { SiteMap, type MapSite, type SiteMapProps } from "./site-map";
