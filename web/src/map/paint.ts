// Colors of the map, read from its stylesheet so that they are defined once.

export interface Paint {
  isDark: boolean;
  water: string;
  land: string;
  county: string;
  state: string;
  label: string;
  ring: string;
  font: string;
}

export function paintOf(element: HTMLElement): Paint {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim();
  return {
    isDark: matchMedia("(prefers-color-scheme: dark)").matches,
    water: color("--map-water"),
    land: color("--map-land"),
    county: color("--map-county"),
    state: color("--map-state"),
    label: color("--map-label"),
    ring: color("--map-ring"),
    // A system font, drawn by the browser, so that no font is fetched.
    font: "sans-serif",
  };
}
