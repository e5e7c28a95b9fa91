/* What is in force on a day: plain functions of ISO days, which compare as text. */

/* The period of `periods` in force on `day`, if one is. A step asks for thousands: as numbers days compare faster. */
export function inForce(periods, day) {
  const number = numberOf(day);
  for (const period of periods) {
    if ((period.from ??= numberOf(period.start)) <= number && number < (period.until ??= numberOf(period.end))) return period;
  }
  return undefined;
}

let last = { day: "", number: 0 };

function numberOf(day) {
  if (day !== last.day) last = { day, number: Number(day.replaceAll("-", "")) };
  return last.number;
}

/* Whether a row of the map is shown on `day` under a rival position ("" is the version shown first). */
export function isOn(row, day, position) {
  if (day < row.start || row.end <= day) return false;
  return row.position ? row.position === position : !(row.unless || []).includes(position);
}

/* The periods of a border under a rival position. */
export const periodsOf = (border, position) => (border.rivals && border.rivals[position]) || border.periods;
