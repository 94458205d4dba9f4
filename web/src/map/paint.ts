// The colours the map draws with, read from its stylesheet so that there is one place for them.

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
    // A font of the system, drawn by the browser: no font is fetched.
    font: "sans-serif",
  };
}
