// URLs of the files map-assets.mjs emits.
declare module "virtual:map-assets" {
  export const worker: string;
  export const states: string;
  /** URL by two-digit state. */
  export const near: Record<string, string>;
}
