/* Lands beyond what SVG bears: on canvases, where only what changes is painted anew.
 *
 * A browser looks through every element of an SVG each time that one of them changes. A canvas is divided into
 * cells: what comes, goes or looks otherwise marks those on which it lies, and they alone are painted, unless most of
 * what is in view lies on them. Leaflet's own canvas paints the whole box around all changes, and writes every outline
 * out anew.
 */

import { boxesOf, cellsAlong, cellsOf, gridOf, isMarked } from "./cells.js";
import { symbology } from "../symbols.js";
import { Inks } from "./inks.js";

/* From how many lands on canvases are used. Ten times the lands of the atlas keep to a step a frame as SVG, whose
 * elements take styles, focus and the printer's ink; a hundred times do not (docs/benchmarks.md).
 */
export const MANY = 4000;

const MOST = 0.6; // of the layers: to paint all costs less than to cut so many to the marked cells
const SAMPLE = 16; // of how many layers one is asked whether most are touched
const BLUR = symbology.lands.core.blur; // px; of a land that is less than four times as wide, less: it would vanish
const MARGIN = 3; // px that a line may be wider when it is marked
const REACH = 3; // px around a line that take the pointer
const FINE = 14; // px: a line shorter than its dashes is a hair line, as faint as they would be
const SPECK = { line: 2, outline: 3 }; // px: a shorter line is lost among those that it joins, an outline is but a dot
/* What the style sheet says of an element with such a class. */
const { hovered: HOVERED, chosen: CHOSEN } = symbology.marked;
const MARKED = {
  hovered: ({ options }) => (options.fillOpacity ? { fillOpacity: HOVERED.fillOpacity } : { weight: HOVERED.weight }),
  chosen: ({ options }) => (isSoft(options) ? { fillOpacity: HOVERED.fillOpacity } : { stroke: true, ...CHOSEN }),
};

const lengthOf = ({ _rawPxBounds: { min, max } }) => Math.max(max.x - min.x, max.y - min.y);
const isSoft = ({ className = "" }) => className.endsWith(" core");
const blurOf = ({ _rawPxBounds: { min, max } }) => Math.max(1, Math.min(BLUR, (max.x - min.x) / 4, (max.y - min.y) / 4));

/* How much of a dashed line is drawn. */
function inkShare({ _dashArray: dashes, lineCap, weight }) {
  if (!dashes) return 1;
  const drawn = dashes.reduce((sum, length, at) => (at % 2 ? sum : sum + length + (lineCap === "round" ? weight : 0)), 0);
  return Math.min(1, drawn / dashes.reduce((sum, length) => sum + length, 0));
}

/* Give each of `stacks`, lists of panes from below to above, a canvas in its first pane. Only the topmost takes the
 * pointer: it would lie between the others and whoever points at them.
 */
export function useCanvases(map, paints, stacks) {
  let below = null;
  for (const panes of stacks) {
    below = new (sheetClass())({ pane: panes[0], panes, below, paints, tolerance: REACH });
    for (const pane of panes) map._paneRenderers[pane] = below;
    map.addLayer(below);
  }
  for (let sheet = below.options.below; sheet; sheet = sheet.options.below) sheet._container.style.pointerEvents = "none";
  return below;
}

/* A renderer; made when the first is asked for, since Leaflet may be there only then. */
let known = null;
const sheetClass = () => (known ??= L.Canvas.extend({
  initialize(options) {
    L.Canvas.prototype.initialize.call(this, options);
    this.shown = options.panes.map(() => new Set()); // the layers of each pane, in the order in which they are painted
    this.seen = options.panes.map(() => new Set()); // and those of them that can be seen in the present view
    this.inks = new Inks(options.paints);
    this.pens = new Map();
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

  /* ----- what Leaflet tells a renderer ----- */

  _initPath(layer) {
    if (layer.marks) return;
    this._updateDashArray(layer);
    Object.assign(layer, { marks: new Set(), soft: isSoft(layer.options), level: this.options.panes.indexOf(layer.options.pane) });
  },

  _addPath(layer) {
    this._layers[L.stamp(layer)] = layer;
    this.shown[layer.level].add(layer);
    if (this._bounds && this.cellsOf(layer).length) this.seen[layer.level].add(layer);
    this.mark(layer);
  },

  _removePath(layer) {
    this.mark(layer);
    this.shown[layer.level].delete(layer);
    this.seen[layer.level].delete(layer);
    delete this._layers[L.stamp(layer)];
    if (this._hoveredLayer === layer) this._hoveredLayer = null;
  },

  _updatePath(layer) {
    layer._project();
    layer._update();
    this.mark(layer);
  },

  _updateStyle(layer) {
    this._updateDashArray(layer);
    Object.assign(layer, { stamp: null, pen: null });
    this.mark(layer);
  },

  _bringToFront(layer) {
    if (!this.shown[layer.level].delete(layer)) return;
    this.seen[layer.level].delete(layer);
    this._addPath(layer);
  },

  _updatePoly(layer, closed) {
    Object.assign(layer, { closed, stamp: null, cells: null, pen: null });
  },

  /* The view has moved: the canvas is empty, and every shape is another. */
  _updatePaths() {
    if (this._postponeUpdatePaths) return;
    this.markAll();
    for (const layer of Object.values(this._layers)) layer._update();
    this.seen = this.shown.map((layers) => new Set([...layers].filter((layer) => this.cellsOf(layer).length)));
    this._redraw();
  },

  _draw() {},

  /* ----- what is painted ----- */

  turn(layer, name, on) {
    if (on === layer.marks.has(name)) return;
    (on ? layer.marks.add(name) : layer.marks.delete(name));
    Object.assign(layer, { stamp: null, pen: null });
    this.mark(layer);
  },

  /* Mark where a layer lies, if it is seen; one may be styled before it is ever shown. */
  mark(layer) {
    if (!this.seen[layer.level]?.has(layer)) return;
    for (const cell of this.cellsOf(layer)) this.marked[cell] = 1;
    this._redrawRequest = this._redrawRequest || L.Util.requestAnimFrame(this._redraw, this);
  },

  markAll() {
    this.grid = gridOf(this._bounds.getSize());
    this.marked = new Uint8Array(this.grid.columns * this.grid.rows).fill(1);
  },

  /* The cells of a land, all in its box; of a line those along it. */
  cellsOf(layer) {
    if (layer.cells && layer.cellsIn === this._bounds) return layer.cells;
    const { min } = this._bounds, { _pxBounds: box, options } = layer;
    layer.cellsIn = this._bounds;
    if (!options.fill || !options.fillOpacity) {
      if (lengthOf(layer) < (layer.closed ? SPECK.outline : SPECK.line)) return (layer.cells = []);
      const lines = layer.closed ? layer._parts.map((ring) => [...ring, ...ring.slice(0, 1)]) : layer._parts;
      layer.cells = cellsAlong(lines, min, MARGIN, this.grid);
    } else if (lengthOf(layer) < 1) layer.cells = [];
    else {
      const wide = MARGIN + (layer.soft ? 3 * blurOf(layer) : 0), from = box.min.subtract(min), to = box.max.subtract(min);
      layer.cells = cellsOf({ left: from.x - wide, top: from.y - wide, right: to.x + wide, bottom: to.y + wide }, this.grid);
    }
    return layer.cells;
  },

  /* Paint the marked cells anew. */
  _redraw() {
    if (this._redrawRequest) L.Util.cancelAnimFrame(this._redrawRequest);
    this._redrawRequest = null;
    const { _bounds: bounds, marked } = this, boxes = bounds ? boxesOf(marked, this.grid) : [];
    if (!boxes.length) return;
    const all = this.seen.map((layers) => [...layers]), isTouched = (layer) => isMarked(this.cellsOf(layer), marked);
    const some = all.flat().filter((_, index) => index % SAMPLE === 0);
    if (some.filter(isTouched).length > MOST * some.length) this.paintAll(all);
    else this.paintIn(boxes, all.map((layers) => layers.filter(isTouched)));
    marked.fill(0);
  },

  paintAll(stacks) {
    const { min } = this._bounds, { x, y } = this._bounds.getSize();
    this._ctx.clearRect(min.x, min.y, x, y);
    for (const layers of stacks) this.paint(layers);
  },

  paintIn(boxes, stacks) {
    const { _ctx: ink, _bounds: { min } } = this;
    ink.save();
    ink.beginPath();
    for (const { x, y, width, height } of boxes) {
      ink.clearRect(min.x + x, min.y + y, width, height);
      ink.rect(min.x + x, min.y + y, width, height);
    }
    ink.clip();
    for (const layers of stacks) this.paint(layers);
    ink.restore();
  },

  /* Paint layers of one pane; lines that look alike at once, above all else. */
  paint(layers) {
    const lines = new Map(); // by their pen
    let taken = null;
    for (const layer of layers) {
      const pen = this.penOf(layer);
      if (layer.soft) this.paintSoft(layer);
      else if (pen.fill || layer.marks.size) this.paintLand(this._ctx, layer, pen === taken);
      else if (lines.has(pen)) lines.get(pen).push(layer);
      else lines.set(pen, [layer]);
      taken = layer.soft || pen.line ? null : pen;
    }
    for (const [pen, alike] of lines) this.paintLines(pen, alike);
  },

  paintLand(ink, layer, taken = false) {
    const pen = this.penOf(layer), outline = this.outlineOf(layer);
    if (pen.fill) {
      if (!taken) {
        ink.globalAlpha = pen.fillOpacity;
        ink.fillStyle = this.inks.of(pen.fill);
      }
      ink.fill(outline, "evenodd");
    }
    if (!pen.line) return;
    this.take(ink, pen);
    ink.stroke(outline);
  },

  paintLines(pen, layers) {
    const { _ctx: ink } = this;
    if (!pen.line) return;
    ink.beginPath();
    for (const layer of layers) traced(ink, layer._parts, layer.closed);
    this.take(ink, pen);
    ink.stroke();
  },

  /* The outline of a layer, written out once for all that have it; lines are written when they are painted, with others. */
  outlineOf({ cut, closed }) {
    return (cut.outline ??= traced(new Path2D(), cut.parts, closed));
  },

  take(ink, { line, opacity, width, dashes, cap, join }) {
    ink.globalAlpha = opacity;
    ink.strokeStyle = this.inks.of(line);
    ink.setLineDash(dashes);
    Object.assign(ink, { lineWidth: width, lineCap: cap, lineJoin: join });
  },

  /* How a layer is drawn; one object for all that look alike. */
  penOf(layer) {
    if (layer.pen) return layer.pen;
    const options = this.lookOf(layer), fine = lengthOf(layer) < FINE;
    const filled = options.fill && options.fillOpacity, lined = options.stroke && options.weight && options.opacity;
    const pen = {
      ...(filled && { fill: options.fillColor || options.color, fillOpacity: options.fillOpacity }),
      ...(lined && {
        line: options.color, opacity: fine ? options.opacity * inkShare(options) : options.opacity,
        width: fine ? Math.min(1, options.weight) : options.weight,
        dashes: (!fine && options._dashArray) || [], cap: options.lineCap, join: options.lineJoin,
      }),
    };
    const key = JSON.stringify(pen);
    if (!this.pens.has(key)) this.pens.set(key, pen);
    layer.pen = this.pens.get(key);
    return layer.pen;
  },

  /* An extent without a line is blurred once, for each view, and then laid down as a picture. */
  paintSoft(layer) {
    if (!this.isBlurred(layer)) this.blur(layer);
    const { picture, x, y, width, height } = layer.stamp;
    this._ctx.globalAlpha = 1;
    if (picture) this._ctx.drawImage(picture, x, y, width, height);
  },

  isBlurred({ stamp, stampIn }) {
    return stamp && stampIn === this.inks;
  },

  /* Make the picture of an extent, as far as it is in view. */
  blur(layer) {
    layer.stampIn = this.inks;
    layer.stamp = {};
    const { min, max } = layer._rawPxBounds, blur = blurOf(layer), edge = 3 * blur, sharp = L.Browser.retina ? 2 : 1, view = this._bounds;
    const x = Math.max(min.x - edge, view.min.x - edge), y = Math.max(min.y - edge, view.min.y - edge);
    const width = Math.ceil(Math.min(max.x, view.max.x) + edge - x), height = Math.ceil(Math.min(max.y, view.max.y) + edge - y);
    if (width <= 0 || height <= 0) return;
    const canvas = new OffscreenCanvas(width * sharp, height * sharp), ink = canvas.getContext("2d");
    ink.scale(sharp, sharp);
    ink.translate(-x, -y);
    ink.filter = `blur(${blur * sharp}px)`;
    this.paintLand(ink, layer);
    layer.stamp = { picture: canvas.transferToImageBitmap(), x, y, width, height };
  },

  /* What painting a layer in the present view takes, before it is shown. */
  ready(layer) {
    if (!this._bounds) return;
    this.cellsOf(layer);
    if (this.penOf(layer).fill) this.outlineOf(layer);
    if (layer.soft && !this.isBlurred(layer)) this.blur(layer);
  },

  lookOf(layer) {
    if (!layer.marks.size) return layer.options;
    return Object.assign({}, layer.options, ...[...layer.marks].map((name) => MARKED[name](layer)));
  },

  recolour() {
    this.inks = new Inks(this.options.paints); // stamps in the old ones, of layers shown or not, hold no longer
    if (!this._bounds) return;
    this.markAll();
    this._redraw();
  },

  /* ----- the pointer ----- */

  /* The topmost layer at a point of the map, here or on a canvas below; with `toOpen` only one that opens a story. */
  at(point, toOpen = false) {
    for (const layers of [...this.seen].reverse()) {
      for (const layer of [...layers].reverse()) {
        if (layer.options.interactive && !(toOpen && layer.options.passes) && isOver(layer, point)) return layer;
      }
    }
    return this.options.below?.at(point, toOpen) || null;
  },

  _handleMouseHover(event, point) {
    const layer = this.at(point);
    if (layer !== this._hoveredLayer) {
      this._handleMouseOut(event);
      if (layer) {
        L.DomUtil.addClass(this._container, "leaflet-interactive");
        this._fireEvent([layer], event, "mouseover");
        this._hoveredLayer = layer;
      }
    }
    this._fireEvent(layer ? [layer] : false, event);
  },

  _onClick(event) {
    const layer = this.at(this._map.mouseEventToLayerPoint(event), true);
    const isDrag = layer && (event.type === "click" || event.type === "preclick") && this._map._draggableMoved(layer);
    this._fireEvent(layer && !isDrag ? [layer] : false, event);
  },
}));

/* Write lines between points out on `way`, a canvas or an outline; return it. */
function traced(way, rings, closed) {
  for (const ring of rings) {
    if (!ring.length) continue;
    const [first] = ring;
    way.moveTo(first.x, first.y);
    for (let at = 1; at < ring.length; at += 1) way.lineTo(ring[at].x, ring[at].y);
    if (closed) way.lineTo(first.x, first.y); // closePath looks through all of a long way
  }
  return way;
}

/* Whether a point lies in a layer or, of one that is but a line, on it. */
function isOver(layer, point) {
  const { fill, fillOpacity } = layer.options;
  if (fill && fillOpacity) return layer._containsPoint(point);
  return L.Polyline.prototype._containsPoint.call(layer, point, layer.closed);
}
