/** Time: what is in force on a day, and which of many rows change between two. ISO days compare as text. */

/** @typedef {{ start: string, end: string }} Period Half-open: `end` is the first day no longer in force. */

/**
 * The period in force on a day, if there is one. A step asks for thousands: as numbers days compare faster.
 * @template {Period} P
 * @param {(P & { from?: number, until?: number })[]} periods
 * @param {string} day
 * @returns {P | undefined}
 */
export function inForce(periods, day) {
  const number = numberOf(day);
  for (const period of periods) {
    if ((period.from ??= numberOf(period.start)) <= number && number < (period.until ??= numberOf(period.end))) return period;
  }
  return undefined;
}

let last = { day: "", number: 0 };

/** @param {string} day */
function numberOf(day) {
  if (day !== last.day) last = { day, number: Number(day.replaceAll("-", "")) };
  return last.number;
}

/**
 * Whether a row of the map is shown on a day under a rival position ("" is the version shown first).
 * @param {Period & { position?: string, unless?: string[] }} row
 * @param {string} day
 * @param {string} position
 */
export function isOn(row, day, position) {
  if (day < row.start || row.end <= day) return false;
  return row.position ? row.position === position : !(row.unless || []).includes(position);
}

/** @param {Period} period The days on which it begins and ends. */
export const daysOf = ({ start, end }) => [start, end];

/** @param {Period[]} periods */
export const daysOfAll = (periods) => periods.flatMap(daysOf);

/** @param {{ day: string }} a @param {{ day: string }} b */
const byDay = (a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0);

/**
 * Rows under the days on which each of them changes.
 * @template Row
 */
export class Changes {
  /**
   * @param {Row[]} rows
   * @param {(row: Row) => string[]} daysOfRow the days on which a row begins, ends or becomes something else, the first one first
   */
  constructor(rows, daysOfRow) {
    this.rows = rows;
    this.daysOfRow = daysOfRow;
    this.changes = rows.flatMap((row) => [...new Set(daysOfRow(row))].map((day) => ({ day, row }))).sort(byDay);
  }

  /**
   * The rows that may differ between two days; every row if the first day is null. A row may come twice.
   * @param {string | null} a
   * @param {string} b
   */
  between(a, b) {
    if (a === null) return this.rows;
    const [from, to] = a < b ? [a, b] : [b, a];
    return this.changes.slice(this.countBy(from), this.countBy(to)).map(({ row }) => row);
  }

  /** @param {string} day How many changes have come by then. */
  countBy(day) {
    let low = 0, high = this.changes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.changes[middle].day <= day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @param {Row} row The year in which it is first shown. */
  firstYear(row) {
    const [day = "0"] = this.daysOfRow(row);
    return Number(day.slice(0, 4));
  }
}

/**
 * Of pairs of a year and something, sorted by year, each something: what is nearest to a year first.
 * @template T
 * @param {[number, T][]} pairs
 * @param {number} year
 */
export function* nearestFirst(pairs, year) {
  let after = pairs.findIndex(([other]) => other > year);
  if (after < 0) after = pairs.length;
  for (let before = after - 1; before >= 0 || after < pairs.length;) {
    const isLater = before < 0 || (after < pairs.length && pairs[after][0] - year < year - pairs[before][0]);
    yield pairs[isLater ? after++ : before--][1];
  }
}
