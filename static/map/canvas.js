/* Lands beyond what SVG bears: on canvases, where only what changes is painted anew.
 *
 * A browser looks through every element of an SVG each time that one of them changes. A canvas is divided into
 * cells: what comes, goes or looks otherwise marks those on which it lies, and they alone are painted, each layer
 * from the shape that it was given when it was projected. Leaflet's own canvas paints the whole box around all changes,
 * and writes every line out anew.
 */

import { STROKES } from "./paint.js";

/* From how many lands on canvases are used. Ten times the lands of the atlas keep to a step a frame as SVG, whose
 * elements take styles, focus and the printer's ink; a hundred times do not (docs/benchmarks.md).
 */
export const MANY = 4000;

const CELL = 16; // px
const BLUR = 9; // px, as static/atlas-map.css has it
const MARGIN = 3; // px that a line may be wider when it is marked
const REACH = 3; // px around a line that take the pointer
const FINE = 14; // px: a line shorter than its dashes is a hair line
/* What the style sheet says of an element with such a class. */
const MARKED = {
  hovered: ({ options }) => (options.fillOpacity ? { fillOpacity: 0.85 } : { weight: 2.4 }),
  chosen: ({ options }) => (isSoft(options) ? { fillOpacity: 0.85 } : { stroke: true, color: "var(--accent)", weight: 3.2, opacity: 1 }),
};

const isFine = ({ _rawPxBounds: { min, max } }) => Math.max(max.x - min.x, max.y - min.y) < FINE;
const isSoft = ({ className = "" }) => className.endsWith(" core");

/* The cells, by number, that a box touches on a grid of `columns` and `rows`. */
export function cellsOf({ left, top, right, bottom }, columns, rows) {
  const within = (value, count) => Math.min(count - 1, Math.max(0, Math.floor(value / CELL)));
  if (right < 0 || bottom < 0 || left >= columns * CELL || top >= rows * CELL) return [];
  const cells = [];
  for (let row = within(top, rows); row <= within(bottom, rows); row += 1) {
    for (let column = within(left, columns); column <= within(right, columns); column += 1) cells.push(row * columns + column);
  }
  return cells;
}

/* Marked cells as boxes, those side by side in one row as one. */
export function boxesOf(marked, columns) {
  const boxes = [];
  for (let cell = 0; cell < marked.length; cell += 1) {
    if (!marked[cell]) continue;
    const first = cell;
    while (marked[cell + 1] && (cell + 1) % columns) cell += 1;
    boxes.push({ x: (first % columns) * CELL, y: Math.floor(first / columns) * CELL, width: (cell - first + 1) * CELL, height: CELL });
  }
  return boxes;
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
    this.inks = new Map();
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
    layer.marks = new Set();
  },

  _addPath(layer) {
    this._layers[L.stamp(layer)] = layer;
    this.stackOf(layer).add(layer);
    this.mark(layer);
  },

  _removePath(layer) {
    this.mark(layer);
    this.stackOf(layer).delete(layer);
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
    layer.stamp = null;
    this.mark(layer);
  },

  _bringToFront(layer) {
    if (this.stackOf(layer).delete(layer)) this._addPath(layer);
  },

  /* The shape of a layer, written out once. */
  _updatePoly(layer, closed) {
    const shape = new Path2D();
    for (const ring of layer._parts) {
      ring.forEach(({ x, y }, index) => (index ? shape.lineTo(x, y) : shape.moveTo(x, y)));
      if (closed) shape.closePath();
    }
    Object.assign(layer, { shape, closed, stamp: null, cells: null });
  },

  /* The view has moved: the canvas is empty, and every shape is another. */
  _updatePaths() {
    if (this._postponeUpdatePaths) return;
    for (const layer of Object.values(this._layers)) layer._update();
    this.markAll();
    this._redraw();
  },

  _draw() {},

  /* ----- what is painted ----- */

  stackOf(layer) {
    return this.shown[this.options.panes.indexOf(layer.options.pane)];
  },

  turn(layer, name, on) {
    if (on === layer.marks.has(name)) return;
    (on ? layer.marks.add(name) : layer.marks.delete(name));
    layer.stamp = null;
    this.mark(layer);
  },

  /* Mark where a layer lies, if it is shown. */
  mark(layer) {
    if (!this._bounds || !this.stackOf(layer).has(layer)) return;
    for (const cell of this.cellsOf(layer)) this.marked[cell] = 1;
    this._redrawRequest = this._redrawRequest || L.Util.requestAnimFrame(this._redraw, this);
  },

  markAll() {
    const { x, y } = this._bounds.getSize();
    this.columns = Math.ceil(x / CELL);
    this.rows = Math.ceil(y / CELL);
    this.marked = new Uint8Array(this.columns * this.rows).fill(1);
  },

  cellsOf(layer) {
    if (layer.cells && layer.cellsIn === this._bounds) return layer.cells;
    const { min } = this._bounds, wide = MARGIN + (isSoft(layer.options) ? 3 * BLUR : 0), box = layer._pxBounds;
    const sides = { left: box.min.x - min.x - wide, top: box.min.y - min.y - wide, right: box.max.x - min.x + wide, bottom: box.max.y - min.y + wide };
    layer.cellsIn = this._bounds;
    layer.cells = cellsOf(sides, this.columns, this.rows);
    return layer.cells;
  },

  /* Paint the marked cells anew. */
  _redraw() {
    if (this._redrawRequest) L.Util.cancelAnimFrame(this._redrawRequest);
    this._redrawRequest = null;
    const { _ctx: ink, _bounds: bounds, marked } = this, boxes = bounds ? boxesOf(marked, this.columns) : [];
    if (!boxes.length) return;
    ink.save();
    ink.beginPath();
    for (const { x, y, width, height } of boxes) {
      ink.clearRect(bounds.min.x + x, bounds.min.y + y, width, height);
      ink.rect(bounds.min.x + x, bounds.min.y + y, width, height);
    }
    ink.clip();
    for (const stack of this.shown) {
      for (const layer of stack) if (this.cellsOf(layer).some((cell) => marked[cell])) this.paint(layer);
    }
    ink.restore();
    marked.fill(0);
  },

  paint(layer) {
    if (isSoft(layer.options)) this.paintSoft(layer);
    else this.paintOn(this._ctx, layer);
  },

  paintOn(ink, layer) {
    const look = this.lookOf(layer);
    if (look.fill && look.fillOpacity) {
      ink.globalAlpha = look.fillOpacity;
      ink.fillStyle = this.inkOf(look.fillColor || look.color);
      ink.fill(layer.shape, "evenodd");
    }
    if (look.stroke && look.weight && look.opacity) {
      ink.globalAlpha = look.opacity;
      ink.strokeStyle = this.inkOf(look.color);
      const fine = isFine(layer);
      ink.setLineDash(fine ? [] : look._dashArray || []);
      Object.assign(ink, { lineWidth: fine ? Math.min(1, look.weight) : look.weight, lineCap: look.lineCap, lineJoin: look.lineJoin });
      ink.stroke(layer.shape);
    }
  },

  /* An extent without a line is blurred once, for each view, and then laid down as a picture. */
  paintSoft(layer) {
    const { min, max } = layer._pxBounds, edge = 3 * BLUR, sharp = L.Browser.retina ? 2 : 1;
    if (!layer.stamp || layer.stampIn !== this.inks) {
      layer.stampIn = this.inks;
      const size = max.subtract(min).add([2 * edge, 2 * edge]);
      layer.stamp = new OffscreenCanvas(Math.ceil(size.x * sharp), Math.ceil(size.y * sharp));
      const ink = layer.stamp.getContext("2d");
      ink.scale(sharp, sharp);
      ink.translate(edge - min.x, edge - min.y);
      ink.filter = `blur(${BLUR * sharp}px)`;
      this.paintOn(ink, layer);
    }
    this._ctx.globalAlpha = 1;
    this._ctx.drawImage(layer.stamp, min.x - edge, min.y - edge, layer.stamp.width / sharp, layer.stamp.height / sharp);
  },

  lookOf(layer) {
    if (!layer.marks.size) return layer.options;
    return Object.assign({}, layer.options, ...[...layer.marks].map((name) => MARKED[name](layer)));
  },

  /* A colour or a pattern of the style sheet in the theme of the page. */
  inkOf(value) {
    if (!this.inks.has(value)) {
      const [, variable] = /^var\((.+)\)$/.exec(value) || [], [, tile] = /^url\(#(.+)\)$/.exec(value) || [];
      const found = variable ? getComputedStyle(document.documentElement).getPropertyValue(variable).trim() : value;
      this.inks.set(value, tile ? this.patternOf(this.options.paints.get(tile)) : found);
    }
    return this.inks.get(value);
  },

  patternOf({ colour, pattern, overlay }) {
    const { size, turn, draw } = STROKES[pattern], sharp = L.Browser.retina ? 2 : 1;
    const tile = new OffscreenCanvas(size * sharp, size * sharp), ink = tile.getContext("2d");
    ink.scale(sharp, sharp);
    ink.fillStyle = this.inkOf(`var(--c-${colour})`);
    if (!overlay) ink.fillRect(0, 0, size, size);
    ink.fillStyle = ink.strokeStyle = this.inkOf(overlay ? `var(--c-${colour})` : "var(--pattern)");
    for (const [name, { x1, y1, x2, y2, cx, cy, r, fill, "stroke-width": width }] of draw) {
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
    const made = this._ctx.createPattern(tile, "repeat");
    made.setTransform(new DOMMatrix().rotate(turn).scale(1 / sharp));
    return made;
  },

  recolour() {
    this.inks = new Map(); // stamps in the old ones, of layers shown or not, hold no longer
    if (!this._bounds) return;
    this.markAll();
    this._redraw();
  },

  /* ----- the pointer ----- */

  /* The topmost layer at a point of the map, here or on a canvas below; with `toOpen` only one that opens a story. */
  at(point, toOpen = false) {
    for (const stack of [...this.shown].reverse()) {
      for (const layer of [...stack].reverse()) {
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

/* Whether a point lies in a layer or, of one that is but a line, on it. */
function isOver(layer, point) {
  const { fill, fillOpacity } = layer.options;
  if (fill && fillOpacity) return layer._containsPoint(point);
  return L.Polyline.prototype._containsPoint.call(layer, point, layer.closed);
}
