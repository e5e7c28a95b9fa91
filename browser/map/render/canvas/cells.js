/** Cells: the small squares of a canvas, numbered row by row, of which only the marked ones are painted anew. */

export const CELL = 16; // px

/** @typedef {{ columns: number, rows: number }} Grid */
/** @typedef {import("../../labels/collisions.js").Box} Box */

/** How many cells there are in a row of a canvas, and how many rows. @param {{ x: number, y: number }} size */
export const gridOf = ({ x, y }) => ({ columns: Math.ceil(x / CELL), rows: Math.ceil(y / CELL) });

/** The cells that a box touches. @param {Box} box @param {Grid} grid */
export function cellsOf({ left, top, right, bottom }, { columns, rows }) {
  /** @param {number} value @param {number} count */
  const within = (value, count) => Math.min(count - 1, Math.max(0, Math.floor(value / CELL)));
  if (right < 0 || bottom < 0 || left >= columns * CELL || top >= rows * CELL) return [];
  const cells = [];
  for (let row = within(top, rows); row <= within(bottom, rows); row += 1) {
    for (let column = within(left, columns); column <= within(right, columns); column += 1) cells.push(row * columns + column);
  }
  return cells;
}

/**
 * The cells within `wide` of lines between points, which are given as seen from the point `corner` of the grid. A line
 * over wide land has a large box, most of which it leaves alone.
 * @param {any[][]} lines lists of layer points
 * @param {{ x: number, y: number }} corner
 * @param {number} wide
 * @param {Grid} grid
 */
export function cellsAlong(lines, corner, wide, grid) {
  /** @type {Set<number>} */
  const found = new Set();
  /** @param {number} x @param {number} y */
  const take = (x, y) => {
    for (const cell of cellsOf({ left: x - wide, top: y - wide, right: x + wide, bottom: y + wide }, grid)) found.add(cell);
  };
  for (const line of lines) {
    for (let at = 0; at < line.length; at += 1) {
      const x = line[at].x - corner.x, y = line[at].y - corner.y;
      const { x: right, y: down } = at + 1 < line.length ? line[at + 1].subtract(line[at]) : { x: 0, y: 0 };
      const steps = Math.ceil(Math.max(Math.abs(right), Math.abs(down)) / wide) || 1;
      for (let step = 0; step < steps; step += 1) take(x + (right * step) / steps, y + (down * step) / steps);
    }
  }
  return [...found];
}

/** Whether one of some cells is marked. @param {number[]} cells @param {Uint8Array} marked */
export function isMarked(cells, marked) {
  for (let at = 0; at < cells.length; at += 1) if (marked[cells[at]]) return true;
  return false;
}

/** Marked cells as boxes, those side by side in one row as one. @param {Uint8Array} marked @param {Pick<Grid, "columns">} grid */
export function boxesOf(marked, { columns }) {
  const boxes = [];
  for (let cell = 0; cell < marked.length; cell += 1) {
    if (!marked[cell]) continue;
    const first = cell;
    while (marked[cell + 1] && (cell + 1) % columns) cell += 1;
    boxes.push({ x: (first % columns) * CELL, y: Math.floor(first / columns) * CELL, width: (cell - first + 1) * CELL, height: CELL });
  }
  return boxes;
}
