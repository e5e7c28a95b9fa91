/** The event that is marked: a ring around its place and, while that lies outside the view, a button that points there. */

import { bindTip, tooltipOf } from "../render/tooltips.js";

const RING = 17; // px

/** @implements {Layer} */
export class EventMark {
  name = "event";
  /** @type {any} */
  mark = null;

  /** @param {Context} context */
  constructor({ map, config, rest }) {
    this.map = map;
    this.rest = rest;
    /** @type {PlacedEvent | null} */
    this.event = null;
    this.pointer = L.DomUtil.create("button", "pointer", map.getContainer());
    this.label = L.DomUtil.create("span", "", this.pointer);
    this.arrow = L.DomUtil.create("span", "arrow", this.pointer);
    this.buildPointer(config.phrases);
    map.on("moveend", () => this.point());
  }

  /** @param {import("../types.js").Phrases} phrases */
  buildPointer(phrases) {
    Object.assign(this.pointer, { type: "button", hidden: true, title: phrases.event_outside });
    this.arrow.setAttribute("aria-hidden", "true");
    this.arrow.textContent = "➤";
    L.DomEvent.disableClickPropagation(this.pointer);
    this.pointer.addEventListener("click", () => this.event && this.map.setView([this.event.lat, this.event.lon], this.map.getZoom()));
  }

  /** @param {{ event?: PlacedEvent | null }} state */
  select({ event }) {
    if (event || this.event) this.rest.putOff(); // names make room for it
    if (this.mark) this.mark.remove();
    this.mark = null;
    this.event = event || null;
    this.point();
    if (!event) return;
    this.mark = L.circleMarker([event.lat, event.lon], { pane: "marks", radius: RING, className: "event-mark" });
    bindTip(this.mark, () => tooltipOf({ name: event.title, place: event.place }));
    this.mark.addTo(this.map);
  }

  /** @param {"marks" | "towns"} kind */
  obstacles(kind) {
    if (kind !== "marks" || !this.event) return [];
    const point = this.map.latLngToLayerPoint([this.event.lat, this.event.lon]);
    return [L.bounds(point.subtract([RING, RING]), point.add([RING, RING]))];
  }

  /** Let the button point to the event, or hide it where the event is in view. */
  point() {
    const { event } = this;
    this.pointer.hidden = !event || this.map.getBounds().contains([event.lat, event.lon]);
    if (!event || this.pointer.hidden) return;
    const from = this.map.project(this.map.getCenter()), to = this.map.project([event.lat, event.lon]);
    this.arrow.style.transform = `rotate(${Math.atan2(to.y - from.y, to.x - from.x).toFixed(2)}rad)`;
    this.label.textContent = event.place || event.title;
  }
}

/**
 * @typedef {import("./index.js").Layer} Layer
 * @typedef {import("./index.js").Context} Context
 * @typedef {import("../types.js").PlacedEvent} PlacedEvent
 */
