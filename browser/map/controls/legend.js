/** The legend: only what the view shows on its day. */

import { SYMBOLOGY } from "../render/symbology.js";
import { svgElement } from "../render/symbols.js";

/** @typedef {{ color: string, weight: number, opacity?: number, dashArray?: string | null, lineCap?: string }} Line */

/**
 * @typedef {object} Look What stands beside a label: a fill, a line or an element of its own.
 * @property {string} [fill]
 * @property {boolean} [soft] whether the edge of the fill is blurred
 * @property {Line & { band?: Partial<Line> & { stroke?: boolean } }} [line]
 * @property {() => Element} [mark]
 */

/** @typedef {(title: string, label: string, look: Look) => void} AddToLegend Under one title each label stands once. */

const { swatch: SWATCH } = SYMBOLOGY;
const WIDE = 640; // px of a map from which the legend is open

export class Legend {
  /** @param {any} map @param {import("../types.js").Phrases} phrases */
  constructor(map, phrases) {
    this.shown = "";
    this.body = document.createElement("div");
    Object.assign(this.body, { tabIndex: 0, role: "group", ariaLabel: phrases.legend }); // arrow keys scroll it
    this.body.addEventListener("keydown", (event) => event.stopPropagation());
    const box = document.createElement("details"), summary = document.createElement("summary");
    summary.textContent = phrases.legend;
    box.className = "legend";
    box.append(summary, this.body);
    box.open = map.getSize().x > WIDE;
    box.addEventListener("toggle", () => map.fire("moveend"));
    L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
    map.addControl(Object.assign(new L.Control({ position: "bottomleft" }), { onAdd: () => box }));
  }

  /** Show what layers have in view. @param {import("../layers/index.js").Layer[]} layers */
  update(layers) {
    /** @type {Map<string, Map<string, Look>>} */
    const sections = new Map();
    /** @type {AddToLegend} */
    const add = (title, label, look) => {
      if (!sections.has(title)) sections.set(title, new Map());
      sections.get(title)?.set(label, look);
    };
    for (const layer of layers) layer.legend?.(add);
    const key = [...sections].map(([title, rows]) => `${title}: ${[...rows.keys()].sort().join()}`).join("|");
    if (key === this.shown) return;
    this.shown = key;
    this.body.replaceChildren(...[...sections].flatMap(([title, rows]) => sectionOf(title, rows)));
  }
}

/** @param {string} title @param {Map<string, Look>} rows */
function sectionOf(title, rows) {
  const heading = document.createElement("h3"), list = document.createElement("ul");
  heading.textContent = title;
  for (const [label, look] of [...rows].sort(([a], [b]) => a.localeCompare(b))) {
    const item = document.createElement("li"), text = document.createElement("span");
    text.textContent = label;
    item.append(look.mark ? look.mark() : swatch(look), text);
    list.append(item);
  }
  return [heading, list];
}

/** @param {Look} look */
function swatch({ line, fill, soft = false }) {
  const svg = svgElement("svg", { viewBox: "0 0 26 16", width: 26, height: 16, "aria-hidden": "true" });
  if (fill) svg.append(...filledBox(fill, soft));
  else if (line) {
    if (line.band && line.band.stroke !== false) svg.append(stroke(/** @type {Line} */ (line.band)));
    svg.append(stroke(line));
  }
  return svg;
}

/** As on the map: the colour lies thin on the land. @param {string} fill @param {boolean} soft */
function filledBox(fill, soft) {
  const box = { x: 0.5, y: 0.5, width: 25, height: 15, rx: 2 };
  const blurred = `filter:blur(${SWATCH.soft.blur}px);fill-opacity:${SWATCH.soft.fillOpacity}`;
  const look = soft ? blurred : `stroke:${SWATCH.color};fill-opacity:${SWATCH.fillOpacity}`;
  return [svgElement("rect", { ...box, style: "fill:var(--land)" }), svgElement("rect", { ...box, style: `fill:${fill};${look}` })];
}

/** @param {Line} line */
function stroke({ color, weight, opacity = 1, dashArray, lineCap = "butt" }) {
  return svgElement("path", {
    d: "M1 8H25", fill: "none", "stroke-width": weight, "stroke-opacity": opacity, "stroke-linecap": lineCap,
    style: `stroke:${color}`, ...(dashArray ? { "stroke-dasharray": dashArray } : {}),
  });
}
