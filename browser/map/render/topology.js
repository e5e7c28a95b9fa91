/**
 * The topology: the arcs of which lands and borders are made, each of them once.
 *
 * An arc is projected and smoothed once for a view, for everything that it belongs to: two neighbours share one and the
 * same line, and whatever is drawn later only chains such arcs.
 */

const SMOOTH = 0.6; // px that a smoothed line may stray

/**
 * Arcs chained, end to beginning, as far as they go.
 * @template Arc
 * @param {Arc[]} arcs
 * @param {(arc: Arc) => string[]} endsOf the names of the two ends of an arc
 * @returns {Arc[][]}
 */
export function chained(arcs, endsOf) {
  /** @typedef {{ arcs: Arc[], start: string, end: string }} Line */
  /** @type {Map<string, Line>} */
  const beginning = new Map();
  /** @type {Map<string, Line>} */
  const ending = new Map();
  /** @type {Set<Line>} */
  const lines = new Set();
  for (const arc of arcs) {
    const [start, end] = endsOf(arc), before = ending.get(start), after = beginning.get(end);
    const line = { arcs: [...(before?.arcs || []), arc], start: before ? before.start : start, end };
    if (before) forget(before);
    if (after && after !== before) {
      line.arcs.push(...after.arcs);
      line.end = after.end;
      forget(after);
    }
    lines.add(line);
    if (line.start === line.end) continue; // closed
    beginning.set(line.start, line);
    ending.set(line.end, line);
  }
  return [...lines].map((line) => line.arcs);

  /** @param {Line} line */
  function forget(line) {
    lines.delete(line);
    beginning.delete(line.start);
    ending.delete(line.end);
  }
}

/** The arcs around lands that are taken together: not those between two of them. @param {number[]} arcs */
export function around(arcs) {
  /** @type {Map<number, number | null>} */
  const met = new Map();
  for (const arc of arcs) {
    const line = arc < 0 ? ~arc : arc;
    if (met.has(line)) met.set(line, null);
    else met.set(line, arc);
  }
  return /** @type {number[]} */ ([...met.values()].filter((arc) => arc !== null));
}

/** @typedef {{ zoom: number, origin: any, arcs: any[][] }} View What the arcs on the screen hang on, with those that are there. */

/** @param {View} at @param {any} map */
const isSame = (at, map) => at.zoom === map.getZoom() && at.origin.equals(map.getPixelOrigin());

export class Topology {
  /** @param {any} topology TopoJSON with a transform, and an object `parts`: polygons with an id each */
  constructor({ arcs, objects, transform }) {
    this.arcs = arcs;
    this.transform = transform;
    this.parts = new Map(objects.parts.geometries.map((/** @type {any} */ { id, type, arcs: rings }) => [id, type === "Polygon" ? rings : rings.flat()]));
    /** @type {Map<string, Shape>} */
    this.lands = new Map(); // by the ids of their parts
    /** @type {{ places: any[], start: string, end: string }[]} */
    this.known = []; // by arc: the places of its points, and the names of its ends
    /** @type {View | null} */
    this.view = null; // until something is drawn
  }

  /** The shape of the land that some parts are together. @param {string[]} ids @returns {Shape} */
  land(ids) {
    const key = ids.join(" ");
    let land = this.lands.get(key);
    if (!land) {
      const rings = ids.flatMap((id) => this.parts.get(id));
      land = new Shape(this, ids.length > 1 ? this.chain(around(rings.flat())) : rings, true);
      this.lands.set(key, land);
    }
    return land;
  }

  /** The shape of the lines that some arcs are together. @param {number[]} arcs */
  line(arcs) {
    return new Shape(this, this.chain(arcs), false);
  }

  /** @param {number[]} arcs */
  chain(arcs) {
    return chained(arcs, (arc) => {
      const { start, end } = this.decoded(arc < 0 ? ~arc : arc);
      return arc < 0 ? [end, start] : [start, end];
    });
  }

  /** An arc: its points in degrees, and the names of its ends. @param {number} arc */
  decoded(arc) {
    return (this.known[arc] ??= this.decode(this.arcs[arc]));
  }

  /** @param {[number, number][]} steps */
  decode(steps) {
    const { scale, translate } = this.transform, [[left, top]] = steps;
    let x = 0, y = 0;
    const places = steps.map(([dx, dy]) => L.latLng((y += dy) * scale[1] + translate[1], (x += dx) * scale[0] + translate[0]));
    return { places, start: `${left} ${top}`, end: `${x} ${y}` };
  }

  /** The present view of a map: another object for another zoom, or another origin of its layer points. @param {any} map @returns {View} */
  viewOf(map) {
    const { view } = this;
    if (view && isSame(view, map)) return view;
    this.view = { zoom: map.getZoom(), origin: map.getPixelOrigin(), arcs: [] };
    return this.view;
  }

  /** The layer points of an arc, smoothed; rounded to pixels only then, or the steps between them would stay. @param {number} arc @param {any} map */
  pointsOf(arc, map) {
    const { arcs, origin } = this.viewOf(map);
    arcs[arc] ??= L.LineUtil.simplify(this.decoded(arc).places.map((place) => map.project(place)), SMOOTH)
      .map((point) => point.round().subtract(origin));
    return arcs[arc];
  }
}

/** A land or a line: what all paths of one geometry share. */
export class Shape {
  /** @param {Topology} topology @param {number[][]} lines lists of arcs; ~n is arc n from its end @param {boolean} closed */
  constructor(topology, lines, closed) {
    this.topology = topology;
    this.lines = lines;
    this.closed = closed;
    /** @type {View | null} */
    this.view = null; // the one in which it was projected
    /** @type {any} */
    this.cut = null; // what of it is in view (render/retained.js)
    /** @type {any[][]} */
    this.rings = [];
    /** @type {any} */
    this.box = null;
    /** @type {any} */
    this.limits = null; // until they are asked for
  }

  /** Have its points on the screen, as `rings`, and their box. @param {any} map */
  project(map) {
    const view = this.topology.viewOf(map);
    if (this.view === view) return;
    this.view = view;
    const rings = this.lines.map((arcs) => this.ring(arcs, map)), wide = rings.filter(({ length }) => length > (this.closed ? 2 : 1));
    this.rings = wide.length ? wide : rings.slice(0, 1); // what is but a point shows nothing
    this.box = boxAround(this.rings);
  }

  /** @param {number[]} arcs @param {any} map */
  ring(arcs, map) {
    /** @type {any[]} */
    const ring = [];
    for (const arc of arcs) append(ring, this.topology.pointsOf(arc < 0 ? ~arc : arc, map), arc < 0);
    if (this.closed && ring.length > 1 && ring[0].equals(ring[ring.length - 1])) ring.pop();
    return ring;
  }

  /** In degrees. */
  get bounds() {
    this.limits ??= L.latLngBounds(this.lines.flat().flatMap((arc) => this.topology.decoded(arc < 0 ? ~arc : arc).places));
    return this.limits;
  }
}

/** An arc begins with the point that the one before ends with, and a short one lies on a single pixel. @param {any[]} ring @param {any[]} points @param {boolean} isReversed */
function append(ring, points, isReversed) {
  const last = points.length - 1;
  let before = ring[ring.length - 1];
  for (let at = 0; at <= last; at += 1) {
    const point = points[isReversed ? last - at : at];
    if (before && point.x === before.x && point.y === before.y) continue;
    ring.push(point);
    before = point;
  }
}

/** @param {any[][]} rings */
function boxAround(rings) {
  let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
  for (const ring of rings) {
    for (const { x, y } of ring) {
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return left > right ? L.bounds([]) : L.bounds([left, top], [right, bottom]);
}
