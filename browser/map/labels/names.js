/* Names on the map, each where the visible part of its land leaves it the most room. */

import { keepMarker } from "../render/retained.js";

export function nameOf(feature) {
  if (feature.nameMarker) return feature.nameMarker;
  const text = document.createElement("span");
  text.textContent = feature.name;
  text.className = `name ${feature.role}`;
  const icon = L.divIcon({ html: text, className: "name-box", iconSize: null });
  feature.nameMarker = keepMarker(L.marker([0, 0], { icon, interactive: false, keyboard: false, pane: "names" }));
  feature.nameMarker.span = text;
  return feature.nameMarker;
}

/* The place inside the visible part of a land that leaves a wide name the most room, in layer pixels.
 *
 * Leaflet keeps each path clipped to the view. Candidates lie on a grid; distances are taken with x
 * squeezed, because a name is several times as wide as it is high.
 */
const WIDE = 3.2, GRID = 14, SMALLEST = 11;

function roomiest(path, view, obstacles) {
  const rings = (path._parts || []).filter((ring) => ring.length > 3);
  if (!rings.length) return null;
  const all = L.bounds(rings.flat()), left = Math.max(all.min.x, view.min.x), right = Math.min(all.max.x, view.max.x);
  const top = Math.max(all.min.y, view.min.y), bottom = Math.min(all.max.y, view.max.y);
  if (right - left < 20 || bottom - top < 12) return null;
  let best = null;
  for (let column = 0.5; column < GRID; column += 1) {
    for (let row = 0.5; row < GRID; row += 1) {
      const x = left + ((right - left) * column) / GRID, y = top + ((bottom - top) * row) / GRID;
      const edge = Math.min((x - view.min.x) / WIDE, (view.max.x - x) / WIDE, y - view.min.y, view.max.y - y);
      const limit = Math.min(edge, ...obstacles.map((box) => gapTo(box, x, y)));
      const room = roomAt(rings, x, y, limit, best ? best.room : 0);
      if (!best || room > best.room) best = { x, y, room };
    }
  }
  return best;
}

function gapTo(box, x, y) {
  return Math.hypot(Math.max(box.min.x - x, 0, x - box.max.x) / WIDE, Math.max(box.min.y - y, 0, y - box.max.y));
}

/* How far (x, y) is from every edge, 0 outside; gives up below `enough`. */
function roomAt(rings, x, y, limit, enough) {
  let inside = false, least = limit * limit;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const a = ring[i], b = ring[j];
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
      const ax = (a.x - x) / WIDE, ay = a.y - y, dx = (b.x - a.x) / WIDE, dy = b.y - a.y;
      const along = Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)));
      const gap = (ax + along * dx) ** 2 + (ay + along * dy) ** 2;
      if (gap < least) { least = gap; if (least < enough * enough) return 0; }
    }
  }
  return inside && limit > 0 ? Math.sqrt(least) : 0;
}

/* The label of a claim, which may reach beyond its land: the land is often narrow. */
export function claimLabel(map, feature, view) {
  const place = roomiest(feature.path, view, []);
  if (!place || place.room < 2) {
    hideName(feature);
    return null;
  }
  const { span } = nameOf(feature).addTo(map); // unseen, to be measured
  span.style.visibility = "hidden";
  const put = (at) => {
    span.style.visibility = at ? "" : "hidden";
    if (at) feature.nameMarker.setLatLng(map.layerPointToLatLng([place.x, place.y + at[1] + span.offsetHeight / 2]));
  };
  return { x: place.x, y: place.y, w: span.offsetWidth, h: span.offsetHeight, dot: false, put };
}

/* The box of the name of a land, or null if it has found no place. */
export function nameBox(map, { nameMarker }) {
  if (!nameMarker || !map.hasLayer(nameMarker)) return null;
  const { span } = nameMarker, w = span.offsetWidth / 2, h = span.offsetHeight / 2;
  const { x, y } = map.latLngToLayerPoint(nameMarker.getLatLng());
  return { left: x - w, right: x + w, top: y - h, bottom: y + h };
}

const sizeAt = (feature, place) => (place ? Math.min(23, (place.room * 2 * WIDE) / (feature.name.length * 0.6)) : 0);

/* Where the name of a land has the most room in the present view, or null if it has too little. */
export function roomFor(feature, { view, obstacles, controls }) {
  const fits = (place) => (sizeAt(feature, place) >= SMALLEST ? place : null);
  // Where marks leave no room, a name may pass between them; never below the controls.
  return fits(roomiest(feature.path, view, obstacles)) || fits(roomiest(feature.path, view, controls));
}

/* Put the name of a land at its place; hide it if it has none. */
export function placeName(map, feature, place) {
  if (!place) {
    hideName(feature);
    return;
  }
  const marker = nameOf(feature);
  if (feature.namePlace !== place) {
    feature.namePlace = place;
    marker.span.style.fontSize = `${Math.max(12, sizeAt(feature, place)).toFixed(1)}px`;
    marker.setLatLng(map.layerPointToLatLng([place.x, place.y]));
  }
  marker.addTo(map);
}

export function hideName({ nameMarker }) {
  if (nameMarker) nameMarker.remove();
}
