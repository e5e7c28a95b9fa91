/**
 * The layers of the map, each a module of this folder: a new one is a module with the members of `Layer` and a line here.
 *
 * Layers are built, drawn and listed in this order; what lies above what is said by their panes.
 */

import { Borders } from "./borders.js";
import { Comparison } from "./comparison.js";
import { EventMark } from "./event.js";
import { Lands } from "./lands.js";
import { Missions } from "./missions.js";
import { Physical } from "./physical.js";
import { Places } from "./places.js";

const LAYERS = [Physical, Lands, Borders, Places, Missions, EventMark, Comparison];

/** The layers of a map, with their panes. @param {Context} context @returns {Layer[]} */
export function createLayers(context) {
  /** @type {Layer[]} */
  const layers = LAYERS.map((Each) => new Each(context));
  for (const [pane, z] of layers.flatMap(({ panes = {} }) => Object.entries(panes))) context.map.createPane(pane).style.zIndex = z;
  return layers;
}

/** Show a day; return whether labels and legend are to be laid out anew. @param {Layer[]} layers @param {Step} step */
export function drawLayers(layers, step) {
  let isChanged = false;
  for (const layer of layers) {
    if (layer.draw?.(step, layer.changes?.between(step.before, step.day) ?? [])) isChanged = true;
  }
  return isChanged;
}

/** What layers can make ahead, by the year in which it is first shown. @param {Layer[]} layers @returns {[number, () => void][]} */
export function jobsOf(layers) {
  /** @type {[number, () => void][]} */
  const jobs = [];
  for (const layer of layers) {
    if (!layer.prepare || !layer.changes) continue;
    for (const row of layer.changes.rows) jobs.push([layer.changes.firstYear(row), () => layer.prepare?.(row)]);
  }
  return jobs.sort(([a], [b]) => a - b);
}

/**
 * One kind of thing drawn on the map. A class whose instances have a name; all other members only where a layer needs them.
 *
 * A step from one day to another calls `draw` alone, and gives it only the rows that may differ between the two days: it
 * must not look at all rows, and must measure nothing. What costs more belongs into `prepare` (idle moments) or `fit`
 * (once a drag rests).
 * @typedef {object} Layer
 * @property {string} name
 * @property {Record<string, number>} [panes] Leaflet's panes that it draws in, each with its z-index
 * @property {(built: Built) => void} [build] take what it shows from the dataset
 * @property {() => Promise<void>} [complete] draw what may come after the first picture
 * @property {import("../time.js").Changes<any>} [changes] its rows by the days on which they change; set by `build`
 * @property {(step: Step, rows: any[]) => boolean} [draw] show the day of a step; returns whether labels and legend are to be laid out anew
 * @property {(row: any) => void} [prepare] make and draw a row that another day may show, without showing it
 * @property {(state: import("../types.js").State) => void} [receive] take a new state from the server before it is drawn
 * @property {(state: import("../types.js").State) => void} [select] mark what a state has chosen
 * @property {() => void} [fit] do what depends on pixels: the view has changed, or a drag has come to rest
 * @property {(add: import("../controls/legend.js").AddToLegend) => void} [legend] add what the view shows of it to the legend
 * @property {() => import("../access/entries.js").Entry[]} [entries] what it shows, for the list of keyboard and screen reader
 * @property {(kind: "marks" | "towns") => any[]} [obstacles] boxes in layer points: marks that nothing may lie below, towns that names of lands leave room where they can
 * @property {() => import("../labels/collisions.js").Label[]} [labels] labels that ask for a place, the first of them first
 */

/**
 * @typedef {object} Built What layers are built from.
 * @property {import("../types.js").AtlasData} data
 * @property {Promise<any>} physical GeoJSON with a `kind` for each feature
 * @property {import("../render/topology.js").Topology} topology
 * @property {import("../render/symbols.js").Paint} paint
 */

/**
 * @typedef {object} Step
 * @property {string} day
 * @property {string | null} before the day that is shown; null to look at every row
 * @property {string} position the rival position that is followed
 */

/**
 * @typedef {object} Context What the map gives to its layers (browser/map/index.js).
 * @property {any} map the Leaflet map
 * @property {import("../types.js").Config} config
 * @property {import("../types.js").State} state
 * @property {import("../controls/views.js").Views} views
 * @property {import("../labels/layout.js").Labels} labels
 * @property {import("../idle.js").Rest} rest calls for a new layout of names and labels
 * @property {any} sheet the topmost canvas, or null where everything is SVG
 * @property {(switchable: import("../render/symbology.js").Switchable) => boolean} wants whether the visitor has switched something on
 * @property {(properties: object) => object} clicked what streamlit-folium hears of a click
 * @property {object} [lastClicked] what it has heard last
 */
