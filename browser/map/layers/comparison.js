/**
 * The comparison: of two maps side by side each shows what differs from the other's day, and both look at one place.
 *
 * Land that is the same on both days lies under a veil; land that differs has a heavy outline and its number from the
 * list. While a bar is dragged the browser finds the differences itself; the numbers come with the next state from the
 * server.
 */

import { openChannel } from "../../lib/channel.js";
import { setMapLabel } from "../access/aria.js";
import { retainedPath } from "../render/retained.js";
import { OUTLINE } from "../render/symbology.js";
import { bindTip, tooltipOf } from "../render/tooltips.js";
import { differences } from "./differences.js";

const VEIL = { pane: "veil", className: "veil", interactive: false, stroke: false };
const EDGE = { ...OUTLINE, className: "difference" };
const NUMBER = 12; // px from the middle of a number to where a name may stand

/** @implements {Layer} */
export class Comparison {
  name = "comparison";
  panes = { veil: 422 };
  /** @type {string | undefined} */
  day;
  /** @type {string | undefined} */
  other;
  position = "";
  /** @type {import("../types.js").Feature[] | undefined} */
  features;
  /** @type {import("../render/topology.js").Topology} */
  topology;

  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    this.map = context.map;
    /** @type {PairState | null} */
    this.pair = null; // of a map alone
    /** @type {string | null} */
    this.drawn = null; // until the first days come
    /** @type {Map<string, Path>} */
    this.paths = new Map(); // veils and edges, made once, by their look and parts
    /** @type {Path[]} */
    this.shown = [];
    this.numberedFor = ""; // the differences whose numbers stand on the map
    this.numbers = L.layerGroup().addTo(this.map);
    /** @type {{ days: string, rows: import("../types.js").Difference[] }} */
    this.numbered = { days: "", rows: [] };
  }

  /** @param {Built} built */
  build({ data: { features }, topology }) {
    this.features = features;
    this.topology = topology;
  }

  /** The state of the server: the day of the other map, and the numbered differences. @param {import("../types.js").State} state */
  receive({ pair, day, other, nav, differences: rows = [] }) {
    if (pair && pair.channel !== this.pair?.channel) this.open(pair);
    if (!this.pair) return;
    this.numbered = { days: `${day} ${other}`, rows };
    if (!this.channel || nav !== this.nav) this.other = other;
    this.nav = nav;
  }

  /** @param {PairState} pair */
  open(pair) {
    if (!this.pair) this.map.on("move moveend", () => this.tellMove());
    this.pair = pair;
    setMapLabel(this.map, this.context.config.phrases, pair.name);
    this.channel?.close();
    this.channel = openChannel(pair.channel);
    if (this.channel) this.channel.onmessage = ({ data }) => this.hear(data);
    this.tell({ type: "hello" });
  }

  /** @param {object} message */
  tell(message) {
    this.channel?.postMessage({ ...message, side: this.pair?.side });
  }

  /** @param {{ type: string, day: string, centre: [number, number], zoom: number, at: string }} message */
  hear({ type, day, ...view }) {
    if (type === "hello") this.tell({ type: "day", day: this.day });
    else if (type === "day") this.compare({ other: day });
    else if (type === "move") this.follow(view);
  }

  /* ----- where the maps look ----- */

  tellMove() {
    const { views, state } = this.context;
    if (this.isFollowing || !views.asked) return;
    const { lat, lng } = this.map.getCenter();
    this.tell({ type: "move", centre: [lat, lng], zoom: this.map.getZoom(), at: state.at });
  }

  /** @param {{ centre: [number, number], zoom: number, at: string }} view */
  follow({ centre, zoom, at }) {
    this.isFollowing = true;
    this.context.views.follow(centre, zoom, at);
    this.isFollowing = false;
  }

  /* ----- what differs ----- */

  /** @param {Step} step */
  draw({ day, position }) {
    if (this.pair) this.compare({ day, position });
    return false; // labels stand as they do without it
  }

  /** Take a new day of this map or of the other, and show what differs. @param {{ day?: string, other?: string, position?: string }} change */
  compare({ day = this.day, other = this.other, position = this.position }) {
    const isNew = day !== this.day;
    Object.assign(this, { day, other, position });
    if (isNew) this.tell({ type: "day", day });
    if (!day || !other || !this.features) return;
    const found = differences(this.features, day, other, position);
    const key = found.groups.map((parts) => parts.join(" ")).sort().join("|");
    if (key !== this.drawn) this.show(found, key);
    this.number();
  }

  /** @param {{ groups: string[][], same: string[] }} found @param {string} key */
  show({ groups, same }, key) {
    this.drawn = key;
    const veil = groups.length && same.length ? [this.path(same, VEIL)] : [];
    const wanted = [...veil, ...groups.map((parts) => this.path(parts, EDGE))];
    for (const path of this.shown) if (!wanted.includes(path)) path.remove();
    for (const path of wanted) if (!this.shown.includes(path)) path.addTo(this.map);
    this.shown = wanted;
    document.body.dataset.differing = groups.flat().sort().join(" ");
  }

  /** @param {string[]} parts @param {{ className: string }} look */
  path(parts, look) {
    const key = `${look.className} ${parts.join(" ")}`;
    if (!this.paths.has(key)) this.paths.set(key, retainedPath(this.topology.land(parts), look));
    return this.paths.get(key);
  }

  /** @param {"marks" | "towns"} kind */
  obstacles(kind) {
    if (kind !== "marks") return [];
    return this.numbers.getLayers().map((/** @type {any} */ marker) => {
      const point = this.map.latLngToLayerPoint(marker.getLatLng());
      return L.bounds(point.subtract([NUMBER, NUMBER]), point.add([NUMBER, NUMBER]));
    });
  }

  /** Numbers stand only with the two days that they were counted for. */
  number() {
    const rows = this.numbered.days === `${this.day} ${this.other}` ? this.numbered.rows : [];
    const key = rows.length ? JSON.stringify(rows) : "";
    if (key === this.numberedFor) return;
    this.numberedFor = key;
    this.numbers.clearLayers();
    for (const row of rows) this.numbers.addLayer(numberMarker(row));
    this.context.rest.putOff(); // names make room for them
  }
}

/** @param {import("../types.js").Difference} difference */
function numberMarker({ number, title, change, area, lat, lon }) {
  const html = Object.assign(document.createElement("span"), { className: "number", textContent: String(number) });
  const icon = L.divIcon({ html, className: "number-box", iconSize: [22, 22] });
  const marker = L.marker([lat, lon], { icon, pane: "marks", keyboard: false, alt: title, zIndexOffset: 1000 });
  return bindTip(marker, () => tooltipOf({ name: title, status: change, place: area }), { offset: [0, -8] });
}

/**
 * @typedef {import("./index.js").Layer} Layer
 * @typedef {import("./index.js").Context} Context
 * @typedef {import("./index.js").Built} Built
 * @typedef {import("./index.js").Step} Step
 * @typedef {import("../types.js").Path} Path
 * @typedef {NonNullable<import("../types.js").State["pair"]>} PairState
 */
