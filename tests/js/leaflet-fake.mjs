/** As much of Leaflet as the map's own logic needs in a test: points, bounds, paths and markers that count what they do. */

export class Point {
  constructor(x, y) {
    Object.assign(this, { x, y });
  }

  static of(value) {
    return value instanceof Point ? value : new Point(value[0], value[1]);
  }

  add(other) {
    const { x, y } = Point.of(other);
    return new Point(this.x + x, this.y + y);
  }

  subtract(other) {
    const { x, y } = Point.of(other);
    return new Point(this.x - x, this.y - y);
  }

  toString() {
    return `Point(${this.x}, ${this.y})`;
  }
}

export class Bounds {
  constructor(points) {
    const xs = points.map(({ x }) => x), ys = points.map(({ y }) => y);
    this.min = new Point(Math.min(...xs), Math.min(...ys));
    this.max = new Point(Math.max(...xs), Math.max(...ys));
  }

  isValid() {
    return Number.isFinite(this.min.x);
  }

  equals({ min, max }) {
    return `${this.min}${this.max}` === `${min}${max}`;
  }

  contains({ min, max }) {
    return min.x >= this.min.x && max.x <= this.max.x && min.y >= this.min.y && max.y <= this.max.y;
  }
}

export const bounds = (...corners) => new Bounds((corners.length === 1 ? corners[0] : corners).map(Point.of));

let stamps = 0;

/** A path that counts how often it was clipped and drawn. */
class Path {
  constructor(points, options) {
    Object.assign(this, { options, clipped: 0, drawn: 0, heard: [] });
  }

  beforeAdd(map) {
    this._renderer = map.renderer;
  }

  addEventParent(group) {
    this.group = group;
  }

  getElement() {
    return this._path;
  }

  onRemove() {
    this._renderer._removePath(this);
  }

  _reset() {
    this._project();
    this._update();
  }

  _updateBounds() {
    this._pxBounds = this._rawPxBounds;
  }

  _updatePath() {
    this.drawn += 1;
  }

  _clipPoints() {
    this.clipped += 1;
    this._parts = this._rings.map((ring) => ring.slice(0, -1));
  }
}

class Polyline extends Path {}
class Polygon extends Polyline {}

/** A marker that counts how often its element was made and put on the map. */
class Marker {
  constructor(latLng, options = {}) {
    Object.assign(this, { latLng, options: { pane: "markers", interactive: true, ...options }, made: 0, moved: 0 });
  }

  addTo(map) {
    if (this.map === map) return this;
    this.map = map;
    this.onAdd(map);
    return this;
  }

  remove() {
    if (this.map) this.onRemove(this.map);
    this.map = null;
    return this;
  }

  onAdd(map) {
    this.made += 1;
    this.element = { isOnMap: true, remove() { this.isOnMap = false; } };
    this.pane = map.getPane(this.options.pane);
    this._addFocusListeners();
  }

  onRemove() {
    this.element = undefined;
  }

  getElement() {
    return this.element;
  }

  getPane() {
    return this.pane;
  }

  getLatLng() {
    return this.latLng;
  }

  setLatLng(latLng) {
    this.latLng = latLng;
    this.moved += 1;
  }

  addInteractiveTarget() {
    this.isTarget = true;
  }

  removeInteractiveTarget() {
    this.isTarget = false;
  }

  update() {}

  _addFocusListeners() {
    this.focusListeners = (this.focusListeners || 0) + 1;
  }
}

/** A group that tells of what happens to its layers, and has one tooltip for all of them. */
class Group {
  constructor() {
    this.tooltip = null;
    this.closed = 0;
  }

  addTo() {
    return this;
  }

  getTooltip() {
    return this.tooltip;
  }

  closeTooltip() {
    this.closed += 1;
  }
}

/** A renderer that makes an element for a path and shows or hides it. */
class Renderer {
  constructor(view) {
    Object.assign(this, { _bounds: view, _layers: {}, made: 0, shown: new Set() });
  }

  _initPath(path) {
    this.made += 1;
    const classes = new Set();
    path._path = { classList: { toggle: (name, on) => (on ? classes.add(name) : classes.delete(name)), contains: (name) => classes.has(name) } };
    this._layers[L.stamp(path)] = path;
  }

  _addPath(path) {
    this.shown.add(path);
  }

  _removePath(path) {
    this.shown.delete(path);
    delete this._layers[L.stamp(path)];
  }
}

/** A map of 200 × 100 pixels, whose latitudes and longitudes are its pixels. */
export class FakeMap {
  constructor(size = new Point(200, 100)) {
    this.size = size;
    this.renderer = new Renderer(bounds([0, 0], [size.x, size.y]));
    this.panes = new Map();
    this.layers = new Set();
    this.zoom = 5;
  }

  getPane(name) {
    if (!this.panes.has(name)) this.panes.set(name, { style: {}, append(element) { element.isOnMap = true; } });
    return this.panes.get(name);
  }

  createPane(name) {
    return this.getPane(name);
  }

  getZoom() {
    return this.zoom;
  }

  getCenter() {
    return "centre";
  }

  getSize() {
    return this.size;
  }

  getContainer() {
    return { getBoundingClientRect: () => ({ left: 0, top: 0 }) };
  }

  containerPointToLayerPoint(point) {
    return Point.of(point);
  }

  latLngToLayerPoint(latLng) {
    return Point.of(latLng);
  }

  layerPointToLatLng(point) {
    return point;
  }

  hasLayer(layer) {
    return layer.map === this;
  }

  on() {}

  off() {}
}

/** Put the fake where the map's modules look for Leaflet and for the page. */
export function installLeaflet() {
  globalThis.L = {
    bounds, Polygon, Polyline, Marker,
    point: (x, y) => new Point(x, y),
    marker: (latLng, options) => new Marker(latLng, options),
    divIcon: (options) => options,
    featureGroup: () => new Group(),
    stamp: (thing) => (thing.stampId ??= (stamps += 1)),
  };
  globalThis.document = {
    controls: [],
    createElement: () => ({ style: {}, offsetWidth: 40, offsetHeight: 12 }),
    querySelectorAll(selector) {
      return this.controls.filter(({ className }) => selector.split(", ").includes(`.${className}`));
    },
  };
}
