/** The titles of the time bar under a pointer: where a button leads, what lies on the track. */

/** @import { Timeline } from "../types.js" */
/** @import { TimeBar } from "./bar.js" */
/** @import { Face } from "./face.js" */
/** @import { Scale } from "./scale.js" */

import { startDay } from "../lib/dates.js";
import { headed } from "../lib/words.js";
import { xOfDate } from "./scale.js";

const NEAR_PX = 3;
const MOST_DAYS = 6;

/**
 * The title of a button: where it leads.
 *
 * @param {HTMLElement} button
 * @param {TimeBar} bar
 */
export function buttonTitle(button, bar) {
  const { face } = bar, { act = "" } = button.dataset;
  const change = (act === "next" && bar.change(1)) || (act === "previous" && bar.change(-1));
  if (change) return `${headed(face.word(act), face.phrases)} ${face.write(change.date)}, ${change.title}`;
  return face.word(face.actOf(button, bar.player.isPlaying));
}

/**
 * The title of the track: the era, the changes and the events at `x` (px).
 *
 * @param {number} x
 * @param {TimeBar} bar
 */
export function trackTitle(x, { face, timeline }) {
  const { scale } = face;
  if (!scale) return "";
  const written = daysNear(x, timeline, scale).map(({ date, title }) => {
    const when = date.length === 10 ? face.write(date) : date;
    return `${headed(when, face.phrases)} ${title}`;
  });
  return [...eraLine(x, timeline, face, scale), ...written].join("\n");
}

/**
 * @param {number} x
 * @param {Timeline} timeline
 * @param {Scale} scale
 */
function daysNear(x, { changes, events }, scale) {
  const isNear = (/** @type {{ date: string }} */ { date }) => Math.abs(xOfDate(date, scale) - x) <= NEAR_PX;
  return [...changes.filter(isNear), ...events.filter(isNear)].slice(0, MOST_DAYS);
}

/**
 * @param {number} x
 * @param {Timeline} timeline
 * @param {Face} face
 * @param {Scale} scale
 */
function eraLine(x, { eras }, face, scale) {
  const era = eras.find(({ start, end }) => xOfDate(start, scale) <= x && (!end || x < xOfDate(end, scale)));
  if (!era) return [];
  const end = era.end && face.write(startDay(era.end));
  return [face.word(end ? "era_span" : "era_open", { era: era.label, start: face.write(startDay(era.start)), end })];
}
