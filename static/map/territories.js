/* Territories: how a land, its border and its tooltip are drawn. */

import { STROKES } from "./paint.js";

export const DASHES = { solid: null, dashed: "7 5", dashdot: "10 4 1.5 4", dotted: "0.1 5", none: null };

/* A claim never covers the land of who holds it: it is always drawn as lines. */
export const claimPattern = (feature) => (feature.pattern in STROKES ? feature.pattern : "crosshatch");

function territoryStyle(feature, paint) {
  const overlay = feature.role === "claim";
  const style = {
    pane: feature.role === "base" || feature.role === "context" ? "base" : "over",
    className: `territory ${feature.role}`,
    fillColor: paint(feature.colour, overlay ? claimPattern(feature) : feature.pattern, overlay),
    fillOpacity: { base: 0.66, context: 0.4, claim: 0.9, inner: 0, core: 0.5 }[feature.role],
    weight: { context: 1, claim: 1.2, inner: 1.1 }[feature.role] || 0,
    stroke: feature.role !== "base" && feature.role !== "core",
    color: feature.role === "claim" ? `var(--c-${feature.colour})` : "var(--line)",
    opacity: feature.line === "none" ? 0 : 0.95,
    dashArray: feature.role === "inner" ? "5 3" : DASHES[feature.line] || null,
    lineCap: feature.role !== "inner" && feature.line === "dotted" ? "round" : "butt",
    lineJoin: "round",
    smoothFactor: 0.6,
    // The halo of an inner line would hide what lies under it: only its stroke takes the pointer.
    interactive: feature.role !== "context",
  };
  if (feature.role === "core") style.fillColor = `var(--c-${feature.colour})`;
  return style;
}

/* The line around a land that is chosen, above all borders. */
const OUTLINE = { pane: "lines", className: "outline chosen", interactive: false, fill: false, smoothFactor: 0.6, lineJoin: "round" };

export function makeOutline(feature, shared) {
  const { geometry, projection } = shared.land(feature.parts);
  const [outline] = L.geoJSON({ type: "Feature", properties: {}, geometry }, OUTLINE).getLayers();
  shareProjection(outline, projection);
  return outline;
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
  if (words.open_story) {
    const hint = document.createElement("small");
    hint.textContent = words.open_story;
    box.append(hint);
  }
  return box;
}

/* Paths of one geometry share its projection to the screen, and keep it while the map stands: Leaflet
 * would project every point again each time a path returns to the map.
 */
export function shareProjection(path, projection) {
  path._project = function () {
    const at = `${this._map.getZoom()} ${this._map.getPixelOrigin()}`;
    if (projection.at !== at) {
      L.Polygon.prototype._project.call(this);
      Object.assign(projection, { at, rings: this._rings, bounds: this._rawPxBounds });
    } else {
      this._rings = projection.rings;
      this._rawPxBounds = projection.bounds;
      this._updateBounds();
    }
  };
}

export function makeLayer(feature, shared) {
  const { geometry, projection } = shared.land(feature.parts);
  const shape = { type: "Feature", properties: {}, geometry };
  const fill = L.geoJSON(shape, territoryStyle(feature, shared.paint));
  fill.eachLayer((path) => {
    path.feature.properties = { territory_id: feature.territory_id };
    path.toGeoJSON = () => shared.clicked({ territory_id: feature.territory_id });
    path.bindTooltip(() => tooltipOf(feature, shared.words), { sticky: true, direction: "top", className: "story", opacity: 1 });
    path.on("mouseover", () => path.getElement() && path.getElement().classList.add("hovered"));
    path.on("mouseout", () => path.getElement() && path.getElement().classList.remove("hovered"));
    shareProjection(path, projection);
    feature.path = path;
  });
  return fill;
}
