/** Words of the time bar: dates written for a reader, dates read from one, and the view in the link. */

import { isYear, yearOf } from "./dates.js";

/** Fill the {placeholders} of a sentence. */
export function fill(template, values = {}) {
  return template.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

export const usualLocale = (locale) => (locale === "en" ? "en-GB" : locale || "en-GB");

/** A formatter of a locale; one that the browser does not know is written as British English. */
function dateFormat(locale, options) {
  const wanted = [usualLocale(locale), "en-GB"];
  try {
    return new Intl.DateTimeFormat(wanted, { timeZone: "UTC", ...options });
  } catch {
    return new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
  }
}

/**
 * A function that writes an ISO day for a reader; `months` (twelve names, commas between) beats the locale, and
 * `first` is how the first day of a month is written.
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

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Every written name of each month: of the given list, of the locale, and in English. */
function monthNames(locale, months = "") {
  const given = months.split(",").map((name) => name.trim());
  const formats = [locale, "en-GB"].flatMap((tag) => [
    dateFormat(tag, { month: "long" }),
    dateFormat(tag, { month: "short" }),
    dateFormat(tag, { month: "long", day: "numeric" }),
  ]);
  return Array.from({ length: 12 }, (_, month) => {
    const names = formats.map((format) =>
      format.formatToParts(Date.UTC(2001, month, 1)).find((part) => part.type === "month").value,
    );
    return [...names, given.length === 12 ? given[month] : ""].filter(Boolean).map((name) => folded(name).replace(".", ""));
  });
}

/** The number (1 to 12) of a written month or of a beginning of it that fits no other month; 0 if there is none. */
function monthNumber(word, names) {
  const wanted = folded(word);
  const exact = names.findIndex((forms) => forms.includes(wanted));
  if (exact >= 0) return exact + 1;
  if (wanted.length < 3) return 0;
  const fitting = names.flatMap((forms, month) => (forms.some((form) => form.startsWith(wanted)) ? [month + 1] : []));
  return fitting.length === 1 ? fitting[0] : 0;
}

/** Year, month and day (0 where not written) of a typed date, or null. */
function readParts(text, names) {
  const numbers = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text);
  if (numbers) return { year: +numbers[1], month: numbers[2] && +numbers[2], day: numbers[3] && +numbers[3] };
  const words = text.split(/[\s,.]+/).filter(Boolean);
  const year = words.find((word) => /^\d{4}$/.test(word));
  const name = words.find((word) => /^\p{L}/u.test(word));
  const day = words.find((word) => /^\d{1,2}\p{L}{0,3}$/u.test(word));
  const month = name ? monthNumber(name, names) : 0;
  if (!year || !month || words.length !== (day ? 3 : 2)) return null;
  return { year: +year, month, day: day && parseInt(day, 10) };
}

/**
 * Read a typed date: `1925`, `1962-06` (its last day), `1962-06-30`, `30 June 1962` in the locale or in English.
 *
 * Returns {date} or {error}, the key of a sentence: typed_unknown, typed_no_day, typed_early, typed_late.
 */
export function parseTyped(text, { first, today, locale = "en", months = "" }) {
  const parts = readParts(text.trim(), monthNames(locale, months));
  if (!parts) return { error: "typed_unknown" };
  const { year, month, day } = parts;
  if (month === undefined) return inRange(String(year).padStart(4, "0"), first, today);
  const longest = new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || (day !== undefined && (day < 1 || day > longest))) return { error: "typed_no_day" };
  const iso = (date) => [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(date).padStart(2, "0")].join("-");
  const monthBegun = day === undefined && iso(1) <= today && iso(longest) > today;
  return inRange(monthBegun ? today : iso(day ?? longest), first, today);
}

function inRange(date, first, today) {
  if (yearOf(date) < first) return { error: "typed_early" };
  if (isYear(date) ? yearOf(date) > yearOf(today) : date > today) return { error: "typed_late" };
  return { date };
}

export const viewIn = (search) => new URLSearchParams(search).get("at");

/** A query string with `at` set and last, every other parameter left as it is written. */
export function withView(search, at) {
  const others = search.replace(/^\?/, "").split("&").filter((part) => part && !new URLSearchParams(part).has("at"));
  return `?${[...others, new URLSearchParams({ at })].join("&")}`;
}
