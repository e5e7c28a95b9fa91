/** Dates of the time bar: a year means its last day, and every day has a place on the scale. */

export const REACH = 44; // px, width of the native thumb: its centre travels from REACH / 2 to width - REACH / 2 (--reach)
const DAY_MS = 86400000;

/** Whether a date names a year and not a day. */
export const isYear = (date) => /^\d{4}$/.test(date);

export const yearOf = (date) => Number(date.slice(0, 4));

/** The ISO day that a date stands for: a year is its last day, or today in the running year. */
export function shownDay(date, today) {
  if (!isYear(date)) return date;
  const last = `${date}-12-31`;
  return last < today ? last : today;
}

/** The first day of a date of any precision (`1884`, `1897-03`, `1897-03-22`). */
export const startDay = (date) => (date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date);

/** The first change after a day, or null. */
export function nextChange(changes, day) {
  return changes.find((change) => startDay(change.date) > day) ?? null;
}

/** The last change before a day, or null. */
export function previousChange(changes, day) {
  return changes.findLast((change) => startDay(change.date) < day) ?? null;
}

/** The era that holds on a day, or null: start <= day < end, an empty end is open. */
export function eraAt(eras, day) {
  return eras.find((era) => startDay(era.start) <= day && (!era.end || day < startDay(era.end))) ?? null;
}

/** Where a day lies on the scale of the slider, in years: year Y is its last day, today lies at the running year. */
export function yearPosition(day, today) {
  const year = yearOf(day);
  if (day >= today) return yearOf(today);
  const start = Date.UTC(year, 0, 1);
  const days = (Date.UTC(year + 1, 0, 1) - start) / DAY_MS;
  return year - 1 + ((Date.parse(startDay(day)) - start) / DAY_MS + 1) / days;
}

/** The x (px) of a position on a scale, the same as that of the centre of the native thumb. */
export function xOf(position, { first, last, width }) {
  return REACH / 2 + ((position - first) / Math.max(1, last - first)) * (width - REACH);
}
