/** Collisions: each label beside or on its point, clear of everything that already stands. */

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box in pixels */

/**
 * @typedef {object} Label
 * @property {number} x the point that it belongs to, in pixels
 * @property {number} y
 * @property {number} w the size of its box, in pixels
 * @property {number} h
 * @property {boolean} hasDot whether a dot marks the point
 * @property {(at: [number, number] | null) => void} put stand with the top left corner so far from the point; null hides it
 */

/** @param {Box} a @param {Box} b */
const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const APART = 5; // px between two names beside one another: closer they are read as one

/** @param {Box} box */
const withSides = (box) => ({ ...box, left: box.left - APART, right: box.right + APART });

/** @param {Omit<Label, "put">} label @returns {Box} */
const dotOf = ({ x, y }) => ({ left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 });

/** The places to try, from the point: [dx, dy] of the top left corner. @param {Omit<Label, "put">} label @returns {[number, number][]} */
function candidates({ w, h, hasDot }) {
  if (!hasDot) return [0, -0.8, 0.8, -1.6, 1.6].map((step) => [-w / 2, (step - 0.5) * h]);
  return [7, 15].flatMap((gap) => /** @type {[number, number][]} */ ([
    [gap, -h / 2], [-gap - w, -h / 2], [-w / 2, -gap - h], [-w / 2, gap], [gap - 3, -gap - h + 6], [gap - 3, gap - 6],
  ]));
}

/**
 * Give each label a place, the first of `labels` first.
 *
 * @param {Omit<Label, "put">[]} labels
 * @param {Box[]} taken boxes that no label may touch
 * @param {Box[]} names such boxes that would hide a dot as well
 * @param {Box} view the box that holds all labels
 * @returns {([number, number] | null)[]} of each label the top left corner from its point, null if there is no room
 */
export function placeLabels(labels, taken, names, view) {
  const boxes = [...taken, ...names.map(withSides)], written = [...names];
  const dots = labels.map((label) => (label.hasDot ? dotOf(label) : null)), allDots = dots.filter((dot) => dot !== null);
  /** @param {Box} box */
  const isInside = ({ left, top, right, bottom }) => left >= view.left && right <= view.right && top >= view.top && bottom <= view.bottom;
  return labels.map((label, index) => {
    const { x, y, w, h } = label, dot = dots[index];
    if (!isInside(dotOf(label)) || (dot && written.some((box) => meets(dot, box)))) return null;
    const places = candidates(label).map(([dx, dy]) => ({ dx, dy, left: x + dx, right: x + dx + w, top: y + dy, bottom: y + dy + h }));
    const free = places.filter((box) => isInside(box) && !boxes.some((other) => meets(box, other)));
    // A label that no dot would strike through is better than one that stands first.
    const place = free.find((box) => !allDots.some((other) => other !== dot && meets(box, other))) ?? free[0];
    if (!place) return null;
    const { dx, dy, ...box } = place;
    boxes.push(withSides(box));
    written.push(box);
    if (dot) boxes.push(dot);
    return [dx, dy];
  });
}
