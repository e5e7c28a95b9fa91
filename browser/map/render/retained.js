/* Layers that keep their element while they are off the map: to show one again is to put it back.
 *
 * Leaflet makes a path's element anew each time it is added, projects its points and writes them out. While
 * one looks at the same place none of that changes from day to day, and it is most of what a step costs.
 */

/* What a kept path does otherwise than Leaflet's. `shape` (of a topology) is shared by the paths of one geometry. */
const KEPT = {
  _project() {
    const { shape } = this;
    shape.project(this._map);
    this._rings = shape.rings;
    this._rawPxBounds = shape.box;
    if (shape.box.isValid()) this._updateBounds();
  },
  _update() {
    if (!this._map) return;
    this.cut = cutOf(this);
    this._parts = this.cut.parts;
    this._updatePath();
    this.drawnAt = this.shape.view;
    this.drawnIn = this._renderer._bounds;
  },
  getBounds() {
    return this.shape.bounds;
  },
  /* Have it look as its style sheet says of a class, or no longer. */
  turn(name, on) {
    if (this._path) this._path.classList.toggle(name, on);
    else if (this._renderer?.turn) this._renderer.turn(this, name, on);
  },
  onAdd() {
    putBack(this);
    this._renderer._addPath(this);
  },
};

/* What is in view of a path: cut at the edge once for all paths of a shape that are cut alike. */
function cutOf(path) {
  const { shape, _rings: rings } = path, { weight } = path.options, view = path._renderer._bounds;
  const { cut } = shape;
  if (cut && cut.rings === rings && cut.view.equals(view) && (cut.whole || cut.weight === weight)) return cut;
  const whole = path._pxBounds && view.contains(path._pxBounds);
  if (!whole) path._clipPoints();
  shape.cut = { rings, weight, view, whole, parts: whole ? rings : path._parts };
  return shape.cut;
}

/* A path of a shape, in a style, that keeps its element. */
export function keptPath(shape, style) {
  const path = shape.closed ? new L.Polygon([], style) : new L.Polyline([], style);
  return Object.assign(path, { shape }, KEPT);
}

/* Whether what was drawn still holds: the same zoom, the same origin of the layer's pixels, the same part in view. */
const isDrawn = ({ shape, drawnAt, drawnIn, _map, _renderer }) => drawnAt === shape.topology.viewOf(_map) && drawnIn === _renderer._bounds;

function putBack(path) {
  if (path._path) path._renderer._layers[L.stamp(path)] = path;
  else path._renderer._initPath(path);
  if (!isDrawn(path)) path._reset();
}

/* Draw a path for the present view without showing it, so that the step that shows it need not. */
export function drawAhead(path, map) {
  if (path._map) return;
  path._map = map;
  putBack(path);
  path._renderer.ready?.(path);
  path._map = null;
  delete path._renderer._layers[L.stamp(path)];
}

/* A group that kept paths belong to for good: it hears what befalls them, while showing or hiding one is told
 * to nobody. `parent` is the map or a group on it.
 */
export class KeptGroup {
  constructor(map, parent = map) {
    this.map = map;
    this.group = L.featureGroup().addTo(parent);
  }

  adopt(path) {
    path.addEventParent(this.group);
    path.beforeAdd(this.map);
    return path;
  }

  show(path) {
    path._map = this.map;
    path.onAdd();
  }

  hide(path) {
    closeStory(this.group, path);
    path.onRemove();
    path._map = null;
  }
}

/* One tooltip for all layers of a group; `tell` makes what it says of a layer. Leaflet would add listeners to
 * the element of a layer with a tooltip of its own each time that it comes back.
 */
export function bindStory(group, tell, options) {
  return group.bindTooltip(tell, { direction: "top", className: "story", opacity: 1, ...options });
}

/* Close the tooltip of a group if it tells of a layer that leaves the map. */
export function closeStory(group, layer) {
  const story = group.getTooltip();
  if (story && story._source === layer) group.closeTooltip();
}

/* Make the element of a marker before it is shown. */
export function makeAhead(marker, map) {
  if (!marker._icon) marker.addTo(map).remove();
}

/* A marker that keeps its element; not for one whose icon changes. To be called before a tooltip is bound. */
export function keepMarker(marker) {
  marker._addFocusListeners = function () {
    if (!this.hearsFocus) L.Marker.prototype._addFocusListeners.call(this);
    this.hearsFocus = true;
  };
  marker.onAdd = function (map) {
    if (!this._icon) L.Marker.prototype.onAdd.call(this, map);
    else {
      if (this._zoomAnimated) map.on("zoomanim", this._animateZoom, this);
      this.getPane().append(this._icon);
      if (this.options.interactive) this.addInteractiveTarget(this._icon);
      this.update();
    }
  };
  marker.onRemove = function (map) {
    if (this._zoomAnimated) map.off("zoomanim", this._animateZoom, this);
    if (this.options.interactive) this.removeInteractiveTarget(this._icon);
    this._icon.remove();
  };
  return marker;
}
