/** Places: towns, posts, lakes and mountains under the names of the day. */

import { precreate, retainMarker } from "../render/retained.js";
import { bindTip, closeTip, tooltipOf } from "../render/tooltips.js";
import { Changes, daysOfAll, inForce } from "../time.js";

/** The zoom from which a place of each rank is named. @type {Record<number, number>} */
const NEAR = { 1: 4.5, 2: 6.5, 3: 8 };
const LETTER = 7; // px of a label, about
const WITHOUT_DOT = new Set(["lake", "river", "mountain"]);

/** @implements {Layer} */
export class Places {
  name = "places";
  panes = { towns: 605 };
  /** @type {Place[]} */
  places = [];

  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    this.map = context.map;
    this.group = L.featureGroup().addTo(this.map);
    bindTip(this.group, (/** @type {any} */ { place }) => tooltip(place, context.config.phrases), { offset: [0, -6] });
  }

  /** @param {Built} built */
  build({ data: { places } }) {
    this.places = places;
    this.changes = new Changes(places, ({ names }) => daysOfAll(names));
  }

  /** @param {Step} step @param {Place[]} rows */
  draw({ day }, rows) {
    const isOn = this.context.wants("towns");
    let isChanged = false;
    for (const place of rows) {
      const name = isOn ? inForce(place.names, day) : undefined;
      if (name === place.named) continue;
      isChanged = true;
      place.named = name;
      if (name) this.show(place, name);
      else this.hide(place);
    }
    return isChanged;
  }

  /** A place that has a label bears its new name at once; a new one waits for the layout, which alone knows its place. @param {Place} place @param {PlaceName} name */
  show(place, { name }) {
    const drawn = drawnOf(place);
    drawn.label.textContent = name;
    drawn.size = null;
  }

  /** @param {Place} place */
  hide(place) {
    this.remove(drawnOf(place));
  }

  /** @param {PlaceMarker} drawn */
  remove({ marker }) {
    if (!this.group.hasLayer(marker)) return;
    closeTip(this.group, marker);
    this.group.removeLayer(marker);
  }

  /** @param {Place} place */
  prepare(place) {
    precreate(drawnOf(place).marker, this.map);
  }

  /** The places that have a name on the day, each with what draws it. */
  shown() {
    return this.places.flatMap((place) => (place.named ? [{ place, name: place.named.name, ...at(place), drawn: drawnOf(place) }] : []));
  }

  /** The most important towns, with their labels beside them: names of lands leave them room. @param {"marks" | "towns"} kind */
  obstacles(kind) {
    if (kind !== "towns" || this.map.getZoom() < NEAR[1]) return [];
    const towns = this.shown().filter(({ place, drawn }) => drawn.hasDot && place.rank === 1);
    return towns.map(({ latLng, name }) => {
      const point = this.map.latLngToLayerPoint(latLng);
      return L.bounds(point.subtract([8, 9]), point.add([10 + name.length * LETTER, 9]));
    });
  }

  /** The labels of the places in view at this zoom, the most important first; no others are on the map. @returns {import("../labels/collisions.js").Label[]} */
  labels() {
    const zoom = this.map.getZoom(), view = this.map.getBounds(), inView = [];
    for (const one of this.shown()) {
      if (zoom >= NEAR[one.place.rank] && view.contains(one.latLng)) inView.push(one);
      else this.remove(one.drawn);
    }
    for (const { drawn } of inView) this.group.addLayer(drawn.marker);
    for (const { drawn } of inView) drawn.size ??= [drawn.label.offsetWidth, drawn.label.offsetHeight];
    return inView.sort((a, b) => a.place.rank - b.place.rank).map(({ drawn, latLng }) => {
      const { x, y } = this.map.latLngToLayerPoint(latLng), [w, h] = /** @type {[number, number]} */ (drawn.size);
      return { x, y, w, h, hasDot: drawn.hasDot, put: (corner) => putLabel(drawn, corner) };
    });
  }
}

/** @param {Place} place @returns {{ latLng: [number, number] }} */
const at = ({ lat, lon }) => ({ latLng: [lat, lon] });

/** @param {Place} place */
function drawnOf(place) {
  place.drawn ??= draw(place);
  return place.drawn;
}

/** @param {Place} place @returns {PlaceMarker} */
function draw(place) {
  const box = Object.assign(document.createElement("span"), { className: `town ${place.kind}` });
  const label = Object.assign(document.createElement("span"), { className: "label" }), hasDot = !WITHOUT_DOT.has(place.kind);
  box.style.visibility = "hidden"; // until it has a place
  if (hasDot) box.append(Object.assign(document.createElement("span"), { className: "dot" }));
  box.append(label);
  const icon = L.divIcon({ html: box, className: "town-box", iconSize: /** @type {any} */ (null) });
  const marker = retainMarker(L.marker([place.lat, place.lon], { icon, keyboard: false, pane: "towns" }));
  return { marker: Object.assign(marker, { place }), box, label, hasDot, size: null };
}

/** @param {PlaceMarker} drawn @param {[number, number] | null} corner */
function putLabel({ box, label }, corner) {
  box.style.visibility = corner ? "" : "hidden";
  if (corner) label.style.transform = `translate(${corner[0].toFixed(1)}px, ${corner[1].toFixed(1)}px)`;
}

/** @param {Place} place @param {import("../types.js").Phrases} phrases */
function tooltip({ named, names }, phrases) {
  if (!named) return "";
  const today = names[names.length - 1].name;
  /** @param {string} key @param {string | false | undefined} name */
  const phrase = (key, name) => name && phrases[key].split("{name}").join(name);
  return tooltipOf({
    name: named.name,
    status: phrase("town_used_by", named.used_by),
    place: phrase("town_also", named.also),
    doubt: phrase("town_today", today !== named.name && today),
    mark: named.verified && phrases[`badge_${named.verified}`],
  });
}

/**
 * @typedef {import("./index.js").Layer} Layer
 * @typedef {import("./index.js").Context} Context
 * @typedef {import("./index.js").Built} Built
 * @typedef {import("./index.js").Step} Step
 * @typedef {import("../types.js").Place} Place
 * @typedef {import("../types.js").PlaceName} PlaceName
 * @typedef {import("../types.js").PlaceMarker} PlaceMarker
 */
