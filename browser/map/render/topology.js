/* The topology: the arcs of which lands and borders are made, each of them once.
 *
 * An arc is brought to the screen and smoothed once for a view, for all that it belongs to: two neighbours keep one and
 * the same line between them, and whatever is drawn later only strings such arcs together.
 */

const SMOOTH = 0.6; // px that a smoothed line may stray

/* Arcs strung together, end to beginning, as far as they go. `endsOf` gives the names of the two ends of an arc. */
export function strung(arcs, endsOf) {
  const beginning = new Map(), ending = new Map(), lines = new Set();
  for (const arc of arcs) {
    const [start, end] = endsOf(arc), before = ending.get(start), after = beginning.get(end);
    const line = { arcs: [...(before?.arcs || []), arc], start: before ? before.start : start, end };
    if (before) cut(before);
    if (after && after !== before) {
      line.arcs.push(...after.arcs);
      line.end = after.end;
      cut(after);
    }
    lines.add(line);
    if (line.start === line.end) continue; // closed
    beginning.set(line.start, line);
    ending.set(line.end, line);
  }
  return [...lines].map((line) => line.arcs);

  function cut(line) {
    lines.delete(line);
    beginning.delete(line.start);
    ending.delete(line.end);
  }
}

/* The arcs around lands that are taken together: not those between two of them. */
export function around(arcs) {
  const met = new Map();
  for (const arc of arcs) {
    const line = arc < 0 ? ~arc : arc;
    if (met.has(line)) met.set(line, null);
    else met.set(line, arc);
  }
  return [...met.values()].filter((arc) => arc !== null);
}

const sameOrigin = (at, map) => at && at.zoom === map.getZoom() && at.origin.equals(map.getPixelOrigin());

export class Topology {
  /* A TopoJSON topology with a transform, and an object `parts`: polygons with an id each. */
  constructor({ arcs, objects, transform }) {
    this.arcs = arcs;
    this.transform = transform;
    this.parts = new Map(objects.parts.geometries.map(({ id, type, arcs: rings }) => [id, type === "Polygon" ? rings : rings.flat()]));
    this.lands = new Map(); // by the ids of their parts
    this.known = []; // of each arc the places of its points, and the names of its ends
    this.view = null; // until something is drawn
  }

  /* The shape of the land that some parts are together. */
  land(ids) {
    const key = ids.join(" ");
    if (!this.lands.has(key)) {
      const rings = ids.flatMap((id) => this.parts.get(id));
      this.lands.set(key, new Shape(this, ids.length > 1 ? this.string(around(rings.flat())) : rings, true));
    }
    return this.lands.get(key);
  }

  /* The shape of the lines that some arcs are together. */
  line(arcs) {
    return new Shape(this, this.string(arcs), false);
  }

  string(arcs) {
    return strung(arcs, (arc) => {
      const { start, end } = this.decoded(arc < 0 ? ~arc : arc);
      return arc < 0 ? [end, start] : [start, end];
    });
  }

  /* An arc: its points in degrees, and the names of its ends. */
  decoded(arc) {
    return (this.known[arc] ??= this.decode(this.arcs[arc]));
  }

  decode(steps) {
    const { scale, translate } = this.transform, [[left, top]] = steps;
    let x = 0, y = 0;
    const places = steps.map(([dx, dy]) => L.latLng((y += dy) * scale[1] + translate[1], (x += dx) * scale[0] + translate[0]));
    return { places, start: `${left} ${top}`, end: `${x} ${y}` };
  }

  /* What stands for the present view of a map, and has its arcs: another object for another zoom, or origin of its layers' pixels. */
  viewOf(map) {
    if (!sameOrigin(this.view, map)) this.view = { zoom: map.getZoom(), origin: map.getPixelOrigin(), arcs: [] };
    return this.view;
  }

  /* The points of an arc on the screen, smoothed; on whole pixels only then, else the steps between them would stay. */
  pointsOf(arc, map) {
    const { arcs, origin } = this.viewOf(map);
    arcs[arc] ??= L.LineUtil.simplify(this.decoded(arc).places.map((place) => map.project(place)), SMOOTH)
      .map((point) => point.round().subtract(origin));
    return arcs[arc];
  }
}

/* Lands or lines: what all paths of one geometry share. `lines` are lists of arcs; ~n is the arc n from its end. */
class Shape {
  constructor(topology, lines, closed) {
    Object.assign(this, { topology, lines, closed, view: null, cut: null });
  }

  /* Have its points on the screen, as `rings`, and their box. */
  project(map) {
    const view = this.topology.viewOf(map);
    if (this.view === view) return;
    this.view = view;
    const rings = this.lines.map((arcs) => this.ring(arcs, map)), wide = rings.filter(({ length }) => length > (this.closed ? 2 : 1));
    this.rings = wide.length ? wide : rings.slice(0, 1); // what is but a point shows nothing
    this.box = boxAround(this.rings);
  }

  ring(arcs, map) {
    const ring = [];
    let before = null;
    for (const arc of arcs) {
      const points = this.topology.pointsOf(arc < 0 ? ~arc : arc, map), last = points.length - 1;
      for (let at = 0; at <= last; at += 1) {
        const point = points[arc < 0 ? last - at : at];
        // An arc begins with the point that the one before ends with, and a short one lies on a single pixel.
        if (!before || point.x !== before.x || point.y !== before.y) ring.push(point);
        before = point;
      }
    }
    if (this.closed && ring.length > 1 && ring[0].equals(before)) ring.pop();
    return ring;
  }

  /* In degrees. */
  get bounds() {
    this.limits ??= L.latLngBounds(this.lines.flat().flatMap((arc) => this.topology.decoded(arc < 0 ? ~arc : arc).places));
    return this.limits;
  }
}

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
