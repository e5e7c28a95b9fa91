/* Towns, posts, lakes and mountains under the names of the day. */

import { inForce } from "../dates.js";
import { bindStory, closeStory, keepMarker } from "../render/retained.js";
import { tooltipOf } from "./lands.js";

/* The zoom from which a place of each rank is named. */
const NEAR = { 1: 4.5, 2: 6.5, 3: 8 };
const WITHOUT_DOT = new Set(["lake", "river", "mountain"]);

/* The group that holds the places shown. */
export const makeTowns = (map, words) => bindStory(L.featureGroup().addTo(map), ({ place }) => townTooltip(place, words), { offset: [0, -6] });

export function makeTown(place) {
  if (place.marker) return place.marker;
  const box = document.createElement("span");
  box.className = `town ${place.kind}`;
  box.style.visibility = "hidden"; // until it has found its place
  place.dot = !WITHOUT_DOT.has(place.kind);
  if (place.dot) box.append(Object.assign(document.createElement("span"), { className: "dot" }));
  place.label = Object.assign(document.createElement("span"), { className: "label" });
  box.append(place.label);
  place.box = box;
  const icon = L.divIcon({ html: box, className: "town-box", iconSize: null });
  place.marker = keepMarker(L.marker([place.lat, place.lon], { icon, keyboard: false, pane: "towns" }));
  place.marker.place = place;
  return place.marker;
}

function townTooltip({ named, names }, words) {
  const today = names[names.length - 1].name;
  const said = (key, value) => value && words[key].split("{name}").join(value);
  return tooltipOf({
    name: named.name,
    status: said("town_used_by", named.used_by),
    place: said("town_also", named.also),
    doubt: said("town_today", today !== named.name && today),
    mark: named.verified && words[`badge_${named.verified}`],
  }, {});
}

/* Show those of some places that have a name on the day. Returns whether any has changed. */
export function drawTowns(towns, places, day, wanted) {
  let changed = false;
  for (const place of places) {
    const named = wanted ? inForce(place.names, day) : undefined;
    if (named === place.named) continue;
    changed = true;
    place.named = named;
    if (!named) {
      closeStory(towns, place.marker);
      towns.removeLayer(place.marker);
      continue;
    }
    towns.addLayer(makeTown(place));
    place.label.textContent = named.name;
    place.size = null;
  }
  return changed;
}

/* The labels of the towns in view at this zoom, the most important first; all others are hidden. */
export function townLabels(map, places) {
  const zoom = map.getZoom(), view = map.getBounds();
  const shown = places.filter((place) => place.named);
  const seen = shown.filter((place) => zoom >= NEAR[place.rank] && view.contains([place.lat, place.lon]));
  for (const place of shown) if (!seen.includes(place)) place.box.style.visibility = "hidden";
  for (const place of seen) if (!place.size) place.size = [place.label.offsetWidth, place.label.offsetHeight];
  return seen.sort((a, b) => a.rank - b.rank).map((place) => {
    const { x, y } = map.latLngToLayerPoint([place.lat, place.lon]), [w, h] = place.size;
    return { x, y, w, h, dot: place.dot, put: (at) => putTown(place, at) };
  });
}

/* The most important towns, with their labels beside them: names of lands leave them room. */
export function townBoxes(map, places) {
  if (map.getZoom() < NEAR[1]) return [];
  const first = places.filter((place) => place.named && place.dot && place.rank === 1);
  return first.map((place) => {
    const point = map.latLngToLayerPoint([place.lat, place.lon]), wide = place.named.name.length * 7;
    return L.bounds(point.subtract([8, 9]), point.add([10 + wide, 9]));
  });
}

function putTown(place, at) {
  place.box.style.visibility = at ? "" : "hidden";
  if (at) place.label.style.transform = `translate(${at[0].toFixed(1)}px, ${at[1].toFixed(1)}px)`;
}
