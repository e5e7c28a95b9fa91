/** Words for the reader: phrases filled in, dates written and read. */

/** @import { IsoDay, LinkDate, Phrases } from "../types.js" */

import { isYear, yearOf, yearText } from "./dates.js";

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

/** Letters without accents, in lower case. @param {string} text */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * Every written name of each month: of the given list, of the locale, and in English.
 *
 * @param {string | undefined} locale
 * @param {string} months
 */
function monthNames(locale, months) {
  const given = months.split(",").map((name) => name.trim());
  const formats = [locale, "en-GB"].flatMap((tag) => [
    dateFormat(tag, { month: "long" }),
    dateFormat(tag, { month: "short" }),
    dateFormat(tag, { month: "long", day: "numeric" }),
  ]);
  return Array.from({ length: 12 }, (_, month) => {
    const names = formats.map((format) =>
      format.formatToParts(Date.UTC(2001, month, 1)).find((part) => part.type === "month")?.value ?? "",
    );
    return [...names, given.length === 12 ? given[month] : ""].filter(Boolean).map((name) => folded(name).replace(".", ""));
  });
}

/**
 * The number (1 to 12) of a written month or of a beginning of it that fits no other month; 0 if there is none.
 *
 * @param {string} word
 * @param {string[][]} names
 */
function monthNumber(word, names) {
  const wanted = folded(word);
  const exact = names.findIndex((forms) => forms.includes(wanted));
  if (exact >= 0) return exact + 1;
  if (wanted.length < 3) return 0;
  const fitting = names.flatMap((forms, month) => (forms.some((form) => form.startsWith(wanted)) ? [month + 1] : []));
  return fitting.length === 1 ? fitting[0] : 0;
}

/** @typedef {{ year: number, month?: number, day?: number }} DateParts month and day are undefined where not written */

/**
 * The parts of a typed date, or null.
 *
 * @param {string} text
 * @param {string[][]} names of the months
 * @returns {DateParts | null}
 */
function readParts(text, names) {
  const numbers = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text);
  if (!numbers) return readWrittenParts(text, names);
  const [year, month, day] = numbers.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  return { year: Number(year), month, day };
}

/**
 * @param {string} text
 * @param {string[][]} names
 * @returns {DateParts | null}
 */
function readWrittenParts(text, names) {
  const words = text.split(/[\s,.]+/).filter(Boolean);
  const year = words.find((word) => /^\d{4}$/.test(word));
  const name = words.find((word) => /^\p{L}/u.test(word));
  const day = words.find((word) => /^\d{1,2}\p{L}{0,3}$/u.test(word));
  const month = name ? monthNumber(name, names) : 0;
  if (!year || !month || words.length !== (day ? 3 : 2)) return null;
  return { year: Number(year), month, day: day === undefined ? undefined : parseInt(day, 10) };
}

/** @typedef {{ first: number, today: IsoDay, locale?: string, months?: string }} Typing what a typed date may be */

/**
 * Read a typed date: `1925`, `1962-06` (its last day), `1962-06-30`, `30 June 1962` in the locale or in English.
 *
 * @param {string} text
 * @param {Typing} typing
 * @returns {{ date: LinkDate, error?: undefined } | { date?: undefined, error: string }} an error is the key of a
 *   phrase: typed_unknown, typed_no_day, typed_early, typed_late
 */
export function parseTyped(text, { first, today, locale = "en", months = "" }) {
  const parts = readParts(text.trim(), monthNames(locale, months));
  if (!parts) return { error: "typed_unknown" };
  const { year, month } = parts;
  if (month === undefined) return inRange(yearText(year), first, today);
  const day = dayOf(year, month, parts.day, today);
  return day ? inRange(day, first, today) : { error: "typed_no_day" };
}

/**
 * The ISO day of a typed one, or of the end of a month (today, in the running one); null if there is no such day.
 *
 * @param {number} year
 * @param {number} month
 * @param {number | undefined} day
 * @param {IsoDay} today
 */
function dayOf(year, month, day, today) {
  const longest = new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || (day !== undefined && (day < 1 || day > longest))) return null;
  const iso = (/** @type {number} */ date) => `${yearText(year)}-${twoDigits(month)}-${twoDigits(date)}`;
  const hasMonthBegun = day === undefined && iso(1) <= today && iso(longest) > today;
  return hasMonthBegun ? today : iso(day ?? longest);
}

/** @param {number} number */
const twoDigits = (number) => String(number).padStart(2, "0");

/**
 * @param {LinkDate} date
 * @param {number} first
 * @param {IsoDay} today
 */
function inRange(date, first, today) {
  if (yearOf(date) < first) return { error: "typed_early" };
  if (isYear(date) ? yearOf(date) > yearOf(today) : date > today) return { error: "typed_late" };
  return { date };
}
