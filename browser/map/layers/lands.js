/* Territories: how a land, its border and its tooltip are drawn. */

import { bindStory, KeptGroup, keptPath } from "../render/retained.js";
import { STROKES, symbology } from "../render/symbols.js";

export const { dashes: DASHES, caps: CAPS, lands: LANDS, edge: EDGE } = symbology;

/* A claim never covers the land of who holds it: it is always drawn as lines. */
export const claimPattern = (feature) => (feature.pattern in STROKES ? feature.pattern : symbology.claim);

function territoryStyle(feature, paint) {
  const overlay = feature.role === "claim";
  const style = {
    pane: feature.role === "base" || feature.role === "context" ? "base" : "over",
    className: `territory ${feature.role}`,
    fillColor: paint(feature.colour, overlay ? claimPattern(feature) : feature.pattern, overlay),
    fillOpacity: LANDS[feature.role].fillOpacity,
    weight: LANDS[feature.role].weight,
    stroke: feature.role !== "base" && feature.role !== "core",
    color: feature.role === "claim" ? `var(--c-${feature.colour})` : EDGE.color,
    opacity: feature.line === "none" ? 0 : EDGE.opacity,
    dashArray: feature.role === "inner" ? DASHES.inner : DASHES[feature.line] || null,
    lineCap: (feature.role !== "inner" && CAPS[feature.line]) || "butt",
    lineJoin: "round",
    // The halo of an inner line would hide what lies under it: only its stroke takes the pointer.
    interactive: feature.role !== "context",
  };
  if (feature.role === "core") style.fillColor = `var(--c-${feature.colour})`;
  return style;
}

/* The line around a land that is chosen, above all borders. */
const OUTLINE = { pane: "outlines", className: "outline chosen", interactive: false, fill: false, lineJoin: "round" };

export function makeOutline(feature, shared) {
  return keptPath(shared.land(feature.parts), OUTLINE);
}

export function tooltipOf(feature, words) {
  const box = document.createElement("div");
  for (const [name, text] of [["strong", feature.name], ["span", feature.status], ["span", feature.power && words.under.split("{power}").join(feature.power)], ["span", feature.place],
    ["em", feature.doubt], ["b", feature.mark]]) {
    if (!text) continue;
    const line = document.createElement(name);
    line.textContent = text;
    box.append(line);
  }
  if (words.open_details) {
    const hint = document.createElement("small");
    hint.textContent = words.open_details;
    box.append(hint);
  }
  return box;
}

export function makePath(feature, shared) {
  const path = keptPath(shared.land(feature.parts), territoryStyle(feature, shared.paint));
  path.territory = feature;
  path.toGeoJSON = () => shared.clicked({ territory_id: feature.territory_id });
  return path;
}

/* The group that holds the lands shown, in `parent`, which passes their clicks on. */
export function makeLands(map, parent, words) {
  const lands = new KeptGroup(map, parent);
  bindStory(lands.group, ({ territory }) => tooltipOf(territory, words), { sticky: true });
  const hover = (on) => ({ layer }) => layer.turn("hovered", on);
  lands.group.on({ mouseover: hover(true), mouseout: hover(false) });
  return lands;
}
