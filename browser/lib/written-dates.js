/** Dates as people write them, in every language of the atlas; pages/shared/language/written_dates.py reads the same. */

import { yearText } from "./dates.js";

/** The names of each month without accents: English, French, Dutch, German, Kinyarwanda, Roman numerals. */
const MONTHS = [
  "january janvier januari januar mutarama i",
  "february fevrier februari februar gashyantare ii",
  "march mars maart mrt marz maerz mrz werurwe iii",
  "april avril mata iv",
  "may mai mei gicurasi v",
  "june juin juni kamena vi",
  "july juillet juli nyakanga vii",
  "august aout augustus kanama viii",
  "september septembre nzeri ix",
  "october octobre oktober ukwakira x",
  "november novembre ugushyingo xi",
  "december decembre dezember ukuboza xii",
].map((names) => names.split(" "));
const FILLERS = new Set("the of on le du la op de den am vom der dem im tariki itariki ya yo ku wa".split(" "));

/** @typedef {{ year: number, month?: number, day?: number }} DateParts month and day are undefined where not written */

/** Letters without accents, in lower case. @param {string} text */
const fold = (text) => text.trim().toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/**
 * What written words may mean: nothing, one date, or two days that differ in what is the month. Python says why.
 *
 * @param {string} text
 * @param {string} [months] the names of the months in a language beyond those of `MONTHS`, commas between
 * @returns {DateParts[]} not all of them days of the calendar
 */
export function readWritten(text, months = "") {
  const folded = fold(text);
  const tokens = folded.split(/[\s,./\-–]+/).filter((token) => token && !FILLERS.has(token));
  const yearAt = tokens.findIndex(isYear), rest = tokens.filter((token) => !isYear(token));
  if (yearAt < 0 || rest.length !== tokens.length - 1 || rest.length > 2) return [];
  const isNumeric = rest.every((token) => /^\d{1,2}$/.test(token));
  const pairs = isNumeric ? numbers(rest.map(Number), yearAt, folded.includes(".")) : words(rest, months);
  return pairs.map(([month, day]) => ({ year: Number(tokens[yearAt]), month, day }));
}

/** @param {string} token */
const isYear = (token) => /^\d{4}$/.test(token);

/**
 * The months and days that numbers beside a year may mean.
 *
 * @param {number[]} rest
 * @param {number} yearAt
 * @param {boolean} hasDots
 * @returns {number[][]}
 */
function numbers(rest, yearAt, hasDots) {
  if (rest.length < 2) return [rest];
  const [first, second] = rest;
  if (yearAt === 0 || (yearAt === 2 && second > 12)) return [[first, second]];
  if (yearAt === 1) return [];
  return first > 12 || hasDots || first === second ? [[second, first]] : [[second, first], [first, second]];
}

/**
 * The month, and the day if there is one, that words beside a year mean.
 *
 * @param {string[]} rest
 * @param {string} months
 */
function words(rest, months) {
  const days = rest.filter((token) => /^\d{1,2}\p{L}{0,3}$/u.test(token)), names = rest.filter((token) => !/^\d/.test(token));
  const month = names.length === 1 ? monthNumber(names[0], months.split(",").map(fold)) : 0;
  if (!month || days.length + 1 !== rest.length) return [];
  return [[month, ...days.map((day) => parseInt(day, 10))]];
}

/**
 * The number (1 to 12) of a month, of which a name or a beginning is written that fits no other; 0 if there is none.
 *
 * @param {string} name
 * @param {string[]} given
 */
function monthNumber(name, given) {
  const forms = MONTHS.map((names, month) => [...names, ...(given[month] ? [given[month]] : [])]);
  const exact = forms.findIndex((names) => names.includes(name));
  if (exact >= 0 || name.length < 3) return exact + 1;
  const fitting = forms.flatMap((names, month) => (names.some((form) => form.startsWith(name)) ? [month + 1] : []));
  return fitting.length === 1 ? fitting[0] : 0;
}

/**
 * The parts as the atlas writes a date, in their own precision; empty if the calendar has none such.
 *
 * @param {DateParts} parts
 */
export function partialDate({ year, month, day }) {
  if (!year) return "";
  if (month === undefined) return yearText(year);
  if (month < 1 || month > 12) return "";
  const start = `${yearText(year)}-${twoDigits(month)}`;
  if (day === undefined) return start;
  return day >= 1 && day <= daysIn(year, month) ? `${start}-${twoDigits(day)}` : "";
}

/** @param {number} year @param {number} month */
export const daysIn = (year, month) => new Date(new Date(0).setUTCFullYear(year, month, 0)).getUTCDate();

/** @param {number} number */
const twoDigits = (number) => String(number).padStart(2, "0");
