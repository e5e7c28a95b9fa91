/** Pens: how a path is drawn on a canvas; one object for all paths that look alike. */

import { dashesOf, shapeBox } from "../leaflet-internals.js";
import { BLUR, SYMBOLOGY } from "../symbology.js";

/** @typedef {any} Path A Leaflet path on a canvas (sheet.js). */

/**
 * @typedef {object} Pen
 * @property {string} [fill] a colour, var(--its-name) or url(#its-pattern), as is `line`
 * @property {number} [fillOpacity]
 * @property {string} [line]
 * @property {number} [opacity]
 * @property {number} [width]
 * @property {number[]} [dashes]
 * @property {CanvasLineCap} [cap]
 * @property {CanvasLineJoin} [join]
 */

const FINE = 14; // px: a line shorter than its dashes is a hair line, as faint as they would be

/** What the style sheet says of an element with such a class. @type {Record<string, (path: Path) => object>} */
const CLASSES = {
  hovered: ({ options }) => (options.fillOpacity ? { fillOpacity: SYMBOLOGY.marked.hovered.fillOpacity } : { weight: SYMBOLOGY.marked.hovered.weight }),
  chosen: ({ options }) => (isSoft(options) ? { fillOpacity: SYMBOLOGY.marked.hovered.fillOpacity } : { stroke: true, ...SYMBOLOGY.marked.chosen }),
};

/** Whether the edge of a land is blurred. @param {{ className?: string }} options */
export const isSoft = ({ className = "" }) => className.endsWith(" core");

/** The longer side of a path, in pixels. @param {Path} path */
export function lengthOf(path) {
  const { min, max } = shapeBox(path);
  return Math.max(max.x - min.x, max.y - min.y);
}

/** How far the edge of a land is blurred, in pixels: one less than four times as wide would vanish. @param {Path} path */
export function blurOf(path) {
  const { min, max } = shapeBox(path);
  return Math.max(1, Math.min(BLUR, (max.x - min.x) / 4, (max.y - min.y) / 4));
}

/** How a path looks now, with its classes. @param {Path} path */
function lookOf(path) {
  if (!path.classes.size) return path.options;
  return Object.assign({}, path.options, ...[...path.classes].map((name) => CLASSES[name](path)));
}

/** How much of a dashed line is drawn. @param {number[] | null} dashes @param {{ lineCap: string, weight: number }} options */
function inkShare(dashes, { lineCap, weight }) {
  if (!dashes) return 1;
  const drawn = dashes.reduce((sum, length, at) => (at % 2 ? sum : sum + length + (lineCap === "round" ? weight : 0)), 0);
  return Math.min(1, drawn / dashes.reduce((sum, length) => sum + length, 0));
}

export class Pens {
  constructor() {
    /** @type {Map<string, Pen>} */
    this.known = new Map();
  }

  /** The pen of a path, found anew when its look or its size has changed (`path.pen` is null then). @param {Path} path @returns {Pen} */
  of(path) {
    if (path.pen) return path.pen;
    const look = lookOf(path), pen = { ...fillOf(look), ...lineOf(look, dashesOf(path), lengthOf(path) < FINE) };
    const key = JSON.stringify(pen);
    if (!this.known.has(key)) this.known.set(key, pen);
    path.pen = this.known.get(key);
    return path.pen;
  }
}

/** @param {any} look @returns {Pen} */
function fillOf({ fill, fillColor, fillOpacity, color }) {
  return fill && fillOpacity ? { fill: fillColor || color, fillOpacity } : {};
}

/** @param {any} look @param {number[] | null} dashes @param {boolean} isFine @returns {Pen} */
function lineOf(look, dashes, isFine) {
  const { stroke, weight, opacity, color: line, lineCap: cap, lineJoin: join } = look;
  if (!stroke || !weight || !opacity) return {};
  if (isFine) return { line, opacity: opacity * inkShare(dashes, look), width: Math.min(1, weight), dashes: [], cap, join };
  return { line, opacity, width: weight, dashes: dashes || [], cap, join };
}
