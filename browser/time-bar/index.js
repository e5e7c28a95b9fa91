/**
 * The time bar: a year slider that drives the map through a channel and the page through component state.
 *
 * Here its elements are tied to its date (bar.js), to what is seen of it (face.js) and to Streamlit.
 */

/** @import { Component, TimeBarData } from "../types.js" */
/** @import { Step } from "./bar.js" */

import { PAUSE } from "../lib/messages.js";
import { rendererOf } from "../lib/mount.js";
import { Autoplay } from "./autoplay.js";
import { TimeBar } from "./bar.js";
import { onEscape } from "./escape.js";
import { Face } from "./face.js";
import { buttonTitle, trackTitle } from "./hints.js";
import { Host } from "./host.js";
import { MapView } from "./map-view.js";
import { fetchTimeline } from "./timeline.js";
import { TypedDate } from "./typed-date.js";

const ADDRESS_MS = 300; // until the page has written its address, in a browser that does not tell of it
const MAP = "[class*='st-key-atlas_map']";
/** @type {Record<string, Step>} */
const YEARS = { back: -1, on: 1 };

/** Whether the map of the page is drawn. */
const isMapThere = () => {
  /** @type {HTMLIFrameElement | null} */
  const frame = document.querySelector(`${MAP} iframe`);
  return Boolean(frame?.contentWindow?.atlas?.isBuilt);
};

/** @param {PointerEvent} event */
const isMainButton = ({ button, isPrimary }) => button === 0 && isPrimary;

class MountedBar {
  /** What Python sent last. @type {Partial<TimeBarData>} */ data = {};

  /** @param {HTMLElement} root */
  constructor(root) {
    this.face = new Face(root);
    this.bar = new TimeBar(this.face, (at) => this.view.onMapMove(at));
    this.view = new MapView((at) => this.bar.sync.send("at", at));
    this.typed = new TypedDate(this.face.parts, this.bar);
    this.host = new Host(this.bar);
    this.autoplay = new Autoplay(this.bar, isMapThere);
    this.bar.onMapReady = () => this.autoplay.begin();
    this.listeners = new AbortController();
    this.listen();
    this.observer = new ResizeObserver(([entry]) => this.onResize(entry.contentRect.width));
    this.observer.observe(this.face.parts.track);
  }

  destroy() {
    this.bar.destroy();
    this.view.destroy();
    this.autoplay.destroy();
    this.listeners.abort();
    this.observer.disconnect();
  }

  /**
   * Take what Python sent; called again on every change of the data or of the theme.
   *
   * @param {Component<TimeBarData>} component
   */
  update(component) {
    const { bar, data: before, face } = this, { data } = component;
    this.data = bar.data = data;
    face.label(data, bar.player.isPlaying);
    bar.sync.receive(component);
    this.load(data.timeline_url);
    this.autoplay.offer(data.play, data.nav, document.querySelector(MAP) ?? face.root);
    const isOtherTheme = face.adoptTheme();
    if (isOtherTheme || data.today !== before.today || data.first !== before.first) face.rescale(bar);
    else face.paint(bar);
    if (!window.navigation) setTimeout(() => this.view.keep(), ADDRESS_MS);
  }

  /** @param {TimeBarData["timeline_url"]} url */
  async load(url) {
    const timeline = url && (await fetchTimeline(url));
    if (!timeline || url !== this.data.timeline_url || timeline === this.bar.timeline) return;
    this.bar.timeline = timeline;
    this.face.rescale(this.bar);
    this.host.greet();
  }

  /** @param {number} width */
  onResize(width) {
    if (width === this.face.width) return;
    this.face.width = width;
    this.face.rescale(this.bar);
  }

  listen() {
    const { bar, typed, view } = this, { slider, speed } = this.face.parts, { signal } = this.listeners;
    slider.addEventListener("input", () => bar.onInput(slider.value), { signal });
    slider.addEventListener("change", () => bar.commit(), { signal });
    slider.addEventListener("keydown", (event) => bar.onKey(event), { signal });
    slider.addEventListener("pointerdown", (event) => isMainButton(event) && bar.onDragStart(), { signal });
    window.addEventListener("keydown", (event) => onEscape(event, bar.player), { signal });
    window.addEventListener(PAUSE, () => bar.player.stop({ commit: true }), { signal });
    this.host.listen(signal);
    // A menu of the system swallows the end of a press.
    for (const type of ["pointerup", "pointercancel", "lostpointercapture", "contextmenu", "blur"]) {
      window.addEventListener(type, () => bar.onDragEnd(), { signal, capture: true });
    }
    for (const type of ["keydown", "keyup"]) speed.addEventListener(type, (event) => event.stopPropagation(), { signal });
    typed.listen(signal);
    view.listen(signal);
    this.listenToPointer(signal);
  }

  /** @param {AbortSignal} signal */
  listenToPointer(signal) {
    const { track, buttons } = this.face.parts;
    track.addEventListener("pointermove", (event) => this.onHover(event), { signal });
    for (const button of buttons) {
      button.addEventListener("click", () => this.onClick(button), { signal });
      for (const type of ["pointerenter", "focus"]) {
        button.addEventListener(type, () => { button.title = buttonTitle(button, this.bar); }, { signal });
      }
    }
  }

  /** @param {HTMLElement} button */
  onClick(button) {
    const { act = "" } = button.dataset;
    if (act === "edit") this.typed.open();
    else if (button.getAttribute("aria-disabled") !== "true") this.bar.step(YEARS[act] ?? act);
  }

  /** @param {PointerEvent} event */
  onHover({ clientX, pointerType, buttons }) {
    if (pointerType !== "mouse" || buttons) return;
    const { track } = this.face.parts;
    const title = trackTitle(clientX - track.getBoundingClientRect().left, this.bar);
    if (track.title !== title) track.title = title;
  }
}

/** Streamlit's renderer. */
export default rendererOf(".time-bar", (root) => new MountedBar(root));
