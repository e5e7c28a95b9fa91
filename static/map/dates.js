/* What is in force on a day: plain functions of ISO days, which compare as text. */

/* The period of `periods` in force on `day`, if one is. */
export const inForce = (periods, day) => periods.find((period) => period.start <= day && day < period.end);

/* Whether a row of the map is shown on `day` under a rival position ("" is the version shown first). */
export function isOn(row, day, position) {
  if (day < row.start || row.end <= day) return false;
  return row.position ? row.position === position : !(row.unless || []).includes(position);
}

/* The periods of a border under a rival position. */
export const periodsOf = (border, position) => (border.rivals && border.rivals[position]) || border.periods;

/* Every day on which one of many rows of periods changes, sorted. */
export function changeDays(rows) {
  const days = new Set();
  for (const periods of rows) for (const { start, end } of periods) days.add(start).add(end);
  return [...days].sort();
}

/* How many of the sorted `days` have come by `day`: between two changes the number stays. */
export function countDays(days, day) {
  let low = 0, high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (days[middle] <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
