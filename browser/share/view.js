/** The view of a page as others take it along: its address, its picture's address, its citation. */

/** @import { ShareData } from "../types.js" */

import { shownDay } from "../lib/dates.js";
import { dateWriter, fill } from "../lib/words.js";

const PASSING = /^embed|^(play|walk)$/; // for a frame or for once, and not for who gets the link
const EDITION = "edition";

/**
 * The address of a view for others: as the page has written it last, without what only this visit needs.
 *
 * @param {string} href
 * @param {string} [edition] the version of the record to be named
 */
export function linkOf(href, edition = "") {
  const { origin, pathname, searchParams } = new URL(href);
  const kept = new URLSearchParams([...searchParams].filter(([name]) => !PASSING.test(name)));
  if (edition) kept.set(EDITION, edition);
  return origin + pathname + (kept.size ? `?${kept}` : "");
}

/**
 * The address of a wide picture of a view.
 *
 * @param {string} href
 * @param {string} picture the address of pictures
 */
export function pictureOf(href, picture) {
  const { origin, searchParams } = new URL(linkOf(href));
  searchParams.set("shape", "wide");
  return `${origin}${picture}?${searchParams}`;
}

/**
 * The days of a view in words: `day`, and on a page of two days `other`.
 *
 * @param {string} href
 * @param {ShareData} data
 */
export function daysOf(href, data) {
  const { date, today } = data, { searchParams } = new URL(href), write = writer(data);
  const say = (/** @type {string} */ name) => write(shownDay(searchParams.get(name) || date, today));
  return { day: say("date"), other: say("with") };
}

/**
 * The citation of a view.
 *
 * @param {string} href
 * @param {ShareData} data
 * @param {string} link as the visitor takes it along
 */
export function citationOf(href, data, link) {
  return fill(data.citation, { ...daysOf(href, data), link, seen: writer(data)(data.today) });
}

/** What writes the days of a menu. @param {ShareData} data */
function writer({ locale, months, day_pattern: pattern, first_of_month: first }) {
  return dateWriter(locale, months, pattern, first);
}
