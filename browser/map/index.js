/**
 * The live map: state comes in, messages go out, and the layers of one day are changed within a frame.
 *
 * Dates arrive in two ways: through a BroadcastChannel from the time bar (each step of a drag), and through `receive`,
 * which geo/maps writes into streamlit-folium's feature group (links, reruns, browsers without the channel). Text from
 * data is only ever set as text.
 */

import { openChannel } from "../lib/channel.js";
import { labelMap } from "./access/aria.js";
import { MapList } from "./access/map-list.js";
import { Badge } from "./controls/badge.js";
import { Legend } from "./controls/legend.js";
import { enableTwoFingerPan } from "./controls/touch.js";
import { Views } from "./controls/views.js";
import { leaveWheelToPage } from "./controls/wheel.js";
import { loadData } from "./data.js";
import { Rest, whenIdle } from "./idle.js";
import { Labels } from "./labels/layout.js";
import { createLayers, drawLayers, jobsOf } from "./layers/index.js";
import { followTheme, passEscapeOn, removeSketch, removeWords, setTheme } from "./page.js";
import { fitToPaper } from "./print.js";
import { moveInPlane } from "./render/leaflet-internals.js";
import { canvasesFor } from "./render/many.js";
import { makePaint, setColours } from "./render/symbols.js";
import { Topology } from "./render/topology.js";
import { nearestFirst } from "./time.js";

/** @import { AtlasData, Config, State } from "./types.js" */

const REST_MS = 90; // without a step until labels and legend are laid out

export class Atlas {
  /** @param {any} map @param {Config} config */
  constructor(map, config) {
    this.map = map;
    this.config = config;
    this.state = /** @type {State} */ ({}); // until the first one comes
    this.clicks = 0;
    /** What streamlit-folium has heard last of a click. @type {object | undefined} */
    this.lastClicked = undefined;
    this.isBuilt = false; // there is a dataset to show
    this.isComplete = false; // all of it is drawn
    this.isLed = false; // the time bar has said a date
    this.rest = new Rest(REST_MS, () => this.layout());
    /** @type {(() => void) | null | undefined} */
    this.preparing = undefined; // stops it; null when all is done
    this.sheet = null; // the canvas of very many lands
    /** @type {string | null} */
    this.drawnDay = null;
    this.drawnLook = "";
    /** @type {[number, () => void][] | null} */
    this.jobs = null; // what can be made ahead, by year
    /** @type {State["channel"] | undefined} */
    this.opened = undefined;
    moveInPlane();
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(config.phrases.attribution);
    map.on("movestart", () => this.isBuilt && !this.views.isFitting && removeSketch());
    // Leaflet's renderers clip paths to the new view in handlers of their own: names wait for them.
    map.on("moveend", () => Promise.resolve().then(() => this.layout()));
    this.views = new Views(this);
    labelMap(map, config);
    enableTwoFingerPan(map, config.phrases);
    if (window.parent !== window.top) leaveWheelToPage(map, config.phrases);
    this.labels = new Labels(map);
    fitToPaper(this);
    this.list = createLayers(this);
    this.layers = Object.fromEntries(this.list.map((layer) => [layer.name, layer])); // for scripts that read the map
  }

  async load() {
    const { data, physical } = await loadData(this.config);
    await this.build(data, physical);
    this.views.fitFrame(); // before anything is seen that could jump
    this.showState();
    this.tell({ type: "ready" });
    await new Promise((painted) => { setTimeout(painted); });
    await Promise.all(this.list.map((layer) => layer.complete?.()));
    this.isComplete = true;
    this.showState();
  }

  /** @param {AtlasData} data @param {Promise<any>} physical */
  async build(data, physical) {
    const { map, config: { phrases, loadCanvas } } = this, paint = makePaint();
    setColours(data.colours);
    this.sheet = await canvasesFor(map, data.features.length, paint, loadCanvas);
    this.legend = new Legend(map, phrases);
    this.badge = new Badge(map, phrases);
    this.positions = data.positions;
    const topology = new Topology(data.topology);
    for (const layer of this.list) layer.build?.({ data, physical, topology, paint });
    this.mapList = new MapList(this);
    this.isBuilt = true;
  }

  /* ----- what layers ask ----- */

  /** @param {import("./render/symbology.js").Switchable} switchable */
  wants(switchable) {
    return !this.state.layers || this.state.layers.includes(switchable);
  }

  /** Two clicks on one thing differ, or streamlit-folium would not pass the second on. @param {object} properties */
  clicked(properties) {
    this.clicks += 1;
    this.lastClicked = { type: "Feature", geometry: null, properties: { ...properties, click: this.clicks } };
    return this.lastClicked;
  }

  entries() {
    return this.list.flatMap((layer) => layer.entries?.() ?? []);
  }

  /* ----- one day ----- */

  /**
   * Show the day. A step looks only at what changes between the day shown and this one; what need not be in the same
   * frame (the legend, names that make room) waits until the drag rests.
   */
  draw() {
    const { day, position = "", layers } = this.state;
    if (!this.isBuilt || !day) return;
    const look = `${position} ${layers}`, before = look === this.drawnLook ? this.drawnDay : null;
    if (this.drawnDay && day !== this.drawnDay) removeSketch(); // a sketch does not follow
    this.drawnLook = look;
    this.drawnDay = day;
    const isChanged = drawLayers(this.list, { day, before, position });
    document.body.dataset.date = day;
    document.documentElement.classList.add("dated"); // its style hangs on this: the day changes with every step
    if (!isChanged) return;
    this.labels.giveWay(this.list);
    this.rest.putOff();
  }

  /** Not 0 while a layout is still to come. */
  get settling() {
    return this.rest.timer;
  }

  layout() {
    if (!this.isBuilt) return;
    for (const layer of this.list) layer.fit?.();
    this.legend?.update(this.list);
    this.labels.layout(this.list);
    this.mapList?.update();
    this.prepare();
  }

  /** What other days will show is made and drawn while nothing else is to do, so that no step pays for it. */
  prepare() {
    this.preparing?.();
    this.jobs ??= jobsOf(this.list);
    const year = Number(this.drawnDay?.slice(0, 4));
    this.preparing = whenIdle(nearestFirst(this.jobs, year), () => { this.preparing = null; });
  }

  /* ----- what comes in, what goes out ----- */

  /** The base map is the same for every visitor: the session's channel comes with the state. @param {State["channel"]} channel */
  open(channel) {
    if (this.opened === channel) return;
    this.opened = channel;
    this.channel?.close();
    this.channel = openChannel(channel);
    if (this.channel) this.channel.onmessage = ({ data }) => this.onMessage(data);
    if (this.isBuilt) this.tell({ type: "ready" });
  }

  /** @param {object} message */
  tell(message) {
    this.channel?.postMessage(message);
  }

  /** @param {{ type: string, date: string }} message */
  onMessage({ type, date }) {
    if (type === "rest") this.mapList?.onRest();
    if (type !== "date") return;
    this.state.day = date;
    this.isLed = true;
    this.draw();
  }

  /** State from the server. @param {State} state */
  receive(state) {
    this.open(state.channel);
    if (state.theme) this.setTheme(state.theme);
    for (const layer of this.list) layer.receive?.(state);
    const isNew = state.nav !== this.state.nav;
    this.adopt(state, isNew);
    this.showState();
    if (this.isComplete) this.mapList?.follow(isNew || !this.isLed);
  }

  /** Within one navigation date and place only repeat what time bar and map have said before. @param {State} state @param {boolean} isNew */
  adopt(state, isNew) {
    const { at, day } = this.state;
    this.state = { ...state, day: this.isLed && !isNew ? day : state.day };
    if (isNew && state.at !== at) this.views.goTo(state.at);
    else this.state.at = at;
  }

  /** Show all of the state, and not only its day. */
  showState() {
    if (!this.isBuilt || !this.state.day) return;
    this.badge?.update(this.positions?.[this.state.position]);
    this.draw();
    for (const layer of this.list) layer.select?.(this.state);
    this.labels.toggle(this.wants("names"));
    if (!this.isComplete || document.body.classList.contains("ready")) return;
    this.layout();
    document.body.classList.add("ready");
    removeSketch();
    removeWords();
  }

  /** @param {string} theme */
  setTheme(theme) {
    setTheme(theme);
  }
}

/** Begin: called by the macro element that geo/maps adds to the Folium map; resolves when all is drawn. @param {any} map @param {Config} config */
export function start(map, config) {
  const atlas = new Atlas(map, config);
  window.atlas = atlas;
  if (window.atlasState) atlas.receive(window.atlasState);
  followTheme();
  passEscapeOn();
  return atlas.load();
}
