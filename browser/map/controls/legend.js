/* The legend: only what the view shows on its date. */

import { headed } from "../translate.js";
import { markElement } from "../layers/missions.js";
import { svgElement, symbology } from "../render/symbols.js";
import { bandOf, lookOf as lineLook } from "../layers/borders.js";
import { claimPattern, DASHES, EDGE, LANDS } from "../layers/lands.js";

const { swatch: SWATCH } = symbology;

function swatch({ line, fill, soft }) {
  const svg = svgElement("svg", { viewBox: "0 0 26 16", width: 26, height: 16, "aria-hidden": "true" });
  const box = { x: 0.5, y: 0.5, width: 25, height: 15, rx: 2 };
  if (fill) {
    // As on the map: the colour lies thin on the land.
    svg.append(svgElement("rect", { ...box, style: "fill:var(--land)" }));
    const look = soft ? `filter:blur(${SWATCH.soft.blur}px);fill-opacity:${SWATCH.soft.fillOpacity}` : `stroke:${SWATCH.color};fill-opacity:${SWATCH.fillOpacity}`;
    svg.append(svgElement("rect", { ...box, style: `fill:${fill};${look}` }));
  } else {
    const draw = ({ color, weight, opacity = 1, dashArray, lineCap = "butt" }) => svgElement("path", {
      d: "M1 8H25", fill: "none", "stroke-width": weight, "stroke-opacity": opacity, "stroke-linecap": lineCap,
      style: `stroke:${color}`, ...(dashArray ? { "stroke-dasharray": dashArray } : {}),
    });
    if (line.band && line.band.stroke !== false) svg.append(draw(line.band));
    svg.append(draw(line));
  }
  return svg;
}

function lookOf(kind, feature, paint) {
  if (kind === "inner") return { line: { color: EDGE.color, weight: LANDS.inner.weight, dashArray: DASHES.inner } };
  if (kind === "core") return { fill: `var(--c-${feature.colour})`, soft: true };
  if (feature.role === "claim") return { fill: paint("ink", claimPattern(feature), true) };
  return { fill: paint("key", kind) };
}

function legendRows(title, entries) {
  const list = document.createElement("ul");
  const heading = document.createElement("h3");
  heading.textContent = title;
  for (const [label, look] of entries) {
    const item = document.createElement("li");
    const words = document.createElement("span");
    words.textContent = label;
    item.append(look.mark ? look.mark() : swatch(look), words);
    list.append(item);
  }
  return [heading, list];
}

export function makeLegend(map, words, { colours, certainties }, paint) {
  const box = L.DomUtil.create("details", "legend");
  const summary = L.DomUtil.create("summary", "", box);
  summary.textContent = words.legend;
  const body = L.DomUtil.create("div", "", box);
  Object.assign(body, { tabIndex: 0, role: "group", ariaLabel: words.legend }); // arrow keys push it up and down
  body.addEventListener("keydown", (event) => event.stopPropagation());
  box.open = map.getSize().x > 640;
  box.addEventListener("toggle", () => map.fire("moveend"));
  L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
  const control = L.control({ position: "bottomleft" });
  control.onAdd = () => box;
  control.addTo(map);
  let shown = "";
  return function update(features, missions, seen) {
    const powers = new Map(), statuses = new Map(), lines = new Map(), marks = new Map();
    const said = (certainty) => (certainties[certainty] ? `${headed(certainty, words)} ${certainties[certainty]}` : certainty);
    for (const [certainty, line] of seen) lines.set(said(certainty), { line: { ...lineLook(line), band: bandOf(line) } });
    for (const { period, shape, colour, lat, lon } of missions) {
      if (!map.getBounds().contains([lat, lon])) continue;
      const kind = words[`mark_${shape}`];
      marks.set(shape === "embassy" ? `${headed(kind, words)} ${period.label}` : kind, { mark: () => markElement({ shape, colour }, period) });
    }
    for (const feature of features) {
      if (feature.role === "context" || !(feature.path._parts || []).length) continue;
      powers.set(colours[feature.colour].label, { fill: `var(--c-${feature.colour})` });
      const kind = feature.role === "inner" ? "inner" : feature.role === "core" ? "core" : feature.role === "claim" ? "claim" : feature.pattern;
      if (!statuses.has(kind)) statuses.set(kind, { look: lookOf(kind, feature, paint), names: new Set() });
      statuses.get(kind).names.add(kind === "claim" ? words.legend_claim : feature.status);
      if (feature.role === "core" && feature.line === "none") lines.set(said(feature.certainty), { fill: "var(--c-key)", soft: true });
    }
    const named = new Map([...statuses.values()].map(({ look, names }) => [[...names].sort().join(", "), look]));
    const parts = [[words.legend_powers, powers], [words.legend_statuses, named], [words.legend_lines, lines], [words.legend_marks, marks]];
    const key = parts.map(([, entries]) => [...entries.keys()].sort().join()).join("|");
    if (key === shown) return;
    shown = key;
    body.replaceChildren(...parts.filter(([, entries]) => entries.size)
      .flatMap(([title, entries]) => legendRows(title, [...entries].sort(([a], [b]) => a.localeCompare(b)))));
  };
}
