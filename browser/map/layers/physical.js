/** The physical map below everything: land, lakes and rivers, which no day changes. */

/** @type {Record<string, object>} */
const LOOKS = {
  land: { pane: "land", stroke: false, fillOpacity: 1, fillColor: "var(--land)" },
  lake: { pane: "lakes", weight: 0.6, color: "var(--shore)", fillOpacity: 0.86, fillColor: "var(--water)" },
  river: { pane: "rivers", weight: 0.9, color: "var(--shore)", opacity: 0.55, fill: false },
};

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
    for (const [kind, look] of Object.entries(LOOKS)) {
      const features = physical.features.filter((/** @type {any} */ { properties }) => properties.kind === kind);
      L.geoJSON(/** @type {any} */ ({ type: "FeatureCollection", features }), { ...look, interactive: false, .../** @type {any} */ ({ smoothFactor: 0.8 }) }).addTo(this.map);
    }
  }
}

/** @typedef {import("./index.js").Layer} Layer @typedef {import("./index.js").Context} Context @typedef {import("./index.js").Built} Built */
