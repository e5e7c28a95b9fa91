/** Layout: where names and labels stand in the present view, clear of controls and marks. */

import { precreate } from "../render/retained.js";
import { placeLabels } from "./collisions.js";
import { claimLabel, hideName, nameBox, nameOf, placeName, roomFor } from "./names.js";

/** @import { Feature } from "../types.js" */
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
    const corners = [...marks, ...towns].map(({ min, max }) => `${min}${max}`);
    const key = `${map.getZoom()} ${map.getCenter()} ${map.getSize()} ${heights} ${corners}`;
    if (this.room?.key !== key) this.room = new Room(map, key, marks, towns);
    return this.room;
  }
}

/** The room that one view leaves to the names of lands; in layer points. */
export class Room {
  /** @param {any} map @param {string} key @param {any[]} marks @param {any[]} towns */
  constructor(map, key, marks, towns) {
    const corner = map.containerPointToLayerPoint([MARGIN, MARGIN]);
    this.key = key;
    /** @type {Map<string, import("./names.js").Spot | null>} */
    this.known = new Map(); // null where a name has no room
    this.view = L.bounds(corner, corner.add(map.getSize()).subtract([2 * MARGIN, 2 * MARGIN]));
    this.controls = controlsOn(map);
    this.marks = marks;
    this.obstacles = [...this.controls, ...marks, ...towns];
  }

  /** Where the name of a land stands, looked for only once. @param {Feature} feature */
  spotOf(feature) {
    const key = keyOf(feature);
    if (!this.known.has(key)) this.known.set(key, roomFor(feature, this));
    return this.known.get(key);
  }

  /** The same, if it has been looked for. @param {Feature} feature */
  knownSpot(feature) {
    return this.known.get(keyOf(feature));
  }
}

/** Names of one length in one land have the same room. @param {Feature} feature */
const keyOf = ({ parts, name }) => `${parts.join(" ")} ${name.length}`;

/** The boxes of the controls. @param {any} map */
function controlsOn(map) {
  const { left, top } = map.getContainer().getBoundingClientRect();
  /** @param {number} x @param {number} y */
  const toLayer = (x, y) => map.containerPointToLayerPoint([x - left, y - top]);
  return [...document.querySelectorAll(CONTROLS)]
    .map((control) => control.getBoundingClientRect())
    .map((box) => L.bounds(toLayer(box.left, box.top), toLayer(box.right, box.bottom)));
}
