/** Layout: where names and labels stand in the present view, clear of controls and marks. */

import { partsInView } from "../render/leaflet-internals.js";
import { precreate } from "../render/retained.js";
import { placeLabels } from "./collisions.js";
import { claimLabel, hideName, isCut, isNear, nameBox, nameOf, placeName, roomFor } from "./names.js";

/** @import { Feature } from "../types.js" */
/** @import { Spot } from "./names.js" */
/** @typedef {import("../layers/index.js").Layer} Layer */

const NAMES_PANE = 610; // its z-index: above towns, below marks
const CONTROLS = ".legend, .views, .badge, .leaflet-control-zoom, .leaflet-control-scale, .leaflet-control-attribution";
const MARGIN = 6; // px between a label and the edge of the map

/** @param {any} bounds */
const boxOf = ({ min, max }) => ({ left: min.x, top: min.y, right: max.x, bottom: max.y });

export class Labels {
  /** @param {any} map */
  constructor(map) {
    this.map = map;
    /** @type {Set<Feature>} */
    this.named = new Set(); // the lands and claims of the day that have a name on the map
    /** @type {Room | null} */
    this.room = null; // until the first layout
    this.view = "";
    /** @type {Map<string, Spot | null>} */
    this.found = new Map(); // places of names in the present view, by what bounds them
    this.isOn = true;
    const { style } = map.createPane("names");
    Object.assign(style, { zIndex: NAMES_PANE, pointerEvents: "none" });
  }

  /** @param {boolean} on Show names at all. */
  toggle(on) {
    this.isOn = on;
    this.map.getPane("names").style.display = on ? "" : "none";
  }

  /* ----- one land ----- */

  /** Name a land that has come into view by a step where it was named before; others wait for the layout. @param {Feature} feature */
  enter(feature) {
    this.named.add(feature);
    if (feature.role === "claim" || !this.room) hideName(feature);
    else placeName(this.map, feature, this.room.knownSpot(feature));
  }

  /** @param {Feature} feature */
  leave(feature) {
    this.named.delete(feature);
    hideName(feature);
  }

  /** A step may bring a mark to where a name stands: the name goes, and finds a place once the drag rests. @param {Layer[]} layers */
  giveWay(layers) {
    const marks = layers.flatMap((layer) => layer.obstacles?.("marks") ?? []);
    for (const feature of this.named) {
      if (feature.role !== "claim" && feature.namePlace && isCut(feature, feature.namePlace, marks)) hideName(feature);
    }
  }

  /** Find the place of a name that another day may show. @param {Feature} feature */
  prepare(feature) {
    if (!feature.label || !this.room) return;
    if (feature.role === "claim" || this.room.spotOf(feature)) precreate(nameOf(feature), this.map);
  }

  /* ----- all of them ----- */

  /** Lay out all labels anew: names of lands first, then claims and the labels of layers where these leave room. @param {Layer[]} layers */
  layout(layers) {
    const room = this.findRoom(layers), named = [...this.named];
    const claims = named.filter(({ role }) => role === "claim"), lands = named.filter(({ role }) => role !== "claim");
    for (const feature of lands) placeName(this.map, feature, room.spotOf(feature));
    const names = this.isOn ? lands.map((feature) => nameBox(this.map, feature)).filter((box) => box !== null) : [];
    const taken = [...room.controls, ...room.marks].map(boxOf);
    const labels = [
      ...claims.map((feature) => claimLabel(this.map, feature, room.view)).filter((label) => label !== null),
      ...layers.flatMap((layer) => layer.labels?.() ?? []),
    ];
    placeLabels(labels, taken, names, boxOf(room.view)).forEach((at, index) => labels[index].put(at));
  }

  /** The room of the present view; the same as before where nothing that bounds it has changed. @param {Layer[]} layers */
  findRoom(layers) {
    const { map } = this;
    /** @param {"marks" | "towns"} kind */
    const boxes = (kind) => layers.flatMap((layer) => layer.obstacles?.(kind) ?? []);
    const marks = boxes("marks"), towns = boxes("towns");
    const heights = [...document.querySelectorAll(".legend, .badge")].map((box) => /** @type {HTMLElement} */ (box).offsetHeight);
    const view = `${map.getZoom()} ${map.getCenter()} ${map.getSize()}`, key = `${view} ${heights} ${[...marks, ...towns].map(cornersOf)}`;
    if (this.room?.key === key) return this.room;
    if (this.view !== view) this.found = new Map();
    this.view = view;
    this.room = new Room(map, { key, marks, towns, found: this.found });
    return this.room;
  }
}

/** The room that one view leaves to the names of lands; in layer points. */
export class Room {
  /** @param {any} map @param {{ key: string, marks: any[], towns: any[], found: Map<string, Spot | null> }} bounding */
  constructor(map, { key, marks, towns, found }) {
    const corner = map.containerPointToLayerPoint([MARGIN, MARGIN]);
    this.key = key;
    this.found = found;
    /** @type {Map<string, Spot | null>} */
    this.known = new Map(); // null where a name has no room
    this.view = L.bounds(corner, corner.add(map.getSize()).subtract([2 * MARGIN, 2 * MARGIN]));
    this.controls = controlsOn(map);
    this.marks = marks;
    this.towns = towns;
  }

  /** Where the name of a land stands, looked for only once. @param {Feature} feature */
  spotOf(feature) {
    const key = keyOf(feature);
    if (!this.known.has(key)) this.known.set(key, this.find(feature, key));
    return this.known.get(key);
  }

  /** Look for a place, unless the same things bounded the name on another day. @param {Feature} feature @param {string} key */
  find(feature, key) {
    const parts = partsInView(feature.path);
    if (!parts.length) return null;
    const near = isNear(feature, parts), [controls, marks, towns] = [this.controls, this.marks, this.towns].map((boxes) => boxes.filter(near));
    const bounds = `${key} ${[controls, marks, towns].map((boxes) => boxes.map(cornersOf).join()).join("|")}`;
    if (!this.found.has(bounds)) {
      this.found.set(bounds, roomFor(feature, { view: this.view, obstacles: [...controls, ...marks, ...towns], controls, marks }, parts));
    }
    return this.found.get(bounds) ?? null;
  }

  /** The same, if it has been looked for. @param {Feature} feature */
  knownSpot(feature) {
    return this.known.get(keyOf(feature));
  }
}

/** Names of one length and look in one land have the same room. @param {Feature} feature */
const keyOf = ({ parts, name, role }) => `${parts.join(" ")} ${name.length} ${role}`;

/** @param {any} bounds */
const cornersOf = ({ min, max }) => `${min}${max}`;

/** The boxes of the controls. @param {any} map */
function controlsOn(map) {
  const { left, top } = map.getContainer().getBoundingClientRect();
  /** @param {number} x @param {number} y */
  const toLayer = (x, y) => map.containerPointToLayerPoint([x - left, y - top]);
  return [...document.querySelectorAll(CONTROLS)]
    .map((control) => control.getBoundingClientRect())
    .map((box) => L.bounds(toLayer(box.left, box.top), toLayer(box.right, box.bottom)));
}
