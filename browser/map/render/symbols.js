/** Symbols: colours as variables of the style sheet, patterns as tiles of SVG. */

import { PATTERNS } from "./symbology.js";

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {{ colour: string, pattern: string, overlay?: boolean }} Tile A colour with a pattern over it, or the pattern alone. */

/**
 * A function that gives the fill of a colour with a pattern, and makes its tile when it is first asked for.
 * @typedef {((colour: string, pattern: string, overlay?: boolean) => string) & { tiles: Map<string, Tile> }} Paint
 */

/** Make each colour of a dataset a variable of the style sheet, by day and by night. @param {import("../types.js").AtlasData["colours"]} colours */
export function setColours(colours) {
  /** @param {"light" | "dark"} theme */
  const rules = (theme) => Object.entries(colours).map(([id, colour]) => `--c-${CSS.escape(id)}:${colour[theme]}`).join(";");
  const style = document.createElement("style");
  style.textContent = `:root{${rules("light")}}:root[data-theme=dark]{${rules("dark")}}`;
  document.head.append(style);
}

/** @param {string} name @param {Record<string, any>} attributes */
export function svgElement(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** @returns {Paint} */
export function makePaint() {
  const defs = svgElement("svg", { width: 0, height: 0, style: "position:absolute", "aria-hidden": "true" });
  document.body.append(defs);
  /** @type {Map<string, Tile>} */
  const tiles = new Map();
  /** @param {string} colour @param {string} pattern @param {boolean} [overlay] */
  function paint(colour, pattern, overlay) {
    if (!PATTERNS[pattern]) return `var(--c-${colour})`;
    const id = `paint-${colour}-${pattern}${overlay ? "-over" : ""}`;
    if (!tiles.has(id)) {
      tiles.set(id, { colour, pattern, overlay });
      defs.append(tileElement(id, { colour, pattern, overlay }));
    }
    return `url(#${id})`;
  }
  return Object.assign(paint, { tiles });
}

/** @param {string} id @param {Tile} tile */
function tileElement(id, { colour, pattern, overlay }) {
  const { size, turn, draw } = PATTERNS[pattern], fill = `var(--c-${colour})`, ink = overlay ? fill : "var(--pattern)";
  const element = svgElement("pattern", {
    id, width: size, height: size, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${turn})`,
  });
  if (!overlay) element.append(svgElement("rect", { width: size, height: size, style: `fill:${fill}` }));
  for (const [name, attributes] of draw) {
    const isHollow = attributes.fill === "none", isDisc = name === "circle" && !isHollow;
    element.append(svgElement(name, { ...attributes, style: `stroke:${isDisc ? "none" : ink};fill:${isHollow ? "none" : ink}` }));
  }
  return element;
}
