/* Layers that keep their element while they are off the map: to show one again is to put it back.
 *
 * Leaflet makes a path's element anew each time it is added, projects its points and writes them out. While
 * one looks at the same place none of that changes from day to day, and it is most of what a step costs.
 */

/* Whether what was worked out for `at` still holds: the same zoom, the same origin of the layer's pixels. */
const sameOrigin = (at, map) => at && at.zoom === map.getZoom() && at.origin.equals(map.getPixelOrigin());
const originOf = (map) => ({ zoom: map.getZoom(), origin: map.getPixelOrigin() });

/* What a kept path does otherwise than Leaflet's. `projection`, an object that paths of one geometry share, has its
 * points on the screen, and those of them that are in view.
 */
const KEPT = {
  _project() {
    const { projection } = this;
    if (!sameOrigin(projection.at, this._map)) {
      L.Polygon.prototype._project.call(this);
      Object.assign(projection, { at: originOf(this._map), rings: this._rings, bounds: this._rawPxBounds });
    } else {
      this._rings = projection.rings;
      this._rawPxBounds = projection.bounds;
      this._updateBounds();
    }
  },
  _update() {
    if (!this._map) return;
    this._parts = partsOf(this);
    this._updatePath();
    this.drawnAt = this.projection.at;
    this.drawnIn = this._renderer._bounds;
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

/* The points of a path in view: cut at its edge and smoothed once for all paths of a geometry that are cut alike. */
function partsOf(path) {
  const { projection, _rings: rings } = path, { weight } = path.options, view = path._renderer._bounds;
  const { seen } = projection;
  if (seen && seen.rings === rings && seen.weight === weight && seen.view.equals(view)) return seen.parts;
  path._clipPoints();
  path._simplifyPoints();
  projection.seen = { rings, weight, view, parts: path._parts };
  return path._parts;
}

/* A path that keeps its element, and with `projection` what paths of one geometry have in common. */
export const keepPath = (path, projection) => Object.assign(path, { projection }, KEPT);

const isDrawn = ({ drawnAt, drawnIn, _map, _renderer }) => sameOrigin(drawnAt, _map) && drawnIn === _renderer._bounds;

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
