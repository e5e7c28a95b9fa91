/** Dates: a year means its last day, an ISO day itself, and both compare as text. */

/** @import { Change, Era, IsoDay, LinkDate } from "../types.js" */

/** Whether a date names a year and not a day. @param {LinkDate} date */
export const isYear = (date) => /^\d{4}$/.test(date);

/** @param {string} date */
export const yearOf = (date) => Number(date.slice(0, 4));

/** A year as a date is written: four digits. @param {number} year */
export const yearText = (year) => String(year).padStart(4, "0");

/**
 * The ISO day that a date stands for: a year is its last day, or today in the running year.
 *
 * @param {LinkDate} date
 * @param {IsoDay} today
 * @returns {IsoDay}
 */
export function shownDay(date, today) {
  if (!isYear(date)) return date;
  const last = `${date}-12-31`;
  return last < today ? last : today;
}

/**
 * The first day of a date of any precision (`1884`, `1897-03`, `1897-03-22`).
 *
 * @param {string} date
 * @returns {IsoDay}
 */
export function startDay(date) {
  if (date.length === 4) return `${date}-01-01`;
  return date.length === 7 ? `${date}-01` : date;
}

/**
 * The first change after a day, or null.
 *
 * @param {Change[]} changes
 * @param {IsoDay} day
 */
export function nextChange(changes, day) {
  return changes.find((change) => startDay(change.date) > day) ?? null;
}

/**
 * The last change before a day, or null.
 *
 * @param {Change[]} changes
 * @param {IsoDay} day
 */
export function previousChange(changes, day) {
  return changes.findLast((change) => startDay(change.date) < day) ?? null;
}

/**
 * The era that holds on a day, or null: start <= day < end, an empty end is open.
 *
 * @param {Era[]} eras
 * @param {IsoDay} day
 */
export function eraAt(eras, day) {
  return eras.find((era) => startDay(era.start) <= day && (!era.end || day < startDay(era.end))) ?? null;
}
