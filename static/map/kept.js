/* Layers that keep their element while they are off the map: to show one again is to put it back.
 *
 * Leaflet makes a path's element anew each time it is added, projects its points and writes them out. While
 * one looks at the same place none of that changes from day to day, and it is most of what a step costs.
 */

/* Whether what was worked out for `at` still holds: the same zoom, the same origin of the layer's pixels. */
const sameOrigin = (at, map) => at && at.zoom === map.getZoom() && at.origin.equals(map.getPixelOrigin());
const originOf = (map) => ({ zoom: map.getZoom(), origin: map.getPixelOrigin() });

/* A path that keeps its element, and with `projection`, an object that paths of one geometry share, its
 * points on the screen.
 */
export function keepPath(path, projection = {}) {
  const update = path._update;
  path._project = function () {
    if (!sameOrigin(projection.at, this._map)) {
      L.Polygon.prototype._project.call(this);
      Object.assign(projection, { at: originOf(this._map), rings: this._rings, bounds: this._rawPxBounds });
    } else {
      this._rings = projection.rings;
      this._rawPxBounds = projection.bounds;
      this._updateBounds();
    }
  };
  path._update = function () {
    update.call(this);
    this.drawn = { ...originOf(this._map), clip: this._renderer._bounds };
  };
  path.onAdd = function () {
    putBack(this);
    this._renderer._addPath(this);
  };
  return path;
}

const isDrawn = ({ drawn, _map, _renderer }) => sameOrigin(drawn, _map) && drawn.clip === _renderer._bounds;

function putBack(path) {
  if (path._path) path._renderer._layers[L.stamp(path)] = path;
  else path._renderer._initPath(path);
  if (!isDrawn(path)) path._reset();
}

/* Draw a path for the present view without showing it, so that the step that shows it need not. */
export function drawAhead(path, map) {
  if (path._map) return;
  path.beforeAdd(map);
  path._map = map;
  putBack(path);
  path._map = null;
  delete path._renderer._layers[L.stamp(path)];
}

/* A group of kept layers with one tooltip for all of them: Leaflet would add listeners to an element each time
 * that a layer with a tooltip of its own comes back. `tell` makes what it says of a layer.
 */
export class KeptGroup {
  constructor(parent, tell, options) {
    this.group = L.featureGroup().addTo(parent);
    this.group.bindTooltip(tell, { direction: "top", className: "story", opacity: 1, ...options });
  }

  show(layer) {
    this.group.addLayer(layer);
  }

  hide(layer) {
    if (this.group.getTooltip()._source === layer) this.group.closeTooltip();
    this.group.removeLayer(layer);
  }
}

/* A marker that keeps its element; not for one whose icon changes. */
export function keepMarker(marker) {
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
