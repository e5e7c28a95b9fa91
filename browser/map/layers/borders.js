/** Borders: the line between two lands, drawn as sure as it is, and only while two powers hold its sides. */

import { partsInView } from "../render/leaflet-internals.js";
import { prerender, retainedPath, RetainedGroup } from "../render/retained.js";
import { borderBand, borderLine, SYMBOLOGY } from "../render/symbology.js";
import { bindTip, tooltipOf } from "../render/tooltips.js";
import { Changes, daysOfAll, inForce } from "../time.js";
import { certaintyLabel } from "../translate.js";

const SHORTEST = 14; // px: below this a border has no band

/** A click on a line is meant for the land below it. @param {{ originalEvent: MouseEvent }} event */
function passOn({ originalEvent }) {
  L.DomEvent.stop(originalEvent);
  const { clientX, clientY } = originalEvent;
  const below = document.elementsFromPoint(clientX, clientY).find((element) => element.matches("path.territory"));
  if (below) below.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window, clientX, clientY }));
}

/** The periods of a border under a rival position. @param {Border} border @param {string} position */
export const periodsOf = ({ periods, rivals }, position) => (rivals && rivals[position]) || periods;

/** @implements {Layer} */
export class Borders {
  name = "borders";
  panes = { bands: 425, outer: 428, lines: 430 };
  /** @type {import("../render/topology.js").Topology} */
  topology;
  /** @type {Border[]} */
  borders = [];
  /** @type {Record<string, string>} */
  certainties = {};

  /** @param {Context} context */
  constructor(context) {
    const { map, config } = context;
    this.context = context;
    this.map = map;
    this.phrases = config.phrases;
    this.bands = new RetainedGroup(map);
    this.lines = new RetainedGroup(map);
    bindTip(this.bands.group, (/** @type {Path} */ { border }) => this.tooltip(border.period), { sticky: true });
    this.bands.group.on("click", passOn);
  }

  /** @param {Built} built */
  build({ data: { outer, borders, certainties }, topology }) {
    this.topology = topology;
    this.certainties = certainties;
    this.borders = borders;
    this.changes = new Changes(borders, ({ periods, rivals = {} }) => daysOfAll([periods, ...Object.values(rivals)].flat()));
    this.makePath(topology.line(outer), { pane: "outer", className: "outer", interactive: false, ...SYMBOLOGY.outer }).addTo(this.map);
  }

  /* ----- a day ----- */

  /** @param {Step} step @param {Border[]} rows */
  draw({ day, position }, rows) {
    let isWaiting = false; // no label hangs on a border, but what is only there for the pointer waits for the layout
    for (const border of rows) {
      const inDay = inForce(periodsOf(border, position), day), period = inDay && inDay.line !== "none" ? inDay : undefined;
      if (period === border.period) continue;
      border.period = period;
      if (!period) this.hide(border);
      else if (!this.show(border, period.line)) isWaiting = true;
    }
    return isWaiting;
  }

  /** Return whether all of it is shown. @param {Border} border @param {string} line */
  show(border, line) {
    const path = this.pathOf(border);
    if (border.line !== line) {
      border.line = line;
      path.setStyle(borderLine(line));
    }
    this.lines.show(path);
    const isBanded = isLong(border);
    this.showBand(border, isBanded && isSeen(line));
    return !isBanded || isSeen(line);
  }

  /** @param {Border} border */
  hide(border) {
    this.lines.hide(border.path);
    this.showBand(border, false);
  }

  /** @param {Border} border */
  prepare(border) {
    prerender(this.pathOf(border), this.map);
    if (isLong(border) && border.periods.some(({ line }) => isSeen(line))) prerender(this.bandOf(border), this.map);
  }

  /** The view has changed: other borders are long enough for a band. */
  fit() {
    for (const border of this.borders) if (border.period) this.showBand(border, isLong(border));
  }

  /** @param {Border} border @param {boolean} on */
  showBand(border, on) {
    if (on) {
      const band = this.bandOf(border);
      if (band.line !== border.line) band.setStyle(borderBand(border.line ?? "solid"));
      band.line = border.line;
    }
    if (on === Boolean(border.isBanded)) return;
    border.isBanded = on;
    if (on) this.bands.show(border.band);
    else this.bands.hide(border.band);
  }

  /* ----- what is drawn ----- */

  /** @param {any} shape @param {object} style */
  makePath(shape, style) {
    return retainedPath(shape, { fill: false, lineJoin: "round", ...style });
  }

  /** @param {Border} border */
  pathOf(border) {
    if (!border.path) {
      border.shape = this.topology.line(border.arcs);
      border.path = this.lines.adopt(this.makePath(border.shape, { pane: "lines", className: "border", interactive: false }));
    }
    return border.path;
  }

  /** @param {Border} border */
  bandOf(border) {
    if (!border.band) {
      const style = { pane: "bands", className: "band", lineCap: "butt", passesClicks: true };
      border.band = this.bands.adopt(this.makePath(border.shape, style));
      border.band.border = border;
      // After the first step streamlit-folium hears the click on the band as well, and after that on the land.
      border.band.toGeoJSON = () => this.context.lastClicked;
    }
    return border.band;
  }

  /** @param {import("../types.js").BorderPeriod} period */
  tooltip({ name, certainty, basis, verified }) {
    const mark = verified && this.phrases[`badge_${verified}`];
    return tooltipOf({ name, doubt: certaintyLabel(certainty, this.certainties, this.phrases), place: basis, mark });
  }

  /** @param {import("../controls/legend.js").AddToLegend} add */
  legend(add) {
    for (const { period, path } of this.borders) {
      if (!period || !partsInView(path).length) continue;
      const look = { line: { ...borderLine(period.line), band: borderBand(period.line) } };
      add(this.phrases.legend_lines, certaintyLabel(period.certainty, this.certainties, this.phrases), look);
    }
  }
}

/** Whether the band of a line is seen. @param {string} line */
const isSeen = (line) => line !== "none" && borderBand(line).stroke;

/** A border of a few pixels needs nothing below it, and nobody can point at it. @param {Border} border */
function isLong({ shape: { box: { min, max } } }) {
  return Math.max(max.x - min.x, max.y - min.y) >= SHORTEST;
}

/**
 * @typedef {import("./index.js").Layer} Layer
 * @typedef {import("./index.js").Context} Context
 * @typedef {import("./index.js").Built} Built
 * @typedef {import("./index.js").Step} Step
 * @typedef {import("../types.js").Border} Border
 * @typedef {import("../types.js").Path} Path
 */
