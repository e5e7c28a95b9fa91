/** Names of lands, each where the visible part of its land leaves it the most room. */

import { partsInView } from "../render/leaflet-internals.js";
import { retainMarker } from "../render/retained.js";
import { Rings, WIDE } from "./rings.js";

/** @import { Feature } from "../types.js" */
/** @import { Box } from "./collisions.js" */
/** @typedef {{ x: number, y: number, room: number }} Spot A point in layer pixels, and how far it is from everything that bounds it. */

const GRID = 14; // so many candidates each way
const SMALLEST = 11, LARGEST = 23, READABLE = 12; // px of a letter
const LETTER = 0.6; // of its height, the width of a letter
/** Of letters that are slanted and set closer. @type {Record<string, number>} */
const NARROW = { core: 0.52, inner: 0.52 };
/** Of a squeezed name, what has to stand on its land; a core has no border. @type {Record<string, number>} */
const ON_LAND = { base: 0.7, core: 0.55 };
const LEAST = { width: 20, height: 12 }; // px of a land that is named at all

/** @param {Feature} feature */
export function nameOf(feature) {
  if (feature.nameMarker) return feature.nameMarker;
  const span = Object.assign(document.createElement("span"), { textContent: feature.name, className: `name ${feature.role}` });
  const icon = L.divIcon({ html: span, className: "name-box", iconSize: /** @type {any} */ (null) });
  const marker = retainMarker(L.marker([0, 0], { icon, interactive: false, keyboard: false, pane: "names" }));
  feature.nameMarker = Object.assign(marker, { span });
  return feature.nameMarker;
}

/**
 * The place inside the visible part of a land that leaves a wide name the most room.
 *
 * Candidates lie on a grid; Leaflet keeps each path clipped to the view.
 * @param {any[][]} parts lists of layer points
 * @param {any} view bounds in layer points
 * @param {any[]} obstacles such bounds that the name keeps away from
 * @returns {Spot | null}
 */
export function roomiest(parts, view, obstacles) {
  const rings = new Rings(parts), area = areaOf(rings, view);
  if (!area) return null;
  /** @type {Spot | null} */
  let best = null;
  for (const { x, y } of gridOf(area, GRID)) {
    const limit = limitAt(x, y, view, obstacles);
    if (best && limit <= best.room) continue;
    const room = rings.roomAt(x, y, limit, best ? best.room : 0);
    if (!best || room > best.room) best = { x, y, room };
  }
  return best;
}

/** The part of the view in which some rings lie; null if it is too small for a name. @param {Rings} rings @param {any} view @returns {Box | null} */
function areaOf({ isEmpty, box }, { min, max }) {
  if (isEmpty) return null;
  const left = Math.max(box.left, min.x), right = Math.min(box.right, max.x);
  const top = Math.max(box.top, min.y), bottom = Math.min(box.bottom, max.y);
  return right - left < LEAST.width || bottom - top < LEAST.height ? null : { left, right, top, bottom };
}

/** The points of a grid, so many each way. @param {Box} area @param {number} count */
function* gridOf({ left, right, top, bottom }, count) {
  for (let column = 0.5; column < count; column += 1) {
    for (let row = 0.5; row < count; row += 1) {
      yield { x: left + ((right - left) * column) / count, y: top + ((bottom - top) * row) / count };
    }
  }
}

/** @param {any} view @param {number} x @param {number} y */
const toEdge = ({ min, max }, x, y) => Math.min((x - min.x) / WIDE, (max.x - x) / WIDE, y - min.y, max.y - y);

/** @param {any} box @param {number} x @param {number} y */
const toBox = ({ min, max }, x, y) => Math.hypot(Math.max(min.x - x, 0, x - max.x) / WIDE, Math.max(min.y - y, 0, y - max.y));

/** What bounds a name besides its land. @param {number} x @param {number} y @param {any} view @param {any[]} obstacles */
function limitAt(x, y, view, obstacles) {
  let limit = toEdge(view, x, y);
  for (const box of obstacles) limit = Math.min(limit, toBox(box, x, y));
  return limit;
}

/** @param {Feature} feature @param {Spot | null} spot In pixels. */
const sizeAt = ({ name }, spot) => (spot ? Math.min(LARGEST, (spot.room * 2 * WIDE) / (name.length * LETTER)) : 0);

/**
 * A place for a name of the smallest size that is read: clear of some boxes, and most of it on its land.
 *
 * A name is a box, and so finds room beside marks where no point is far from all of them.
 * @param {Feature} feature
 * @param {any[][]} parts
 * @param {any} view
 * @param {any[]} obstacles
 * @returns {Spot | null}
 */
export function squeezed(feature, parts, view, obstacles) {
  const rings = new Rings(parts), area = areaOf(rings, view);
  if (!area) return null;
  const reach = reachOf(feature), half = READABLE / 2, onLand = (ON_LAND[feature.role] ?? ON_LAND.base) * reach;
  /** @type {Spot | null} */
  let best = null;
  /** @param {{ x: number, y: number }} place */
  const isFree = ({ x, y }) => {
    const box = { left: x - reach, right: x + reach, top: y - half, bottom: y + half };
    return isWithin(box, view) && !obstacles.some((other) => isOver(box, other));
  };
  for (const place of gridOf(area, 2 * GRID)) {
    const { x, y } = place;
    if (!isFree(place) || !rings.contains(x - onLand, y) || !rings.contains(x + onLand, y)) continue;
    const least = best ? best.room : 0, room = rings.roomAt(x, y, Infinity, least);
    if (room > least) best = { x, y, room };
  }
  return best && { ...best, room: 0 }; // of the smallest size, whatever room it has
}

/** Half the width of a name, in pixels. @param {{ name: string, role: string }} feature @param {number} [size] of its letters */
const reachOf = ({ name, role }, size = READABLE) => (name.length * size * (NARROW[role] ?? LETTER)) / 2;

/** The size of the letters of a name where it stands. @param {Feature} feature @param {Spot} spot */
const writtenSize = (feature, spot) => Math.max(READABLE, sizeAt(feature, spot));

/** Whether one of some boxes would lie on the name of a land at a place. @param {Feature} feature @param {Spot} spot @param {any[]} boxes */
export function isCut(feature, spot, boxes) {
  const size = writtenSize(feature, spot), reach = reachOf(feature, size), { x, y } = spot;
  const box = { left: x - reach, right: x + reach, top: y - size / 2, bottom: y + size / 2 };
  return boxes.some((other) => isOver(box, other));
}

/** @param {Box} box @param {any} view */
const isWithin = ({ left, right, top, bottom }, { min, max }) => left >= min.x && right <= max.x && top >= min.y && bottom <= max.y;

/** @param {Box} box @param {any} other */
const isOver = ({ left, right, top, bottom }, { min, max }) => left <= max.x && right >= min.x && top <= max.y && bottom >= min.y;

/**
 * What bounds a name: the view, and boxes that it keeps away from, where it has a place (`controls` and `marks` always do).
 * @typedef {{ view: any, obstacles: any[], controls: any[], marks: any[] }} Bounding
 */

/**
 * Whether a box may bound the name of a land: no point of a land is farther from its edge than half its height.
 * @param {Feature} feature
 * @param {any[][]} parts
 * @returns {(box: any) => boolean}
 */
export function isNear(feature, parts) {
  const { min, max } = /** @type {any} */ (L.bounds(parts.flat())), half = Math.max((max.y - min.y) / 2, READABLE), wide = Math.max(half * WIDE, reachOf(feature));
  const area = { left: min.x - wide, right: max.x + wide, top: min.y - half, bottom: max.y + half };
  return (box) => isOver(area, box);
}

/**
 * Where the name of a land has the most room in the present view, or null if it has too little.
 * @param {Feature} feature
 * @param {Bounding} bounding
 * @param {any[][]} [parts]
 */
export function roomFor(feature, { view, obstacles, controls, marks }, parts = partsInView(feature.path)) {
  const spot = roomiest(parts, view, obstacles);
  if (spot && sizeAt(feature, spot) >= SMALLEST && !isCut(feature, spot, [...controls, ...marks])) return spot;
  // Towns make room for the name of a land, marks and controls never do.
  return squeezed(feature, parts, view, obstacles) || squeezed(feature, parts, view, [...controls, ...marks]);
}

/** Put the name of a land at its place; hide it if it has none. @param {any} map @param {Feature} feature @param {Spot | null | undefined} spot */
export function placeName(map, feature, spot) {
  if (!spot) {
    hideName(feature);
    return;
  }
  const marker = nameOf(feature);
  if (feature.namePlace !== spot) {
    feature.namePlace = spot;
    marker.span.style.fontSize = `${writtenSize(feature, spot).toFixed(1)}px`;
    marker.setLatLng(map.layerPointToLatLng([spot.x, spot.y]));
  }
  marker.addTo(map);
}

/** @param {Feature} feature */
export function hideName({ nameMarker }) {
  if (nameMarker) nameMarker.remove();
}

/** The box of the name of a land, or null if it has found no place. @param {any} map @param {Feature} feature */
export function nameBox(map, { nameMarker }) {
  if (!nameMarker || !map.hasLayer(nameMarker)) return null;
  const { span } = nameMarker, w = span.offsetWidth / 2, h = span.offsetHeight / 2;
  const { x, y } = map.latLngToLayerPoint(nameMarker.getLatLng());
  return { left: x - w, right: x + w, top: y - h, bottom: y + h };
}

/**
 * The label of a claim, which may reach beyond its land: the land is often narrow.
 * @param {any} map
 * @param {Feature} feature
 * @param {any} view
 * @returns {import("./collisions.js").Label | null}
 */
export function claimLabel(map, feature, view) {
  const spot = roomiest(partsInView(feature.path), view, []);
  if (!spot || spot.room < 2) {
    hideName(feature);
    return null;
  }
  const marker = nameOf(feature).addTo(map), { span } = /** @type {any} */ (marker); // unseen, to be measured
  span.style.visibility = "hidden";
  return {
    x: spot.x, y: spot.y, w: span.offsetWidth, h: span.offsetHeight, hasDot: false,
    put(at) {
      span.style.visibility = at ? "" : "hidden";
      if (at) marker.setLatLng(map.layerPointToLatLng([spot.x, spot.y + at[1] + span.offsetHeight / 2]));
    },
  };
}
