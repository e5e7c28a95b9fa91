/* Colours and patterns: hue tells who administers, pattern by what title. */

import symbology from "../../../geo/render/symbology.json" with { type: "json" };

const SVG = "http://www.w3.org/2000/svg";

export function setColours(colours) {
  const rules = (theme) => Object.entries(colours).map(([id, c]) => `--c-${CSS.escape(id)}:${c[theme]}`).join(";");
  const style = document.createElement("style");
  style.textContent = `:root{${rules("light")}}:root[data-theme=dark]{${rules("dark")}}`;
  document.head.append(style);
}

/* The table that the sketch and the plate are drawn from as well (geo/render/symbology.json). */
export { symbology };
export const STROKES = symbology.patterns;

export function svgElement(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

export function makePaints() {
  const defs = svgElement("svg", { width: 0, height: 0, style: "position:absolute", "aria-hidden": "true" });
  document.body.append(defs);
  const made = new Map();
  function paint(colour, pattern, overlay) {
    const stroke = STROKES[pattern];
    if (!stroke) return `var(--c-${colour})`;
    const id = `paint-${colour}-${pattern}${overlay ? "-over" : ""}`;
    if (!made.has(id)) {
      made.set(id, { colour, pattern, overlay });
      const tile = svgElement("pattern", {
        id, width: stroke.size, height: stroke.size, patternUnits: "userSpaceOnUse",
        patternTransform: `rotate(${stroke.turn})`,
      });
      if (!overlay) {
        tile.append(svgElement("rect", { width: stroke.size, height: stroke.size, style: `fill:var(--c-${colour})` }));
      }
      for (const [name, attributes] of stroke.draw) {
        const mark = svgElement(name, attributes);
        const ink = overlay ? `var(--c-${colour})` : "var(--pattern)";
        mark.setAttribute("style", `stroke:${name === "circle" && attributes.fill !== "none" ? "none" : ink};fill:${
          attributes.fill === "none" ? "none" : ink}`);
        tile.append(mark);
      }
      defs.append(tile);
    }
    return `url(#${id})`;
  }
  return Object.assign(paint, { made });
}
