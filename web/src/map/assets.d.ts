// Where the files are that map-assets.mjs cuts and emits.
declare module "virtual:map-assets" {
  export const worker: string;
  export const states: string;
  /** By two-digit state. */
  export const near: Record<string, string>;
}
