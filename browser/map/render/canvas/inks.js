/* Inks: what a canvas paints with in place of the colours and patterns of the style sheet, in one theme of the page. */

import { STROKES } from "../symbols.js";

const sharp = () => (L.Browser.retina ? 2 : 1);

export class Inks {
  /* `paints` has the patterns by their names (paint.js). */
  constructor(paints) {
    this.paints = paints;
    this.known = new Map();
  }

  /* The ink for a fill or stroke: a colour, var(--its-name) or url(#its-pattern). */
  of(value) {
    if (!this.known.has(value)) this.known.set(value, this.find(value));
    return this.known.get(value);
  }

  find(value) {
    const [, variable] = /^var\((.+)\)$/.exec(value) || [], [, tile] = /^url\(#(.+)\)$/.exec(value) || [];
    if (tile) return this.pattern(this.paints.get(tile));
    return variable ? getComputedStyle(document.documentElement).getPropertyValue(variable).trim() : value;
  }

  pattern({ colour, pattern, overlay }) {
    const { size, turn, draw } = STROKES[pattern], [tile, ink] = tileOf(size * sharp());
    ink.scale(sharp(), sharp());
    ink.fillStyle = this.of(`var(--c-${colour})`);
    if (!overlay) ink.fillRect(0, 0, size, size);
    ink.fillStyle = ink.strokeStyle = this.of(overlay ? `var(--c-${colour})` : "var(--pattern)");
    for (const mark of draw) drawMark(ink, mark);
    const made = ink.createPattern(turn ? turned(tile, turn) : tile, "repeat");
    made.setTransform(new DOMMatrix().scale(1 / sharp()));
    return made;
  }
}

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

function tileOf(size) {
  const tile = new OffscreenCanvas(size, size);
  return [tile, tile.getContext("2d")];
}

/* A tile turned by 45° either way, as a larger one that stands upright: to turn it each time that it is painted costs
 * several times as much. Seven of its diagonals are all but a whole number of pixels.
 */
function turned(tile, turn) {
  const across = 7 * Math.SQRT2 * tile.width, [upright, ink] = tileOf(Math.round(across));
  const pattern = ink.createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().scale(upright.width / across).rotate(turn));
  ink.fillStyle = pattern;
  ink.fillRect(0, 0, upright.width, upright.width);
  return upright;
}
