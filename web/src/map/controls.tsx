// Buttons that pan and zoom, so that the map needs no dragging. One tab stop; arrow keys move inside.

import type { Map } from "maplibre-gl";
import { useRoving } from "../pictures/roving";
import { type Key, say } from "../words";

interface Props {
  map: Map;
  onWhole: () => void;
}

/** Fraction of the map that one press pans. */
const STEP = 0.3;

export function Controls({ map, onWhole }: Props) {
  const pan = (x: number, y: number) => {
    const { clientWidth, clientHeight } = map.getContainer();
    map.panBy([x * STEP * clientWidth, y * STEP * clientHeight]);
  };
  const buttons: { key: Key; path: string; press: () => void }[] = [
    { key: "map.more", path: "M8 2v12M2 8h12", press: () => void map.zoomIn() },
    { key: "map.fewer", path: "M2 8h12", press: () => void map.zoomOut() },
    { key: "map.whole", path: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4", press: onWhole },
    { key: "map.north", path: "M3 10l5-5 5 5", press: () => pan(0, -1) },
    { key: "map.west", path: "M10 3L5 8l5 5", press: () => pan(-1, 0) },
    { key: "map.east", path: "M6 3l5 5-5 5", press: () => pan(1, 0) },
    { key: "map.south", path: "M3 6l5 5 5-5", press: () => pan(0, 1) },
  ];
  const { onKeyDown, stop } = useRoving(
    buttons.map(({ key }) => key),
    undefined,
  );
  return (
    <div class="map-controls" role="toolbar" aria-label={say("map.pan")} onKeyDown={onKeyDown}>
      {buttons.map(({ key, path, press }) => (
        <button key={key} type="button" aria-label={say(key)} title={say(key)} onClick={press} {...stop(key)}>
          <svg aria-hidden="true" viewBox="0 0 16 16" width="16" height="16">
            <path d={path} />
          </svg>
        </button>
      ))}
    </div>
  );
}
