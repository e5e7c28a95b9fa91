/** The physical map below everything: land, lakes and rivers, which no day changes. */

import { SYMBOLOGY } from "../render/symbology.js";

/** The pane of each kind. */
const PANE_OF = { land: "land", lake: "lakes", river: "rivers" };
const SMOOTH = 0.8; // px that a smoothed line may stray

/** @implements {Layer} */
export class Physical {
  name = "physical";
  panes = { land: 200, rivers: 405, lakes: 410 };
  /** @type {Promise<any>} */
  data;

  /** @param {Context} context */
  constructor({ map }) {
    this.map = map;
  }

  /** @param {Built} built */
  build({ physical }) {
    this.data = physical;
    for (const pane of Object.keys(this.panes)) this.map.getPane(pane).style.pointerEvents = "none";
  }

  /** The lands come first: they are what the visitor has asked for. */
  async complete() {
    const physical = await this.data;
    for (const [kind, pane] of Object.entries(PANE_OF)) {
      const features = physical.features.filter((/** @type {any} */ { properties }) => properties.kind === kind);
      const look = { ...SYMBOLOGY.physical[/** @type {"land"} */ (kind)], pane, interactive: false, smoothFactor: SMOOTH };
      L.geoJSON(/** @type {any} */ ({ type: "FeatureCollection", features }), look).addTo(this.map);
    }
  }
}

/** @typedef {import("./index.js").Layer} Layer @typedef {import("./index.js").Context} Context @typedef {import("./index.js").Built} Built */
