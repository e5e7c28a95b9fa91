/* One of two maps side by side: both look at the same place, and each shows what differs from the other's day.
 *
 * Land that is the same on both days is veiled; what differs keeps its colour, a heavy line and the number
 * that it has in the list. While a bar is dragged the browser finds the differences itself; the numbers come
 * with the next state from the server.
 */

import { differences } from "./differences.js";
import { keptPath } from "../render/retained.js";
import { tooltipOf } from "./lands.js";

const VEIL = { pane: "veil", className: "veil", interactive: false, stroke: false };
const EDGE = { pane: "outlines", className: "difference", interactive: false, fill: false, lineJoin: "round" };

export class Pair {
  constructor(atlas, { channel, side }) {
    this.atlas = atlas;
    this.side = side;
    this.drawn = null; // until the first days come
    this.paths = new Map(); // by their parts: veils and edges, made once
    this.shown = [];
    this.numbers = L.layerGroup().addTo(atlas.map);
    atlas.map.createPane("veil").style.zIndex = 422;
    atlas.map.on("move moveend", () => this.tellMove());
    this.channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(channel) : null;
    if (this.channel) this.channel.onmessage = ({ data }) => this.hear(data);
    this.tell({ type: "hello" });
  }

  tell(message) {
    if (this.channel) this.channel.postMessage({ ...message, side: this.side });
  }

  hear({ type, day, ...view }) {
    if (type === "hello") this.tell({ type: "day", day: this.day });
    else if (type === "day") this.draw({ other: day });
    else if (type === "move") this.follow(view);
  }

  /* ----- where the maps look ----- */

  tellMove() {
    if (this.following || !this.atlas.views.asked) return;
    const { lat, lng } = this.atlas.map.getCenter();
    this.tell({ type: "move", centre: [lat, lng], zoom: this.atlas.map.getZoom(), at: this.atlas.state.at });
  }

  follow({ centre, zoom, at }) {
    this.following = true;
    this.atlas.views.follow(centre, zoom, at);
    this.following = false;
  }

  /* ----- what differs ----- */

  /* The state of the server: the other day, and the numbers of the differences with their places. */
  receive({ day, other, nav, differences: numbered = [] }) {
    this.numbered = { days: `${day} ${other}`, rows: numbered };
    if (!this.channel || nav !== this.nav) this.other = other;
    this.nav = nav;
  }

  /* Take a new day of this map or of the other, and show what differs. */
  draw({ day = this.day, other = this.other, position = this.position }) {
    const moved = day !== this.day;
    Object.assign(this, { day, other, position });
    if (moved) this.tell({ type: "day", day });
    if (!day || !other || !this.atlas.features) return;
    const found = differences(this.atlas.features, day, other, position);
    const key = found.groups.map((parts) => parts.join(" ")).sort().join("|");
    if (key !== this.drawn) this.show(found, key);
    this.number();
  }

  show({ groups, same }, key) {
    this.drawn = key;
    const veil = groups.length && same.length ? [this.path(same, VEIL)] : [];
    const wanted = [...veil, ...groups.map((parts) => this.path(parts, EDGE))];
    for (const path of this.shown) if (!wanted.includes(path)) path.remove();
    for (const path of wanted) if (!this.shown.includes(path)) path.addTo(this.atlas.map);
    this.shown = wanted;
    document.body.dataset.differing = groups.flat().sort().join(" ");
  }

  path(parts, look) {
    const key = `${look.className} ${parts.join(" ")}`;
    if (!this.paths.has(key)) this.paths.set(key, keptPath(this.atlas.land(parts), look));
    return this.paths.get(key);
  }

  /* Numbers stand only with the two days that they were counted for. */
  number() {
    const fits = this.numbered && this.numbered.days === `${this.day} ${this.other}`;
    const key = fits ? JSON.stringify(this.numbered.rows) : "";
    if (key === this.numberedFor) return;
    this.numberedFor = key;
    this.numbers.clearLayers();
    for (const row of fits ? this.numbered.rows : []) {
      const mark = document.createElement("span");
      mark.className = "number";
      mark.textContent = row.number;
      const icon = L.divIcon({ html: mark, className: "number-box", iconSize: [22, 22] });
      const marker = L.marker([row.lat, row.lon], { icon, pane: "marks", keyboard: false, alt: row.title, zIndexOffset: 1000 });
      marker.bindTooltip(() => tooltipOf({ name: row.title, status: row.change, place: row.area }, {}), {
        direction: "top", className: "story", offset: [0, -8], opacity: 1,
      });
      this.numbers.addLayer(marker);
    }
  }
}
