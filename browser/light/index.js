/**
 * The atlas in one page without a server: the live map, its time bar and the texts beside them on one wire.
 *
 * What the app's server would answer stands in `window.atlasSite` (data/): layers, timeline, phrases, the texts of
 * every day. Folium's script calls `atlasMap` when it has made the map.
 */

/** @import { Map as LeafletMap } from "leaflet" */
/** @import { LinkDate, MapConfig, SendValue, SiteData, SiteDetails, SiteView } from "../types.js" */

import { Wire } from "../lib/channel.js";
import { shownDay } from "../lib/dates.js";
import { find } from "../lib/elements.js";
import { fitSketch } from "../lib/sketch.js";
import { start } from "../map/index.js";
import timeBar from "../time-bar/index.js";
import { carryView } from "../lib/carry.js";
import { keepOffline } from "./keep.js";
import { readLink, writeLink } from "./link.js";
import { Panel } from "./panel.js";
import { part, siteData } from "./parts.js";

const DARK = window.matchMedia("(prefers-color-scheme: dark)");

class Site {
  /** How often the visitor has gone to another date than by the time bar. */ navigations = 1;
  wire = new Wire();
  /** What can be chosen, once it is there. @type {SiteDetails | null} */ details = null;

  /** @param {SiteData} data */
  constructor(data) {
    this.data = data;
    this.view = readLink(window.location.search, data);
    this.bar = this.barIn(find(document, "#time"));
    this.mapEnd = this.wire.end();
    this.panel = new Panel(find(document, "#panel"), data, {
      go: (changes) => this.go(changes),
      close: () => this.choose({}),
      show: (layers) => this.change({ layers }),
    });
    this.panel.follow(this.view.position);
    this.panel.check(this.view.layers);
    this.wire.end().onmessage = ({ data: { type, date } }) => {
      if (type === "date") this.panel.show(date);
    };
    DARK.addEventListener("change", () => this.steer());
  }

  /**
   * The time bar keeps its style sheet, made for a tree of its own, apart from the map's.
   *
   * @param {HTMLElement} host
   * @returns {(date: LinkDate) => void} shows a date on it
   */
  barIn(host) {
    const parentElement = host.attachShadow({ mode: "open" });
    parentElement.append(/** @type {HTMLTemplateElement} */ (find(host, "template")).content);
    /** @type {SendValue} */
    const take = (name, { value }) => {
      if (name === "date") this.rest(value);
    };
    const { timeline, phrases, locale, today } = this.data;
    const channel = this.wire.end();
    const data = { today, locale, phrases: phrases.bar, channel, timeline_url: timeline };
    const calls = { parentElement, setStateValue: take, setTriggerValue: take };
    return (date) => timeBar({ data: { ...data, date, nav: this.navigations }, ...calls });
  }

  /**
   * @param {LeafletMap} map
   * @param {MapConfig} config
   */
  async begin(map, config) {
    const { group } = config, { atlas, words } = this.data;
    group.on("click", ({ layer }) => this.choose(layer.toGeoJSON().properties));
    const drawn = start(map, { ...config, group, layers: [atlas, part("physical"), words] });
    this.steer();
    this.open();
    await drawn;
    document.querySelector(".map > .first-sight")?.remove();
    keepOffline();
  }

  /** Let map and time bar show the view. */
  steer() {
    this.bar(this.view.date);
    const { date, event, ...chosen } = this.view;
    window.atlas.receive({
      ...chosen, day: shownDay(date, this.data.today), channel: this.mapEnd, nav: this.navigations,
      theme: DARK.matches ? "dark" : "light", event: this.placeOf(event),
    });
  }

  /** Where an event is marked on the map, if it has a place. @param {string} event */
  placeOf(event) {
    const { lat, lon, title = "", place = "" } = this.details?.events[event] ?? {};
    return lat === undefined || lon === undefined ? null : { lat, lon, title, place };
  }

  /** Open what is chosen, once what the record says of it is there. */
  async open() {
    const { territory, mission, event } = this.view;
    if (territory || mission || event) this.details ??= await part("details");
    if (!this.details) return;
    this.panel.choose(this.view, this.details);
    if (event) this.steer();
  }

  /** @param {Partial<SiteView>} changes */
  change(changes) {
    this.view = { ...this.view, ...changes, at: window.atlas.state.at };
    writeLink(this.view, this.data);
    this.steer();
  }

  /** Go to another date, as a link would. @param {Partial<SiteView>} changes */
  go(changes) {
    this.navigations += 1;
    this.change({ event: "", territory: "", mission: "", ...changes });
    this.open();
  }

  /**
   * Open the details of a land or a mission; of neither, close those that are open.
   *
   * @param {{ territory_id?: string, mission_id?: string }} ids
   */
  choose({ territory_id: territory = "", mission_id: mission = "" }) {
    this.change({ territory, mission, event: "" });
    this.open();
  }

  /**
   * Take over the date at which the time bar rests: the event of another day is left.
   *
   * @param {LinkDate} date
   */
  rest(date) {
    this.change({ date, event: "" });
    this.open();
  }
}

const atlasSite = siteData();
carryView();
const sight = /** @type {HTMLElement | null} */ (document.querySelector(".map > .first-sight"));
if (sight) fitSketch(sight);
window.atlasMap = (map, config) => new Site(atlasSite).begin(map, config);
