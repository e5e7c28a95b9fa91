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
