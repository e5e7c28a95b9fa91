/* Labels: where the names of lands, claims and towns stand in the present view, clear of controls and marks. */

import { makeAhead } from "../render/retained.js";
import { spreadMarks } from "../layers/missions.js";
import { claimLabel, hideName, nameBox, nameOf, placeName, roomFor } from "./names.js";
import { settle } from "./collisions.js";
import { townBoxes, townLabels } from "../layers/places.js";

const CONTROLS = ".legend, .views, .badge, .leaflet-control-zoom, .leaflet-control-attribution";
const boxOf = ({ min, max }) => ({ left: min.x, top: min.y, right: max.x, bottom: max.y });
const around = (point) => L.bounds(point.subtract([12, 12]), point.add([12, 12]));

export class Labels {
  constructor(map) {
    this.map = map;
    this.room = null; // until the first layout
  }

  /* Lay out all labels anew: of the lands shown, of marks that stand side by side, of towns. */
  layout({ shown, marks, towns, named }) {
    spreadMarks(this.map, marks);
    const room = this.find(marks, towns);
    const lands = [], claims = [];
    for (const feature of shown) if (feature.label) (feature.role === "claim" ? claims : lands).push(feature);
    for (const feature of lands) placeName(this.map, feature, room.placeOf(feature));
    this.layoutRest(named ? lands : [], claims, marks, towns, room);
  }

  /* Put the name of a land that has come into view by a step where it has stood before; others wait for the layout. */
  enter(feature) {
    if (feature.role === "claim" || !this.room) hideName(feature);
    else placeName(this.map, feature, this.room.known.get(this.room.keyOf(feature)));
  }

  /* Find the place of a name that may be shown later. */
  prepare(feature) {
    if (!feature.label || !this.room) return;
    if (feature.role === "claim" || this.room.placeOf(feature)) makeAhead(nameOf(feature), this.map);
  }

  /* Where names may stand in the present view; found once per land and view. */
  find(marks, towns) {
    const heights = [".legend", ".badge"].map((name) => document.querySelector(name).offsetHeight);
    const taken = townBoxes(this.map, towns);
    const key = `${taken.map(({ min }) => min)} ${this.map.getZoom()} ${this.map.getCenter()} ${this.map.getSize()} ${heights} ${marks.map((mission) => mission.mission_id)}`;
    if (!this.room || this.room.key !== key) this.room = new Room(this.map, key, marks, taken);
    return this.room;
  }

  /* Claims and towns are named where names of lands, marks and controls leave room. */
  layoutRest(lands, claims, marks, towns, { view, controls }) {
    const points = marks.map((mission) => this.map.latLngToLayerPoint([mission.lat, mission.lon]).add(mission.shift || [0, 0]));
    const taken = [...controls, ...points.map(around)].map(boxOf);
    const names = lands.map((feature) => nameBox(this.map, feature)).filter(Boolean);
    const labels = [...claims.map((feature) => claimLabel(this.map, feature, view)), ...townLabels(this.map, towns)].filter(Boolean);
    settle(labels, taken, names, boxOf(view)).forEach((at, index) => labels[index].put(at));
  }
}

/* The room that one view leaves to the names of lands. */
class Room {
  constructor(map, key, marks, towns) {
    const corner = map.containerPointToLayerPoint([6, 6]), frame = map.getContainer().getBoundingClientRect();
    this.key = key;
    this.known = new Map(); // where names of lands stand, null where they have no room
    this.view = L.bounds(corner, corner.add(map.getSize()).subtract([12, 12]));
    this.controls = [...document.querySelectorAll(CONTROLS)]
      .map((control) => control.getBoundingClientRect())
      .map((box) => [[box.left - frame.left, box.top - frame.top], [box.right - frame.left, box.bottom - frame.top]])
      .map((corners) => L.bounds(...corners.map((point) => map.containerPointToLayerPoint(point))));
    const points = marks.map((mission) => map.latLngToLayerPoint([mission.lat, mission.lon]));
    this.obstacles = [...this.controls, ...towns, ...points.map(around)];
  }

  /* Names of one length in one land have the same room. */
  keyOf({ parts, name }) {
    return `${parts.join(" ")} ${name.length}`;
  }

  placeOf(feature) {
    const key = this.keyOf(feature);
    if (!this.known.has(key)) this.known.set(key, roomFor(feature, this));
    return this.known.get(key);
  }
}
