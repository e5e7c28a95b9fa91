/**
 * A canvas for paths of Leaflet on which only what changes is painted anew.
 *
 * A browser looks through every element of an SVG each time that one of them changes. A canvas is divided into cells: a
 * path that comes, goes or looks otherwise marks those on which it lies, and they alone are painted, unless most of what
 * is in view lies on them. Leaflet's own canvas paints the whole box around all changes, and writes every outline out anew.
 */

import { canvasRenderer, contextOf, isInside, isOnLine, paintedBox, partsInView, shapeBox, viewOf } from "../leaflet-internals.js";
import { boxesOf, cellsAlong, cellsOf, gridOf, isMarked } from "./cells.js";
import { Inks } from "./inks.js";
import { blurOf, isSoft, lengthOf, Pens } from "./pens.js";

/** @typedef {any} Path A Leaflet path; a sheet adds its `classes`, `level`, `cells`, `pen` and `stamp`. */
/** @typedef {import("./pens.js").Pen} Pen */
/** @typedef {{ x: number, y: number }} Point */

const MOST = 0.6; // of the paths: to paint all costs less than to cut so many to the marked cells
const SAMPLE = 16; // of how many paths one is asked whether most are touched
const MARGIN = 3; // px that a line may be wider when it is marked
const SPECK = { line: 2, outline: 3 }; // px: a shorter line is lost among those that it joins, an outline is but a dot

/** @param {any} options */
const isFilled = ({ fill, fillOpacity }) => Boolean(fill && fillOpacity);

/** @type {import("../leaflet-internals.js").Methods} */
const SHEET = {
  /** @param {{ pane: string, panes: string[], below: any, tiles: Map<string, any>, tolerance: number }} options */
  initialize(options) {
    /** @type {any} */ (L.Canvas.prototype).initialize.call(this, options);
    this.shown = options.panes.map(() => new Set()); // the paths of each pane, in the order in which they are painted
    this.seen = options.panes.map(() => new Set()); // and those of them that can be seen in the present view
    this.inks = new Inks(options.tiles);
    this.pens = new Pens();
    this.marked = new Uint8Array(0);
  },

  onAdd(map) {
    L.Canvas.prototype.onAdd.call(this, map);
    this.themes = new MutationObserver(() => this.recolour());
    this.themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  },

  onRemove(map) {
    this.themes.disconnect();
    L.Canvas.prototype.onRemove.call(this, map);
  },

  /* ----- paths that come, go and change ----- */

  isKnown: (path) => Boolean(path.classes),

  enrol(path) {
    Object.assign(path, { classes: new Set(), soft: isSoft(path.options), level: this.options.panes.indexOf(path.options.pane) });
  },

  show(path) {
    this.shown[path.level].add(path);
    if (viewOf(this) && this.cellsOf(path).length) this.seen[path.level].add(path);
    this.mark(path);
  },

  hide(path) {
    this.mark(path);
    this.shown[path.level].delete(path);
    this.seen[path.level].delete(path);
  },

  raise(path) {
    if (!this.shown[path.level].delete(path)) return;
    this.seen[path.level].delete(path);
    this.show(path);
  },

  restyle(path) {
    Object.assign(path, { stamp: null, pen: null });
    this.mark(path);
  },

  reshape(path, closed) {
    Object.assign(path, { closed, stamp: null, cells: null, pen: null });
  },

  toggleClass(path, name, on) {
    if (on === path.classes.has(name)) return;
    if (on) path.classes.add(name);
    else path.classes.delete(name);
    this.restyle(path);
  },

  /* What painting a path in the present view takes, before it is shown. */
  prerender(path) {
    if (!viewOf(this)) return;
    this.cellsOf(path);
    if (this.pens.of(path).fill) outlineOf(path);
    if (path.soft && !this.isBlurred(path)) this.blur(path);
  },

  recolour() {
    this.inks = new Inks(this.options.tiles); // stamps in the old ones, of paths shown or not, hold no longer
    if (!viewOf(this)) return;
    this.markAll();
    this.repaint();
  },

  /* ----- what is painted ----- */

  /* Mark where a path lies, if it is seen; one may be styled before it is ever shown. */
  mark(path) {
    if (!this.seen[path.level]?.has(path)) return;
    for (const cell of this.cellsOf(path)) this.marked[cell] = 1;
    this.requestRedraw();
  },

  markAll() {
    this.grid = gridOf(viewOf(this).getSize());
    this.marked = new Uint8Array(this.grid.columns * this.grid.rows).fill(1);
  },

  findSeen() {
    this.seen = this.shown.map((/** @type {Set<Path>} */ paths) => new Set([...paths].filter((/** @type {Path} */ path) => this.cellsOf(path).length)));
  },

  /* The cells of a land, all in its box; of a line those along it. */
  cellsOf(path) {
    const view = viewOf(this);
    if (path.cells && path.cellsIn === view) return path.cells;
    path.cellsIn = view;
    path.cells = isFilled(path.options) ? this.cellsOfLand(path, view) : this.cellsOfLine(path, view);
    return path.cells;
  },

  cellsOfLine(path, { min }) {
    const parts = partsInView(path);
    if (lengthOf(path) < (path.closed ? SPECK.outline : SPECK.line)) return [];
    return cellsAlong(path.closed ? parts.map((ring) => [...ring, ...ring.slice(0, 1)]) : parts, min, MARGIN, this.grid);
  },

  cellsOfLand(path, view) {
    if (lengthOf(path) < 1) return [];
    const wide = MARGIN + (path.soft ? 3 * blurOf(path) : 0), { min, max } = paintedBox(path);
    const from = min.subtract(view.min), to = max.subtract(view.min);
    return cellsOf({ left: from.x - wide, top: from.y - wide, right: to.x + wide, bottom: to.y + wide }, this.grid);
  },

  /* Paint the marked cells anew. */
  repaint() {
    const { marked } = this, boxes = viewOf(this) ? boxesOf(marked, this.grid) : [];
    if (!boxes.length) return;
    /** @type {Path[][]} */
    const all = this.seen.map((/** @type {Set<Path>} */ paths) => [...paths]);
    /** @param {Path} path */
    const isTouched = (path) => isMarked(this.cellsOf(path), marked);
    const some = all.flat().filter((_, index) => index % SAMPLE === 0);
    if (some.filter(isTouched).length > MOST * some.length) this.paintAll(all);
    else this.paintIn(boxes, all.map((paths) => paths.filter(isTouched)));
    marked.fill(0);
  },

  paintAll(stacks) {
    const view = viewOf(this), { x, y } = view.getSize();
    contextOf(this).clearRect(view.min.x, view.min.y, x, y);
    for (const paths of stacks) this.paint(paths);
  },

  paintIn(boxes, stacks) {
    const ink = contextOf(this), { min } = viewOf(this);
    ink.save();
    ink.beginPath();
    for (const { x, y, width, height } of boxes) {
      ink.clearRect(min.x + x, min.y + y, width, height);
      ink.rect(min.x + x, min.y + y, width, height);
    }
    ink.clip();
    for (const paths of stacks) this.paint(paths);
    ink.restore();
  },

  /* Paint paths of one pane; lines that look alike at once, above all else. */
  paint(paths) {
    const lines = new Map(); // by their pen
    let taken = null;
    for (const path of paths) {
      const pen = this.pens.of(path);
      if (path.soft) this.paintSoft(path);
      else if (pen.fill || path.classes.size) this.paintLand(contextOf(this), path, pen === taken);
      else if (lines.has(pen)) lines.get(pen).push(path);
      else lines.set(pen, [path]);
      taken = path.soft || pen.line ? null : pen;
    }
    for (const [pen, alike] of lines) this.paintLines(pen, alike);
  },

  paintLand(ink, path, isTaken = false) {
    const pen = this.pens.of(path), outline = outlineOf(path);
    if (pen.fill) {
      if (!isTaken) {
        ink.globalAlpha = pen.fillOpacity;
        ink.fillStyle = this.inks.of(pen.fill);
      }
      ink.fill(outline, "evenodd");
    }
    if (!pen.line) return;
    this.take(ink, pen);
    ink.stroke(outline);
  },

  paintLines(pen, paths) {
    const ink = contextOf(this);
    if (!pen.line) return;
    ink.beginPath();
    for (const path of paths) trace(ink, partsInView(path), path.closed);
    this.take(ink, pen);
    ink.stroke();
  },

  take(ink, { line, opacity, width, dashes, cap, join }) {
    ink.globalAlpha = opacity;
    ink.strokeStyle = this.inks.of(line);
    ink.setLineDash(dashes);
    Object.assign(ink, { lineWidth: width, lineCap: cap, lineJoin: join });
  },

  /* ----- blurred lands ----- */

  /* An extent without a line is blurred once, for each view, and then laid down as a picture. */
  paintSoft(path) {
    if (!this.isBlurred(path)) this.blur(path);
    const { picture, x, y, width, height } = path.stamp, ink = contextOf(this);
    ink.globalAlpha = 1;
    if (picture) ink.drawImage(picture, x, y, width, height);
  },

  isBlurred({ stamp, stampIn }) {
    return stamp && stampIn === this.inks;
  },

  /* Make the picture of an extent, as far as it is in view. */
  blur(path) {
    path.stampIn = this.inks;
    path.stamp = {};
    const { min, max } = shapeBox(path), blur = blurOf(path), edge = 3 * blur, sharp = L.Browser.retina ? 2 : 1, view = viewOf(this);
    const x = Math.max(min.x - edge, view.min.x - edge), y = Math.max(min.y - edge, view.min.y - edge);
    const width = Math.ceil(Math.min(max.x, view.max.x) + edge - x), height = Math.ceil(Math.min(max.y, view.max.y) + edge - y);
    if (width <= 0 || height <= 0) return;
    const canvas = new OffscreenCanvas(width * sharp, height * sharp), ink = canvas.getContext("2d");
    if (!ink) return;
    ink.scale(sharp, sharp);
    ink.translate(-x, -y);
    ink.filter = `blur(${blur * sharp}px)`;
    this.paintLand(ink, path);
    path.stamp = { picture: canvas.transferToImageBitmap(), x, y, width, height };
  },

  /* ----- the pointer ----- */

  /* The topmost path at a point of the map, here or on a canvas below; with `isClick` only one that opens details. */
  at(point, isClick = false) {
    for (const paths of [...this.seen].reverse()) {
      for (const path of [...paths].reverse()) {
        if (path.options.interactive && !(isClick && path.options.passesClicks) && isOver(path, point)) return path;
      }
    }
    return this.options.below?.at(point, isClick) || null;
  },
};

/** A renderer; made when the first is asked for, since Leaflet may be there only then. */
let known = /** @type {any} */ (null);
export const sheetClass = () => (known ??= canvasRenderer(SHEET));

/** The outline of a path, written out once for all that have it; lines are written when they are painted, with others. @param {Path} path @returns {Path2D} */
function outlineOf({ cut, closed }) {
  if (!cut.outline) {
    cut.outline = new Path2D();
    trace(cut.outline, cut.parts, closed);
  }
  return cut.outline;
}

/** Write lines between points out. @param {CanvasPath} target @param {Point[][]} rings @param {boolean} closed */
function trace(target, rings, closed) {
  for (const ring of rings) {
    if (!ring.length) continue;
    const [first] = ring;
    target.moveTo(first.x, first.y);
    for (let at = 1; at < ring.length; at += 1) target.lineTo(ring[at].x, ring[at].y);
    if (closed) target.lineTo(first.x, first.y); // closePath looks through all of a long outline
  }
}

/** Whether a point lies in a path or, of one that is but a line, on it. @param {Path} path @param {Point} point */
function isOver(path, point) {
  return isFilled(path.options) ? isInside(path, point) : isOnLine(path, point, path.closed);
}
