/* Which of many rows change between two days: each row stands under the days on which it changes. */

const byDay = (a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0);

export class Changes {
  /* rows: what is dated; daysOf: the ISO days on which a row begins, ends or turns into something else. */
  constructor(rows, daysOf) {
    this.rows = rows;
    this.turns = rows.flatMap((row) => [...new Set(daysOf(row))].map((day) => ({ day, row }))).sort(byDay);
  }

  /* The rows that may differ between two days; every row if the first is null. A row may come twice. */
  between(a, b) {
    if (a === null) return this.rows;
    const [from, to] = a < b ? [a, b] : [b, a];
    return this.turns.slice(this.count(from), this.count(to)).map(({ row }) => row);
  }

  /* How many turns have come by `day`. */
  count(day) {
    let low = 0, high = this.turns.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.turns[middle].day <= day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/* The days of a row with one period, and of one with many. */
export const daysOf = ({ start, end }) => [start, end];
export const daysOfAll = (periods) => periods.flatMap(daysOf);

/* What rows of a year and something, by year, have: what is nearest to a year first. */
export function* nearestFirst(rows, year) {
  let after = rows.findIndex(([own]) => own > year);
  if (after < 0) after = rows.length;
  for (let before = after - 1; before >= 0 || after < rows.length;) {
    const isLater = before < 0 || (after < rows.length && rows[after][0] - year < year - rows[before][0]);
    yield rows[isLater ? after++ : before--][1];
  }
}
