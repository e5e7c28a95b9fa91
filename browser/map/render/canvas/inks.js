/** Inks: what a canvas paints with in place of the colours and patterns of the style sheet, in one theme of the page. */

import { PATTERNS } from "../symbology.js";

/** @typedef {import("../symbols.js").Tile} Tile */

const sharp = () => (L.Browser.retina ? 2 : 1);

export class Inks {
  /** @param {Map<string, Tile>} tiles the patterns by their names */
  constructor(tiles) {
    this.tiles = tiles;
    /** @type {Map<string, string | CanvasPattern>} */
    this.known = new Map();
  }

  /** The ink for a fill or stroke: a colour, var(--its-name) or url(#its-pattern). @param {string} value */
  of(value) {
    const ink = this.known.get(value) ?? this.find(value);
    this.known.set(value, ink);
    return ink;
  }

  /** @param {string} value */
  find(value) {
    const [, variable] = /^var\((.+)\)$/.exec(value) || [], [, name] = /^url\(#(.+)\)$/.exec(value) || [];
    const tile = this.tiles.get(name);
    if (tile) return this.pattern(tile);
    return variable ? getComputedStyle(document.documentElement).getPropertyValue(variable).trim() : value;
  }

  /** @param {Tile} tile */
  pattern({ colour, pattern, overlay }) {
    const { size, turn, draw } = PATTERNS[pattern], [tile, ink] = tileOf(size * sharp());
    ink.scale(sharp(), sharp());
    ink.fillStyle = this.of(`var(--c-${colour})`);
    if (!overlay) ink.fillRect(0, 0, size, size);
    ink.fillStyle = ink.strokeStyle = this.of(overlay ? `var(--c-${colour})` : "var(--pattern)");
    for (const mark of draw) drawMark(ink, mark);
    const repeated = repeat(ink, turn ? turned(tile, turn) : tile);
    repeated.setTransform(new DOMMatrix().scale(1 / sharp()));
    return repeated;
  }
}

/** @typedef {OffscreenCanvasRenderingContext2D} Ink2D */

/** @param {Ink2D} ink @param {OffscreenCanvas} tile */
const repeat = (ink, tile) => /** @type {CanvasPattern} */ (ink.createPattern(tile, "repeat"));

/** @param {Ink2D} ink @param {import("../symbology.js").Mark} mark */
function drawMark(ink, [name, { x1, y1, x2, y2, cx, cy, r, fill, "stroke-width": width }]) {
  ink.beginPath();
  ink.lineWidth = width;
  if (name === "circle") ink.arc(cx, cy, r, 0, 2 * Math.PI);
  else {
    ink.moveTo(x1, y1);
    ink.lineTo(x2, y2);
  }
  if (name === "circle" && fill !== "none") ink.fill();
  else ink.stroke();
}

/** @param {number} size @returns {[OffscreenCanvas, Ink2D]} */
function tileOf(size) {
  const tile = new OffscreenCanvas(size, size);
  return [tile, /** @type {Ink2D} */ (tile.getContext("2d"))];
}

/**
 * A tile turned by 45° either way, as a larger one that stands upright: to turn it each time that it is painted costs
 * several times as much. Seven of its diagonals are all but a whole number of pixels.
 * @param {OffscreenCanvas} tile
 * @param {number} turn
 */
function turned(tile, turn) {
  const across = 7 * Math.SQRT2 * tile.width, [upright, ink] = tileOf(Math.round(across));
  const pattern = repeat(ink, tile);
  pattern.setTransform(new DOMMatrix().scale(upright.width / across).rotate(turn));
  ink.fillStyle = pattern;
  ink.fillRect(0, 0, upright.width, upright.width);
  return upright;
}
