/* Where labels may stand: each beside or on its point, clear of everything that stands already. */

const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/* The places to try for the box of a label, from the point it belongs to: [dx, dy] of its top left corner. */
function candidates({ w, h, dot }) {
  if (!dot) return [0, -0.8, 0.8, -1.6, 1.6].map((step) => [-w / 2, (step - 0.5) * h]);
  return [7, 15].flatMap((gap) => [
    [gap, -h / 2], [-gap - w, -h / 2], [-w / 2, -gap - h], [-w / 2, gap], [gap - 3, -gap - h + 6], [gap - 3, gap - 6],
  ]);
}

/* Give each label a place, the first of `labels` first.
 *
 * labels: {x, y, w, h, dot}, a point in pixels, the size of the box, and whether a dot marks the point.
 * taken: boxes {left, top, right, bottom} that no label may touch; names: such boxes that would hide a dot
 * as well (marks may stand on one); view: the box that holds them all.
 * Returns for each label [dx, dy] of its top left corner from its point, or null if there is no room.
 */
export function settle(labels, taken, names, view) {
  const boxes = [...taken, ...names];
  return labels.map((label) => {
    const { x, y, w, h, dot } = label;
    const inside = (box) => box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;
    const spot = { left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 };
    if (!inside(spot) || (dot && names.some((box) => meets(spot, box)))) return null;
    for (const [dx, dy] of candidates(label)) {
      const box = { left: x + dx, right: x + dx + w, top: y + dy, bottom: y + dy + h };
      if (!inside(box) || boxes.some((other) => meets(box, other))) continue;
      boxes.push(box);
      if (dot) boxes.push(spot);
      return [dx, dy];
    }
    return null;
  });
}
