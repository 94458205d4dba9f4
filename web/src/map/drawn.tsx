// The map itself, loaded when it is opened: base layer, radius ring, markers, and the buttons that move it.

import "maplibre-gl/dist/maplibre-gl.css";
import "./map.css";
import { type GeoJSONSource, LngLat, type LngLatBoundsLike, type Map } from "maplibre-gl";
import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../words";
import { miles } from "../words/figures";
import { Controls } from "./controls";
import { box, nearLongitude, ring } from "./geometry";
import { type Ground, openGround } from "./ground";
import { Markers, OriginMark } from "./markers";
import type { DrawnProps } from "./site-map";

/** Time after which loading has failed. MapLibre reports no error if its worker cannot be fetched. */
const LOAD_TIMEOUT_MS = 30_000;
/** Space for a marker and the ring's line at the edges, in pixels. */
const PADDING = 36;
/** Height of the top strip that the search button may cover, in pixels. */
const COVERED = 60;
/** The contiguous states. */
const COUNTRY: LngLatBoundsLike = [-125, 24, -66, 50];

export function Drawn(props: DrawnProps) {
  const { origin, originLabel, isOriginHere = true, radiusMiles, sites, chosen, onChoose, onSearchHere, basemap, onState } = props;
  const frameElement = useRef<HTMLDivElement>(null);
  const container = useRef<HTMLDivElement>(null);
  const [ground, setGround] = useState<Ground>();
  const [isElsewhere, setElsewhere] = useState(false);
  /** The center the page last set. Any move away from it was made by the user. */
  const framed = useRef<LngLat | undefined>(undefined);

  useEffect(() => {
    let isOpen = true;
    let opened: Map | undefined;
    if (!container.current) return;
    const timeout = setTimeout(() => onState("failed"), LOAD_TIMEOUT_MS);
    openGround(container.current, basemap).then(
      (made) => {
        opened = made.map;
        if (!isOpen) return made.map.remove();
        made.map.once("load", () => {
          if (!isOpen) return;
          clearTimeout(timeout);
          setGround(made);
          onState("ready");
        });
      },
      () => isOpen && onState("failed"),
    );
    return () => {
      isOpen = false;
      clearTimeout(timeout);
      opened?.remove();
    };
  }, [basemap]);

  const map = ground?.map;
  const originText = say(isOriginHere ? "map.here" : "map.from_here");
  const within = say("map.radius", { miles: miles(radiusMiles) });
  const circle = origin ? ring(origin, radiusMiles) : [];
  const frame = (positions: number[][]) => {
    if (!map) return;
    const camera = map.cameraForBounds(positions.length > 0 ? box(positions) : COUNTRY, { padding: PADDING, maxZoom: 13 });
    if (!camera?.center) return;
    const isFirst = framed.current === undefined;
    framed.current = LngLat.convert(camera.center);
    setElsewhere(false);
    if (isFirst) map.jumpTo(camera);
    else map.easeTo(camera);
  };
  const sitePositions = sites.map(({ lat, lon }) => [origin ? nearLongitude(lon, origin.lon) : lon, lat]);
  const originPosition = origin ? [[origin.lon, origin.lat]] : [];

  useEffect(() => {
    const line = { type: "Feature", properties: { name: within }, geometry: { type: "LineString", coordinates: circle } } as const;
    (map?.getSource("ring") as GeoJSONSource | undefined)?.setData({ type: "FeatureCollection", features: origin ? [line] : [] });
  }, [map, origin?.lat, origin?.lon, radiusMiles]);

  // A new list or origin is brought into view. The same list in another order leaves the view unchanged.
  const shown = JSON.stringify([origin, sites.map(({ id }) => id).sort()]);
  useEffect(() => frame(sites.length > 0 ? [...originPosition, ...sitePositions] : circle), [map, shown]);

  useEffect(() => {
    if (!map) return;
    const checkCenter = () => {
      if (!framed.current) return;
      const [framedAt, canvas] = [map.project(framed.current), map.getContainer()];
      const distance = Math.hypot(framedAt.x - canvas.clientWidth / 2, framedAt.y - canvas.clientHeight / 2);
      setElsewhere(distance > Math.min(canvas.clientWidth, canvas.clientHeight) / 4);
    };
    map.on("moveend", checkCenter);
    return () => void map.off("moveend", checkCenter);
  }, [map]);

  const bringIntoView = (lon: number, lat: number) => {
    if (!map) return;
    const center = map.getCenter();
    const at = map.project([nearLongitude(lon, center.lng), lat]);
    const { clientWidth, clientHeight } = map.getContainer();
    if (at.x > 20 && at.y > COVERED && at.x < clientWidth - 20 && at.y < clientHeight - 20) return;
    framed.current = new LngLat(nearLongitude(lon, center.lng), lat);
    map.easeTo({ center: framed.current });
  };

  return (
    <>
      <div class="map-frame" ref={frameElement} tabIndex={-1}>
        <div class="map-ground" ref={container} />
        {map && <Markers map={map} origin={origin} originLabel={originText} sites={sites} chosen={chosen} onChoose={onChoose} onReach={bringIntoView} />}
        {map && isElsewhere && (
          <button
            type="button"
            class="map-search"
            onClick={() => {
              const { lat, lng } = map.getCenter().wrap();
              setElsewhere(false);
              // The button disappears, so the focus moves to the map.
              frameElement.current?.focus({ preventScroll: true });
              onSearchHere({ lat, lon: lng });
            }}
          >
            {say("map.search")}
          </button>
        )}
      </div>
      <p class="map-unseen" role="status">
        {isElsewhere && say("map.moved")}
      </p>
      {ground && (
        <div class="map-foot">
          <Controls map={ground.map} onWhole={() => frame(origin ? circle : sitePositions)} />
          {origin && (
            <ul>
              <li>
                <OriginMark />
                {say("map.origin", { whose: originText, label: originLabel })}
              </li>
              <li>
                <svg aria-hidden="true" viewBox="0 0 24 24" width="24" height="24">
                  <path d="M0 12h24" />
                </svg>
                {within}
              </li>
            </ul>
          )}
          <p>{ground.attribution}</p>
        </div>
      )}
    </>
  );
}
