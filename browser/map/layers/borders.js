/* Borders: the line between two lands, drawn as sure as it is, and only while two hold its sides. */

import { Changes, daysOfAll } from "../time.js";
import { inForce, periodsOf } from "../dates.js";
import { bindStory, drawAhead, KeptGroup, keptPath } from "../render/retained.js";
import { headed } from "../translate.js";
import { symbology } from "../render/symbols.js";
import { CAPS, DASHES, tooltipOf } from "./lands.js";

/* A line and what lies under it. Under a line that is not solid a pale band keeps other lines away; a
 * disputed one has a band of its own colour, so that colour is not all that tells it from the others.
 */
const { borders: LOOKS, border: LINE, outer: OUTER } = symbology; // a solid line's width for the pointer is in the style sheet

const SHORTEST = 14; // px: below this a border has no band

export const lookOf = (line) => ({ ...LINE, lineCap: CAPS[line] || "butt", dashArray: DASHES[line], ...LOOKS[line].line });
export const bandOf = (line) => LOOKS[line].band;

/* A click on a line is meant for the land below it. */
function passOn({ originalEvent }) {
  L.DomEvent.stop(originalEvent);
  const { clientX, clientY } = originalEvent;
  const below = document.elementsFromPoint(clientX, clientY).find((element) => element.matches("path.territory"));
  if (below) below.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window, clientX, clientY }));
}

export class Borders {
  constructor(map, topology, { outer, borders, certainties }, words) {
    this.map = map;
    this.words = words;
    this.topology = topology;
    this.certainties = certainties;
    this.borders = borders;
    this.bands = new KeptGroup(map);
    this.lines = new KeptGroup(map);
    bindStory(this.bands.group, ({ border }) => this.tooltip(border.period), { sticky: true });
    this.bands.group.on("click", passOn);
    this.changes = new Changes(borders, ({ periods, rivals = {} }) => daysOfAll([periods, ...Object.values(rivals)].flat()));
    this.path(topology.line(outer), { pane: "outer", className: "outer", interactive: false, ...OUTER }).addTo(map);
  }

  path(shape, style) {
    return keptPath(shape, { fill: false, lineJoin: "round", ...style });
  }

  make(border) {
    border.shape = this.topology.line(border.arcs);
    border.path = this.lines.adopt(this.path(border.shape, { pane: "lines", className: "border", interactive: false }));
  }

  bandUnder(border) {
    if (!border.band) {
      border.band = this.bands.adopt(this.path(border.shape, { pane: "bands", className: "band", lineCap: "butt", passes: true }));
      border.band.border = border;
    }
    return border.band;
  }

  prepare(border) {
    if (!border.path) this.make(border);
    drawAhead(border.path, this.map);
    if (this.isLong(border)) drawAhead(this.bandUnder(border), this.map);
  }

  tooltip({ name, certainty, basis, verified }) {
    const gist = this.certainties[certainty], mark = verified && this.words[`badge_${verified}`];
    return tooltipOf({ name, doubt: gist ? `${headed(certainty, this.words)} ${gist}` : certainty, place: basis, mark }, {});
  }

  /* Show the borders of a day; `before` is the day that they show, or null to look at every one. */
  draw(before, day, position) {
    for (const border of this.changes.between(before, day)) {
      const found = inForce(periodsOf(border, position), day), period = found && found.line !== "none" ? found : undefined;
      if (period === border.period) continue;
      border.period = period;
      if (period) this.show(border, period.line);
      else this.hide(border);
    }
  }

  show(border, line) {
    if (!border.path) this.make(border);
    if (border.line !== line) {
      border.line = line;
      border.path.setStyle(lookOf(line));
    }
    this.lines.show(border.path);
    this.showBand(border, this.isLong(border));
  }

  hide(border) {
    this.lines.hide(border.path);
    this.showBand(border, false);
  }

  /* A border of a few pixels needs nothing under it, and nobody can point at it. */
  isLong({ shape: { box: { min, max } } }) {
    return Math.max(max.x - min.x, max.y - min.y) >= SHORTEST;
  }

  showBand(border, on) {
    if (on) {
      const band = this.bandUnder(border);
      if (band.line !== border.line) band.setStyle(bandOf(border.line));
      band.line = border.line;
    }
    if (on === Boolean(border.banded)) return;
    border.banded = on;
    if (on) this.bands.show(border.band);
    else this.bands.hide(border.band);
  }

  /* The view has changed: other borders are long enough. */
  fit() {
    for (const border of this.borders) if (border.period) this.showBand(border, this.isLong(border));
  }

  /* The kinds of line in the present view, each with its label. */
  inView() {
    const seen = new Map();
    for (const { period, path } of this.borders) if (period && (path._parts || []).length) seen.set(period.certainty, period.line);
    return seen;
  }
}
