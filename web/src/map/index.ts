// The map of sites: a small frame that loads the drawing code when the map is opened.

export { SiteMap, type MapSite, type SiteMapProps } from "./site-map";
