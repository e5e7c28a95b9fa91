/** Rings: how far a point in a land is from its edge, asked of very many points. */

/** @typedef {import("./collisions.js").Box} Box */

export const WIDE = 3.2; // how many times as wide as high a name is: distances along x count that much less
const RUN = 16; // edges that are passed over together where their box is too far away

/** The parts of a land in view, lists of layer points. */
export class Rings {
  /** @param {any[][]} parts */
  constructor(parts) {
    const rings = parts.filter((ring) => ring.length > 3);
    this.isEmpty = !rings.length;
    /** @type {Run[]} */
    this.runs = rings.flatMap(runsOf);
    /** @type {Box} */
    this.box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (const run of this.runs) widen(this.box, run.left, run.top, run.right, run.bottom);
  }

  /**
   * How far a point is from every edge, 0 outside; gives up below `enough`.
   * @param {number} x
   * @param {number} y
   * @param {number} limit what bounds it besides
   * @param {number} enough
   */
  roomAt(x, y, limit, enough) {
    let isInside = false, least = limit * limit;
    for (const run of this.runs) {
      if (y >= run.top && y <= run.bottom && x <= run.right && run.isCrossedOddly(x, y)) isInside = !isInside;
      if (run.isBeyond(x, y, least)) continue;
      least = run.gap(x, y, least);
      if (least < enough * enough) return 0;
    }
    return isInside && limit > 0 ? Math.sqrt(least) : 0;
  }

  /** @param {number} x @param {number} y */
  contains(x, y) {
    let isInside = false;
    for (const run of this.runs) {
      if (y >= run.top && y <= run.bottom && x <= run.right && run.isCrossedOddly(x, y)) isInside = !isInside;
    }
    return isInside;
  }
}

/** @param {Box} box @param {number} left @param {number} top @param {number} right @param {number} bottom */
function widen(box, left, top, right = left, bottom = top) {
  if (left < box.left) box.left = left;
  if (top < box.top) box.top = top;
  if (right > box.right) box.right = right;
  if (bottom > box.bottom) box.bottom = bottom;
}

/** @param {{ x: number, y: number }[]} ring */
function runsOf(ring) {
  const runs = [];
  for (let from = 0; from < ring.length; from += RUN) runs.push(new Run(ring, from, Math.min(from + RUN, ring.length)));
  return runs;
}

/** Some edges of a ring, one after the other, and their box. */
class Run {
  left = Infinity;
  top = Infinity;
  right = -Infinity;
  bottom = -Infinity;

  /** @param {{ x: number, y: number }[]} ring @param {number} from @param {number} to */
  constructor(ring, from, to) {
    this.points = [ring[(from || ring.length) - 1], ...ring.slice(from, to)];
    for (const { x, y } of this.points) widen(this, x, y);
  }

  /** Whether a line from a point to the right crosses an odd number of its edges. @param {number} x @param {number} y */
  isCrossedOddly(x, y) {
    const { points } = this;
    let isOdd = false;
    for (let i = 1; i < points.length; i += 1) {
      const a = points[i], b = points[i - 1];
      if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) isOdd = !isOdd;
    }
    return isOdd;
  }

  /** Whether all of it is so far (squared) from a point, or farther. @param {number} x @param {number} y @param {number} least */
  isBeyond(x, y, least) {
    const dx = Math.max(this.left - x, 0, x - this.right) / WIDE, dy = Math.max(this.top - y, 0, y - this.bottom);
    return dx * dx + dy * dy >= least;
  }

  /** The way to its nearest edge (squared), if it is less. @param {number} x @param {number} y @param {number} least */
  gap(x, y, least) {
    const { points } = this;
    let gap = least;
    for (let i = 1; i < points.length; i += 1) {
      const a = points[i], b = points[i - 1];
      const ax = (a.x - x) / WIDE, ay = a.y - y, dx = (b.x - a.x) / WIDE, dy = b.y - a.y;
      const along = Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)));
      gap = Math.min(gap, (ax + along * dx) ** 2 + (ay + along * dy) ** 2);
    }
    return gap;
  }
}
