/**
 * The private members of Leaflet that the map depends on (1.9.4, in static/vendor). No other file of the map names one:
 * tests/js/map-internals.test.mjs holds that, docs/upstream.md says what happens when one goes.
 *
 * Leaflet's own types leave these members out, and so paths, markers and renderers are `any` here.
 */

/** @typedef {any} Path A Leaflet path. */
/** @typedef {any} Renderer A Leaflet renderer, SVG or canvas. */
/** @typedef {{ x: number, y: number }} Point */
/** @typedef {Record<string, (this: any, ...given: any[]) => any>} Methods Of an object of Leaflet, which is `this` in them. */

/* ----- paths ----- */

/** @param {Path} path Its parts in the present view, lists of layer points; none of a path that was never drawn. @returns {any[][]} */
export const partsInView = (path) => path._parts || [];

/** @param {Path} path Its lists of layer points, in view or not. @returns {any[][]} */
export const ringsOf = (path) => path._rings;

/** @param {Path} path The box of its points, in layer pixels. */
export const shapeBox = (path) => path._rawPxBounds;

/** @param {Path} path The same with room for its line; undefined until it is drawn. */
export const paintedBox = (path) => path._pxBounds;

/** @param {Path} path The map that it is on, or null. */
export const mapOf = (path) => path._map;

/** @param {Path} path */
export const rendererOf = (path) => path._renderer;

/** @param {Path} path Its dashes as numbers, once its renderer has read them; null of a solid line. */
export const dashesOf = ({ options }) => options._dashArray;

/** @param {Path} path Cut it at the edge of the view; return its parts. */
export function clip(path) {
  path._clipPoints();
  return path._parts;
}

/** @param {Path} path Project it anew and draw it. */
export const redrawPath = (path) => path._reset();

/**
 * The methods of a path that takes its points, and its parts in view, from elsewhere.
 * @param {object} hooks
 * @param {(path: Path, map: any) => { rings: any[][], box: any }} hooks.project its points on the screen and their box
 * @param {(path: Path, view: any) => any[][]} hooks.cut what of them is in view
 * @param {(path: Path) => void} hooks.enrol called when it comes onto a map, before its renderer shows it
 * @returns {Methods}
 */
export const pathMethods = ({ project, cut, enrol }) => ({
  _project() {
    const { rings, box } = project(this, this._map);
    this._rings = rings;
    this._rawPxBounds = box;
    if (box.isValid()) this._updateBounds();
  },

  _update() {
    if (!this._map) return;
    this._parts = cut(this, this._renderer._bounds);
    this._updatePath();
  },

  onAdd() {
    enrol(this);
    this._renderer._addPath(this);
  },
});

/** @param {Path} path Have its renderer know it, with the element that it has or with a new one. */
export function enrolPath(path) {
  if (path._path) path._renderer._layers[L.stamp(path)] = path;
  else path._renderer._initPath(path);
}

/** @param {Path} path @param {any} map Put it on a map without telling anyone. */
export function attachPath(path, map) {
  path._map = map;
  path.onAdd();
}

/** @param {Path} path Take it off its map without telling anyone. */
export function detachPath(path) {
  path.onRemove();
  path._map = null;
}

/** @param {Path} path @param {any} map @param {() => void} work Do what needs a path to be on a map, without showing it. */
export function offStage(path, map, work) {
  path._map = map;
  work();
  path._map = null;
  delete path._renderer._layers[L.stamp(path)];
}

/* ----- markers and tooltips ----- */

/** @param {any} marker Let it bind its listeners for the focus only once. */
export function listenToFocusOnce(marker) {
  let hears = false;
  marker._addFocusListeners = () => {
    if (!hears) /** @type {any} */ (L.Marker.prototype)._addFocusListeners.call(marker);
    hears = true;
  };
}

/** @param {any} marker @param {any} map @param {boolean} on Let it move with the animation of a zoom, or no longer. */
export function followZoom(marker, map, on) {
  if (marker._zoomAnimated) map[on ? "on" : "off"]("zoomanim", marker._animateZoom, marker);
}

/** @param {any} tooltip Of which layer of its group it tells. */
export const tooltipSource = (tooltip) => tooltip._source;

/* ----- layers of the compositor ----- */

/**
 * Let Leaflet move things within the plane: each pane and marker that it moves in space becomes a layer of its own, and
 * a browser pays for each of them in every frame. The style sheet makes one layer of them all.
 */
export function moveInPlane() {
  /** @type {any} */ (L.Browser).ie3d = true;
}

/* ----- renderers ----- */

/** @param {Renderer} renderer What it draws, in layer pixels; undefined before the map has a view. */
export const viewOf = (renderer) => renderer._bounds;

/** @param {Renderer} renderer */
export const contextOf = (renderer) => renderer._ctx;

/** @param {any} map @param {string} pane @param {Renderer} renderer Let all paths of a pane be drawn by one renderer. */
export function assignRenderer(map, pane, renderer) {
  map._paneRenderers[pane] = renderer;
}

/** @param {Renderer} renderer */
export function ignorePointer(renderer) {
  renderer._container.style.pointerEvents = "none";
}

/** @param {Path} path @param {Point} point Whether a point lies in a closed path. */
export const isInside = (path, point) => path._containsPoint(point);

/** @param {Path} path @param {Point} point @param {boolean} closed Whether a point lies on its line. */
export const isOnLine = (path, point, closed) => /** @type {any} */ (L.Polyline.prototype)._containsPoint.call(path, point, closed);

/** What Leaflet asks of a canvas, as calls of the methods that `canvasRenderer` is given. @type {Methods} */
const CANVAS = {
  _initPath(path) {
    if (this.isKnown(path)) return;
    this._updateDashArray(path);
    this.enrol(path);
  },

  _addPath(path) {
    this._layers[L.stamp(path)] = path;
    this.show(path);
  },

  _removePath(path) {
    this.hide(path);
    delete this._layers[L.stamp(path)];
    if (this._hoveredLayer === path) this._hoveredLayer = null;
  },

  _updatePath(path) {
    path._project();
    path._update();
    this.mark(path);
  },

  _updateStyle(path) {
    this._updateDashArray(path);
    this.restyle(path);
  },

  _bringToFront(path) {
    this.raise(path);
  },

  _updatePoly(path, closed) {
    this.reshape(path, closed);
  },

  /* The view has moved: the canvas is empty, and every path has another shape. */
  _updatePaths() {
    if (this._postponeUpdatePaths) return;
    this.markAll();
    for (const path of Object.values(this._layers)) path._update();
    this.findSeen();
    this._redraw();
  },

  _draw() {},

  _redraw() {
    if (this._redrawRequest) L.Util.cancelAnimFrame(this._redrawRequest);
    this._redrawRequest = null;
    this.repaint();
  },

  requestRedraw() {
    this._redrawRequest = this._redrawRequest || L.Util.requestAnimFrame(this._redraw, this);
  },

  _handleMouseHover(event, point) {
    const path = this.at(point);
    if (path !== this._hoveredLayer) {
      this._handleMouseOut(event);
      if (path) {
        L.DomUtil.addClass(this._container, "leaflet-interactive");
        this._fireEvent([path], event, "mouseover");
        this._hoveredLayer = path;
      }
    }
    this._fireEvent(path ? [path] : false, event);
  },

  _onClick(event) {
    const path = this.at(this._map.mouseEventToLayerPoint(event), true);
    const isDrag = path && (event.type === "click" || event.type === "preclick") && this._map._draggableMoved(path);
    this._fireEvent(path && !isDrag ? [path] : false, event);
  },
};

/**
 * A class of canvas renderers whose work is done by public methods: `isKnown`, `enrol`, `show`, `hide`, `mark`, `markAll`,
 * `restyle`, `raise`, `reshape` (of a path), `findSeen`, `repaint`, `at` (a point, or one that is clicked).
 * @param {Methods} methods
 * @returns {any}
 */
export const canvasRenderer = (methods) => L.Canvas.extend({ ...CANVAS, ...methods });
