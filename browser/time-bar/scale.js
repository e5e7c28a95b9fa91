/** The scale of the time bar: eras as bands, changes as ticks, events as dots, years as numbers. */

/** @import { Era, IsoDay, Timeline } from "../types.js" */

import { startDay, yearOf } from "../lib/dates.js";
import { appendSvg } from "../lib/svg.js";

/** Width (px) of the native thumb: its centre travels from REACH / 2 to width - REACH / 2. `--reach` in style.css. */
export const REACH = 44;
const DAY_MS = 86400000;
const BAND = { top: 12, height: 18 };
const LABEL_PX = 42; // room for the number of a year

/** @typedef {{ first: number, last: number, width: number }} Span years at both ends, and the width (px) between */
/** @typedef {Span & { today: IsoDay }} Scale */

/**
 * Where a day lies on the scale of the slider, in years: year Y is its last day, today lies at the running year.
 *
 * @param {IsoDay} day
 * @param {IsoDay} today
 */
export function yearPosition(day, today) {
  const year = yearOf(day);
  if (day >= today) return yearOf(today);
  const start = Date.UTC(year, 0, 1);
  const days = (Date.UTC(year + 1, 0, 1) - start) / DAY_MS;
  return year - 1 + ((Date.parse(startDay(day)) - start) / DAY_MS + 1) / days;
}

/**
 * The x (px) of a position, the same as that of the centre of the native thumb.
 *
 * @param {number} position
 * @param {Span} span
 */
export function xOf(position, { first, last, width }) {
  return REACH / 2 + ((position - first) / Math.max(1, last - first)) * (width - REACH);
}

/**
 * The x (px) of a date of any precision.
 *
 * @param {string} date
 * @param {Scale} scale
 */
export const xOfDate = (date, scale) => xOf(yearPosition(startDay(date), scale.today), scale);

/**
 * Red, green and blue (0 to 1) of a CSS colour written as #rrggbb or with three numbers.
 *
 * @param {string} colour
 */
function channelsOf(colour) {
  const hex = /^#([\da-f]{6}|[\da-f]{3})/i.exec(colour.trim())?.[1];
  if (hex) {
    const pairs = hex.length === 3 ? [...hex].map((digit) => digit + digit) : hex.match(/../g) ?? [];
    return pairs.map((pair) => parseInt(pair, 16) / 255);
  }
  const scale = colour.includes("color(") ? 1 : 255;
  return (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((number) => Number(number) / scale);
}

/** Relative luminance (0 to 1) of a CSS colour; of none, that of white. @param {string} colour */
export function luminance(colour) {
  const linear = (/** @type {number} */ share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
  const [red = 1, green = 1, blue = 1] = channelsOf(colour).map(linear);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * Draw the whole scale anew.
 *
 * @param {SVGSVGElement} svg
 * @param {Timeline} timeline
 * @param {Scale} scale
 * @param {boolean} isDark
 */
export function drawScale(svg, timeline, scale, isDark) {
  svg.replaceChildren();
  drawBands(svg, timeline.eras, scale, isDark);
  drawYears(svg, scale);
  drawDays(svg, timeline, scale);
}

/**
 * The eras as bands.
 *
 * @param {SVGSVGElement} svg
 * @param {Era[]} eras
 * @param {Scale} scale
 * @param {boolean} isDark
 */
function drawBands(svg, eras, scale, isDark) {
  const left = xOf(scale.first - 1, scale), right = xOf(scale.last, scale), width = right - left;
  appendSvg(svg, "rect", { class: "bare", x: left, y: BAND.top, width, height: BAND.height });
  for (const era of eras) {
    const from = Math.max(left, xOfDate(era.start, scale));
    const to = era.end ? Math.min(right, xOfDate(era.end, scale)) : right;
    if (to <= from) continue;
    drawBand(svg, era.label, isDark ? era.dark : era.light, { from, to });
    if (from > left) appendSvg(svg, "path", { class: "seam", d: `M${Math.round(from) + 0.5} ${BAND.top}v${BAND.height}` });
  }
  appendSvg(svg, "rect", { class: "frame", x: left, y: BAND.top + 0.5, width, height: BAND.height - 1, fill: "none" });
}

/**
 * A band, with its name where the name fits.
 *
 * @param {SVGSVGElement} svg
 * @param {string} label
 * @param {string} fill
 * @param {{ from: number, to: number }} ends
 */
function drawBand(svg, label, fill, { from, to }) {
  appendSvg(svg, "rect", { class: "band", x: from, y: BAND.top, width: to - from, height: BAND.height, fill });
  const ink = luminance(fill) > 0.18 ? "#1c1710" : "#fdfaf2";
  const name = appendSvg(svg, "text", { class: "name", x: (from + to) / 2, y: BAND.top + 13, fill: ink }, label);
  if (name.getComputedTextLength() > to - from - 10) name.remove();
}

/**
 * Changes as fine ticks above the bands, taller where a day has several; events as dots below.
 *
 * @param {SVGSVGElement} svg
 * @param {Timeline} timeline
 * @param {Scale} scale
 */
function drawDays(svg, timeline, scale) {
  const place = (/** @type {string} */ date) => xOfDate(date, scale).toFixed(2);
  const counts = new Map();
  for (const { date } of timeline.changes) counts.set(date, (counts.get(date) ?? 0) + 1);
  const ticks = [...counts].map(([date, count]) => `M${place(date)} ${BAND.top}v${-4 - 2 * Math.min(count, 3)}`);
  appendSvg(svg, "path", { class: "change", d: ticks.join("") });
  const dots = timeline.events.map(({ date }) => `M${place(date)} 35.5m-1.5 0a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0`);
  appendSvg(svg, "path", { class: "event", d: dots.join("") });
}

/**
 * The numbers under the track, as many as have room.
 *
 * @param {SVGSVGElement} svg
 * @param {Scale} scale
 */
function drawYears(svg, scale) {
  const pixelsAYear = (scale.width - REACH) / Math.max(1, scale.last - scale.first);
  const step = [10, 20, 25, 50, 100].find((years) => years * pixelsAYear >= LABEL_PX) ?? 200;
  const marks = [];
  for (let year = Math.ceil(scale.first / step) * step; year <= scale.last; year += step) {
    const x = xOf(year, scale);
    marks.push(`M${Math.round(x)} ${BAND.top + BAND.height}v10`);
    appendSvg(svg, "text", { class: "years", x, y: 51 }, year);
  }
  appendSvg(svg, "path", { class: "decade", d: marks.join("") });
}
