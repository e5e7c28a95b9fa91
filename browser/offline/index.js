/**
 * The atlas in one page without a server: the live map, its time bar and the texts beside them on one wire.
 *
 * What the app's server would answer stands in `window.atlasSite` (data.js): layers, timeline, words, the texts of
 * every day. Folium's script calls `atlasMap` when it has made the map.
 */

import { Wire } from "../lib/channel.js";
import { start } from "../map/index.js";
import timeBar from "../time-bar/index.js";
import { shownDay } from "../time-bar/dates.js";
import { readLink, writeLink } from "./link.js";
import { Panel } from "./panel.js";

const DARK = window.matchMedia("(prefers-color-scheme: dark)");

class Site {
  constructor(data) {
    this.data = data;
    this.wire = new Wire();
    this.view = readLink(window.location.search, data);
    this.navigations = 1;
    this.bar = this.barIn(document.getElementById("time"));
    this.panel = new Panel(document.getElementById("panel"), data, {
      go: (changes) => this.go(changes),
      close: () => this.choose({}),
      show: (layers) => this.change({ layers }),
    });
    const end = this.wire.end();
    end.onmessage = ({ data: { type, date } }) => type === "date" && this.panel.show(date);
    DARK.addEventListener("change", () => this.steer());
  }

  /** The time bar keeps its style sheet, made for a tree of its own, apart from the map's. */
  barIn(host) {
    const parentElement = host.attachShadow({ mode: "open" });
    parentElement.append(host.querySelector("template").content);
    const take = (name, value) => name === "date" && this.rest(value);
    const { timeline, words, locale, today } = this.data;
    const channel = this.wire.end();
    const data = { today, locale, words: words.bar, channel, timeline_url: timeline, completed: false };
    return (date) => timeBar({ data: { ...data, date }, parentElement, setStateValue: take, setTriggerValue: take });
  }

  begin(map, config) {
    const { group } = config;
    group.on("click", ({ layer }) => this.choose(layer.toGeoJSON().properties));
    start(map, { ...config, group, layers: this.data.layers });
    this.mapEnd = this.wire.end();
    this.steer();
    this.panel.choose(this.view);
  }

  /** Let map and time bar show the view. */
  steer() {
    this.bar(this.view.date);
    const { date, event, at = this.data.at, ...chosen } = this.view;
    const day = shownDay(date, this.data.today), { lat, lon, title, place } = this.data.events[event] ?? {};
    window.atlas.receive({
      ...chosen, day, at, channel: this.mapEnd, nav: this.navigations, theme: DARK.matches ? "dark" : "light",
      event: lat === undefined ? null : { lat, lon, title, place },
    });
  }

  change(changes) {
    this.view = { ...this.view, ...changes, at: window.atlas.state.at };
    writeLink(this.view);
    this.steer();
  }

  /** Go to another date, as a link would. */
  go(changes) {
    this.navigations += 1;
    this.change({ event: "", territory: "", mission: "", ...changes });
    this.panel.choose(this.view);
  }

  /** Open the story of a land or a mission; of neither, close the one that is open. */
  choose({ territory_id: territory = "", mission_id: mission = "" }) {
    this.change({ territory, mission, event: "" });
    this.panel.choose(this.view);
  }

  /** Take over the date at which the time bar rests: the event of another day is left. */
  rest(date) {
    this.change({ date, event: "" });
    this.panel.choose(this.view);
  }
}

const { atlasSite: data } = window;
const now = new Date().toISOString().slice(0, 10);
data.today = now < data.as_of ? data.as_of : now;
let site;
window.atlasMap = (map, config) => {
  site = new Site(data);
  site.begin(map, config);
};
