/* Borders: the line between two lands, drawn as sure as it is, and only while two hold its sides. */

import { changeDays, countDays, inForce, periodsOf } from "./dates.js";
import { DASHES, shareProjection, tooltipOf } from "./territories.js";

/* A line and what lies under it. Under a line that is not solid a pale band keeps other lines away; a
 * disputed one has a band of its own colour, so that colour is not all that tells it from the others.
 */
const BAND = { color: "var(--halo)", opacity: 0.85, weight: 4.5 };
const LOOKS = {
  solid: { line: { weight: 1.6 }, band: { color: "var(--halo)", opacity: 0, weight: 7 } },
  dashed: { line: { weight: 1.7 }, band: BAND },
  dotted: { line: { weight: 2.2, lineCap: "round" }, band: BAND },
  dashdot: { line: { weight: 2.2, color: "var(--accent)" }, band: { color: "var(--accent)", opacity: 0.3, weight: 9 } },
};

export const lookOf = (line) => ({ color: "var(--line)", opacity: 0.95, lineCap: "butt", dashArray: DASHES[line], ...LOOKS[line].line });
export const bandOf = (line) => LOOKS[line].band;

/* A click on a line is meant for the land below it. */
function passOn({ originalEvent }) {
  L.DomEvent.stop(originalEvent);
  const { clientX, clientY } = originalEvent;
  const below = document.elementsFromPoint(clientX, clientY).find((element) => element.matches("path.territory"));
  if (below) below.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window, clientX, clientY }));
}

export class Borders {
  constructor(map, { topology, outer, borders, certainties }, words) {
    this.map = map;
    this.words = words;
    this.topology = topology;
    this.certainties = certainties;
    this.borders = borders;
    this.days = changeDays(borders.flatMap((border) => [border.periods, ...Object.values(border.rivals || {})]));
    this.path(this.line(outer), { pane: "lines", className: "outer", interactive: false, color: "var(--line)", weight: 1, opacity: 0.8 }).addTo(map);
  }

  line(arcs) {
    return topojson.mesh(this.topology, { type: "MultiLineString", arcs: arcs.map((arc) => [arc]) });
  }

  path(geometry, style) {
    return L.geoJSON({ type: "Feature", properties: {}, geometry }, { fill: false, smoothFactor: 0.6, lineJoin: "round", ...style }).getLayers()[0];
  }

  make(border) {
    const geometry = this.line(border.arcs), projection = {};
    border.path = this.path(geometry, { pane: "lines", className: "border", interactive: false });
    border.band = this.path(geometry, { pane: "bands", className: "band", lineCap: "butt" });
    for (const path of [border.path, border.band]) shareProjection(path, projection);
    border.band.bindTooltip(() => this.tooltip(border.period), { sticky: true, direction: "top", className: "story", opacity: 1 });
    border.band.on("click", passOn);
  }

  tooltip({ name, certainty, basis, verified }) {
    const gist = this.certainties[certainty], mark = verified && this.words[`badge_${verified}`];
    return tooltipOf({ name, doubt: gist ? `${certainty}: ${gist}` : certainty, place: basis, mark }, {});
  }

  /* Show the borders of a day; between two changes of any of them there is nothing to do. */
  draw(day, position) {
    const at = `${countDays(this.days, day)} ${position}`;
    if (at === this.at) return;
    this.at = at;
    for (const border of this.borders) {
      const found = inForce(periodsOf(border, position), day), period = found && found.line !== "none" ? found : undefined;
      if (period === border.period) continue;
      const before = border.period;
      border.period = period;
      if (period) this.show(border, before);
      else for (const path of [border.path, border.band]) path.remove();
    }
  }

  show(border, before) {
    if (!border.path) this.make(border);
    if (!before || before.line !== border.period.line) {
      border.path.setStyle(lookOf(border.period.line));
      border.band.setStyle(bandOf(border.period.line));
    }
    if (!before) for (const path of [border.band, border.path]) path.addTo(this.map);
  }

  /* The kinds of line in the present view, each with its label. */
  inView() {
    const seen = new Map();
    for (const { period, path } of this.borders) if (period && (path._parts || []).length) seen.set(period.certainty, period.line);
    return seen;
  }
}
