/** The scale of the time bar: eras as bands, changes as ticks, events as dots, years as numbers. */

import { REACH, startDay, xOf, yearPosition } from "./dates.js";

const SVG = "http://www.w3.org/2000/svg";
const BAND = { top: 12, height: 18 };

function draw(parent, name, attributes, text) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  parent.append(node);
  return node;
}

/** Relative luminance (0 to 1) of a CSS colour written as #rrggbb or with three numbers. */
export function luminance(colour) {
  const hex = /^#([\da-f]{6}|[\da-f]{3})/i.exec(colour.trim())?.[1];
  const pairs = hex?.length === 3 ? [...hex].map((digit) => digit + digit) : hex?.match(/../g);
  const scale = colour.includes("color(") ? 1 : 255;
  const numbers = pairs ? pairs.map((pair) => parseInt(pair, 16)) : (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
  const [red, green, blue] = numbers.map((value) => {
    const share = value / (pairs ? 255 : scale);
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 1) + 0.7152 * (green ?? 1) + 0.0722 * (blue ?? 1);
}

/** The eras as bands, each with its name where the name fits. */
export function drawBands(svg, eras, scale, dark) {
  const ends = { left: xOf(scale.first - 1, scale), right: xOf(scale.last, scale) };
  const place = (day) => Math.min(ends.right, Math.max(ends.left, xOf(yearPosition(startDay(day), scale.today), scale)));
  draw(svg, "rect", { class: "bare", x: ends.left, y: BAND.top, width: ends.right - ends.left, height: BAND.height });
  for (const era of eras) {
    const left = place(era.start);
    const right = era.end ? place(era.end) : ends.right;
    if (right <= left) continue;
    const fillColour = dark ? era.dark : era.light;
    draw(svg, "rect", { class: "band", x: left, y: BAND.top, width: right - left, height: BAND.height, fill: fillColour });
    const ink = luminance(fillColour) > 0.18 ? "#1c1710" : "#fdfaf2";
    const label = draw(svg, "text", { class: "name", x: (left + right) / 2, y: BAND.top + 13, fill: ink }, era.label);
    if (label.getComputedTextLength() > right - left - 10) label.remove();
    if (left > ends.left) draw(svg, "path", { class: "seam", d: `M${Math.round(left) + 0.5} ${BAND.top}v${BAND.height}` });
  }
  const frame = { class: "frame", x: ends.left, y: BAND.top + 0.5, width: ends.right - ends.left, height: BAND.height - 1 };
  draw(svg, "rect", { ...frame, fill: "none" });
}

/** Changes as fine ticks above the bands, taller where a day has several; events as dots below. */
export function drawDays(svg, timeline, scale) {
  const place = (day) => xOf(yearPosition(startDay(day), scale.today), scale).toFixed(2);
  const counts = new Map();
  for (const { date } of timeline.changes) counts.set(date, (counts.get(date) ?? 0) + 1);
  const ticks = [...counts].map(([date, count]) => `M${place(date)} ${BAND.top}v${-4 - 2 * Math.min(count, 3)}`);
  draw(svg, "path", { class: "change", d: ticks.join("") });
  const dots = timeline.events.map(({ date }) => `M${place(date)} 35.5m-1.5 0a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0`);
  draw(svg, "path", { class: "event", d: dots.join("") });
}

/** The numbers under the track, as many as have room. */
export function drawYears(svg, scale) {
  const pixelsAYear = (scale.width - REACH) / Math.max(1, scale.last - scale.first);
  const step = [10, 20, 25, 50, 100].find((years) => years * pixelsAYear >= 42) ?? 200;
  const marks = [];
  for (let year = Math.ceil(scale.first / step) * step; year <= scale.last; year += step) {
    const x = xOf(year, scale);
    marks.push(`M${Math.round(x)} ${BAND.top + BAND.height}v10`);
    draw(svg, "text", { class: "years", x, y: 51 }, year);
  }
  draw(svg, "path", { class: "decade", d: marks.join("") });
}
