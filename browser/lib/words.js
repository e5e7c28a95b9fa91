/** Words for the reader: phrases filled in, dates written and read. */

/** @import { IsoDay, LinkDate, Phrases } from "../types.js" */

import { isYear, yearOf } from "./dates.js";
import { daysIn, partialDate, readWritten } from "./written-dates.js";

/**
 * Fill the {placeholders} of a phrase.
 *
 * @param {string} template
 * @param {Record<string, string | number | undefined>} [values]
 */
export function fill(template, values = {}) {
  return template.replace(/\{(\w+)\}/g, (whole, key) => String(values[key] ?? whole));
}

/**
 * A label before what it labels: some languages have a space before the colon.
 *
 * @param {string} label
 * @param {Phrases} [phrases]
 */
export function headed(label, phrases) {
  return fill(phrases?.headed || "{label}:", { label });
}

/** @param {string | undefined} locale */
export const defaultLocale = (locale) => (locale === "en" ? "en-GB" : locale || "en-GB");

/**
 * A formatter of a locale; one that the browser does not know is written as British English.
 *
 * @param {string | undefined} locale
 * @param {Intl.DateTimeFormatOptions} options
 */
function dateFormat(locale, options) {
  const wanted = [defaultLocale(locale), "en-GB"];
  try {
    return new Intl.DateTimeFormat(wanted, { timeZone: "UTC", ...options });
  } catch {
    return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
  }
}

/**
 * A function that writes an ISO day for a reader.
 *
 * @param {string | undefined} locale
 * @param {string} [months] twelve names, commas between: they beat the locale
 * @param {string} [pattern] of day, month and year
 * @param {string} [first] how the first day of a month is written
 * @returns {(day: IsoDay) => string}
 */
export function dateWriter(locale, months = "", pattern = "{day} {month} {year}", first = "1") {
  const names = months.split(",").map((name) => name.trim());
  if (names.length === 12) {
    return (day) => {
      const [year, month, date] = day.split("-").map(Number);
      return fill(pattern, { year, month: names[month - 1], day: date === 1 ? first : date });
    };
  }
  const format = dateFormat(locale, { day: "numeric", month: "long", year: "numeric" });
  return (day) => format.format(Date.parse(day));
}

/** @typedef {{ first: number, today: IsoDay, months?: string }} Typing what a typed date may be */

/**
 * @typedef {{ date: LinkDate, error?: undefined } | { date?: undefined, error: string, days?: LinkDate[] }} Typed
 *   an error is the key of a phrase: typed_empty, typed_unknown, typed_no_day, typed_early, typed_late, or typed_two_days
 *   with the days that may be meant
 */

/**
 * Read a typed date: `1925`, `1962-06` (its last day), `20/7/1922`, `30 June 1962` in any language of the atlas.
 *
 * @param {string} text
 * @param {Typing} typing
 * @returns {Typed}
 */
export function parseTyped(text, { first, today, months = "" }) {
  if (!text.trim()) return { error: "typed_empty" };
  const readings = readWritten(text, months);
  if (!readings.length) return { error: "typed_unknown" };
  const dates = readings.map(partialDate).filter(Boolean);
  if (!dates.length) return { error: "typed_no_day" };
  const typed = dates.map((date) => inRange(ofLink(date, today), first, today));
  const days = typed.flatMap(({ date }) => date ?? []);
  return days.length > 1 ? { error: "typed_two_days", days } : typed.find(({ date }) => date) ?? typed[0];
}

/** A month stands for its last day, or today. @param {string} date @param {IsoDay} today @returns {LinkDate} */
function ofLink(date, today) {
  if (date.length !== 7) return date;
  const last = `${date}-${daysIn(yearOf(date), Number(date.slice(5)))}`;
  return date === today.slice(0, 7) ? today : last;
}

/**
 * @param {LinkDate} date
 * @param {number} first
 * @param {IsoDay} today
 * @returns {Typed}
 */
function inRange(date, first, today) {
  if (yearOf(date) < first) return { error: "typed_early" };
  if (isYear(date) ? yearOf(date) > yearOf(today) : date > today) return { error: "typed_late" };
  return { date };
}
