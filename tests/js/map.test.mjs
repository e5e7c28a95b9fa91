/* The map's own logic: what is in force, and where labels may stand. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { boxesOf, cellsAlong, cellsOf } from "../../browser/map/render/canvas/cells.js";
import { announcement, landEntries, missionEntry } from "../../browser/map/access/entries.js";
import { placeLabels } from "../../browser/map/labels/collisions.js";
import { periodsOf } from "../../browser/map/layers/borders.js";
import { differences } from "../../browser/map/layers/differences.js";
import { Changes, daysOf, inForce, isOn, nearestFirst } from "../../browser/map/time.js";

const PERIODS = [{ start: "1900-01-01", end: "1910-05-14", line: "a" }, { start: "1910-05-14", end: "9999-12-31", line: "b" }];
const VIEW = { left: 0, top: 0, right: 200, bottom: 100 };
const boxOf = ({ x, y, w, h }, [dx, dy]) => ({ left: x + dx, top: y + dy, right: x + dx + w, bottom: y + dy + h });
const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

test("a period holds from its first day to the day before its end", () => {
  assert.equal(inForce(PERIODS, "1899-12-31"), undefined);
  assert.equal(inForce(PERIODS, "1910-05-13").line, "a");
  assert.equal(inForce(PERIODS, "1910-05-14").line, "b");
});

test("a row of a rival position is shown under that position alone", () => {
  const [shown, rival] = [{ ...PERIODS[0], unless: ["p"] }, { ...PERIODS[0], position: "p" }];
  assert.deepEqual([isOn(shown, "1905-01-01", ""), isOn(rival, "1905-01-01", "")], [true, false]);
  assert.deepEqual([isOn(shown, "1905-01-01", "p"), isOn(rival, "1905-01-01", "p")], [false, true]);
  assert.deepEqual([isOn(shown, "1905-01-01", "q"), isOn(rival, "1905-01-01", "q")], [true, false]);
  assert.equal(isOn(rival, "1911-01-01", "p"), false);
});

test("a border has other periods under a position only if it says so", () => {
  const border = { periods: PERIODS, rivals: { p: [] } };
  assert.deepEqual(periodsOf(border, "p"), []);
  assert.equal(periodsOf(border, ""), PERIODS);
  assert.equal(periodsOf({ periods: PERIODS }, "p"), PERIODS);
});

test("of many rows only those that change between two days are looked at", () => {
  const rows = [{ start: "1900-01-01", end: "1910-05-14" }, { start: "1905-06-01", end: "1910-05-14" }, { start: "1884-01-01", end: "9999-12-31" }];
  const changes = new Changes(rows, daysOf);
  const between = (a, b) => new Set(changes.between(a, b));
  assert.deepEqual(between(null, "1950-01-01"), new Set(rows));
  assert.deepEqual(between("1905-05-31", "1905-06-01"), new Set([rows[1]]));
  assert.deepEqual(between("1905-06-01", "1905-05-31"), new Set([rows[1]]));
  assert.deepEqual(between("1905-06-01", "1910-05-13"), new Set());
  assert.deepEqual(between("1905-06-01", "1905-06-01"), new Set());
  assert.deepEqual(between("1909-12-31", "1910-12-31"), new Set(rows.slice(0, 2)));
});

test("whatever the way from day to day, what is shown is what is in force", () => {
  const days = Array.from({ length: 60 }, (_, index) => `${1900 + index}-01-01`);
  const rows = days.flatMap((start, index) => [1, 7, 30].map((years) => ({ start, end: days[index + years] || "9999-12-31" })));
  const changes = new Changes(rows, daysOf), shown = new Set();
  let before = null, seed = 7;
  for (let step = 0; step < 200; step += 1) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const day = days[seed % days.length];
    for (const row of changes.between(before, day)) (row.start <= day && day < row.end ? shown.add(row) : shown.delete(row));
    before = day;
    assert.deepEqual(shown, new Set(rows.filter((row) => row.start <= day && day < row.end)));
  }
});

test("what is nearest in time is made first, whichever way it lies", () => {
  const rows = [1884, 1890, 1908, 1909, 1916, 1962].map((year) => [year, year]);
  assert.deepEqual([...nearestFirst(rows, 1909)], [1909, 1908, 1916, 1890, 1884, 1962]);
  assert.deepEqual([...nearestFirst(rows, 1800)], rows.map(([year]) => year));
  assert.deepEqual([...nearestFirst(rows, 2000)], rows.map(([year]) => year).reverse());
  assert.deepEqual([...nearestFirst([], 1900)], []);
});

test("a row is made ahead with the year in which it is first shown", () => {
  const changes = new Changes(PERIODS, daysOf);
  assert.deepEqual(PERIODS.map((row) => changes.firstYear(row)), [1900, 1910]);
  assert.equal(new Changes([{}], () => []).firstYear({}), 0);
});

test("labels never meet one another, what stands already, or the edge", () => {
  const taken = [{ left: 90, top: 40, right: 150, bottom: 60 }];
  const labels = [];
  for (let x = 5; x < 200; x += 12) for (let y = 5; y < 100; y += 12) labels.push({ x, y, w: 40, h: 12, hasDot: (x + y) % 2 === 0 });
  const placed = placeLabels(labels, taken, [], VIEW);
  const boxes = labels.map((label, index) => placed[index] && boxOf(label, placed[index])).filter(Boolean);
  assert.ok(boxes.length > 5 && boxes.length < labels.length);
  for (const [index, box] of boxes.entries()) {
    assert.ok(box.left >= VIEW.left && box.right <= VIEW.right && box.top >= VIEW.top && box.bottom <= VIEW.bottom);
    for (const other of [...taken, ...boxes.slice(index + 1)]) assert.ok(!meet(box, other));
  }
});

test("the first label has the first choice, and one without a dot stands on its point", () => {
  const town = { x: 100, y: 50, w: 40, h: 12, hasDot: true }, lake = { x: 100, y: 50, w: 40, h: 12, hasDot: false };
  assert.deepEqual(placeLabels([town], [], [], VIEW), [[7, -6]]);
  assert.deepEqual(placeLabels([lake], [], [], VIEW), [[-20, -6]]);
  const [first, second] = placeLabels([lake, { ...lake }], [], [], VIEW);
  assert.deepEqual(first, [-20, -6]);
  assert.notDeepEqual(second, first);
});

test("a name of a land hides no dot, but a mark may stand on one", () => {
  const town = { x: 100, y: 50, w: 40, h: 12, hasDot: true }, over = { left: 90, top: 44, right: 110, bottom: 56 };
  assert.deepEqual(placeLabels([town], [], [over], VIEW), [null]);
  assert.notEqual(placeLabels([town], [over], [], VIEW)[0], null);
});

const land = (territory_id, power, start, end, parts, more = {}) => ({
  territory_id, power, status: "colony", name: territory_id, role: "base", start, end, parts, ...more,
});

test("parts differ where name, status or power do, and stand together by their two holders", () => {
  const features = [
    land("old", "A", "1900-01-01", "1910-01-01", ["n", "s", "w"]),
    land("new", "B", "1910-01-01", "9999-12-31", ["n", "s"]),
    land("rest", "A", "1910-01-01", "9999-12-31", ["w"], { name: "old" }),
    land("claim", "C", "1910-01-01", "9999-12-31", ["w"], { role: "claim" }),
  ];
  assert.deepEqual(differences(features, "1905-01-01", "1915-01-01", ""), { groups: [["n", "s"]], same: ["w"] });
  assert.deepEqual(differences(features, "1915-01-01", "1905-01-01", "").groups, [["n", "s"]]);
  assert.deepEqual(differences(features, "1905-01-01", "1905-06-01", "").groups, []);
});

test("a part that nobody held before differs", () => {
  const features = [land("old", "A", "1900-01-01", "1910-01-01", ["n"]), land("new", "A", "1910-01-01", "1920-01-01", ["n", "s"], { name: "old" })];
  assert.deepEqual(differences(features, "1905-01-01", "1915-01-01", ""), { groups: [["s"]], same: ["n"] });
});

const PHRASES = { under: "under {power}", mirror_came: "New: {names}.", mirror_left: "Gone: {names}.", mirror_more: "{count} more" };
const shownLand = (id, name, role = "base", more = {}) => ({ territory_id: id, name, role, status: "colony", ...more });
const listed = (features, missions = [], first = []) => [
  ...landEntries(features, first, PHRASES, (shapes) => ({ shapes })), ...missions.map(missionEntry),
];

test("lands are listed in the order in which they are told, each once, and missions after them", () => {
  const mission = { mission_id: "m", name: "Embassy", place: "Kigali", period: { label: "Open" } };
  const features = [shownLand("c", "C", "claim"), shownLand("b", "B"), shownLand("a", "A"), shownLand("x", "X", "context"), shownLand("z", "Z"), shownLand("z", "Z", "inner")];
  const entries = listed(features, [mission], ["z"]);
  assert.deepEqual(entries.map(({ key }) => key), ["territory z", "territory a", "territory b", "territory c", "mission m"]);
  assert.deepEqual(entries[0].shapes.map(({ role }) => role), ["base", "inner"]);
  assert.deepEqual(listed([shownLand("a", "A", "base", { power: "B" })])[0].details, ["colony", "under B"]);
});

test("what has come and gone is announced, a new state of a mission too, and a long list is cut", () => {
  const mission = (label) => ({ mission_id: "m", name: "Embassy", period: { label } });
  const [a, b] = [shownLand("a", "A"), shownLand("b", "B")];
  assert.equal(announcement(listed([a]), listed([a]), PHRASES), "");
  assert.equal(announcement(listed([a]), listed([b]), PHRASES), "New: B. Gone: A.");
  assert.equal(announcement(listed([], [mission("Open")]), listed([], [mission("Closed")]), PHRASES), "New: Embassy: Closed.");
  const many = [..."ABCDEFGH"].map((name) => shownLand(name, name));
  assert.equal(announcement([], listed(many), PHRASES), "New: A, B, C, D, E, 3 more.");
  assert.equal(announcement([], listed(many.slice(0, 6)), PHRASES), "New: A, B, C, D, E, F.");
});

test("a box on a canvas marks the cells that it touches, and none beyond the edge", () => {
  assert.deepEqual(cellsOf({ left: 17, top: 1, right: 33, bottom: 17 }, { columns: 4, rows: 3 }), [1, 2, 5, 6]);
  assert.deepEqual(cellsOf({ left: -40, top: -40, right: 3, bottom: 3 }, { columns: 4, rows: 3 }), [0]);
  assert.deepEqual(cellsOf({ left: 64, top: 0, right: 80, bottom: 9 }, { columns: 4, rows: 3 }), []);
  assert.deepEqual(cellsOf({ left: 0, top: 0, right: 999, bottom: 999 }, { columns: 2, rows: 2 }), [0, 1, 2, 3]);
});

test("a line marks the cells near which it runs, and not all of its box", () => {
  const point = (x, y) => ({ x, y, subtract: (other) => ({ x: x - other.x, y: y - other.y }) });
  const cells = (lines) => cellsAlong(lines, { x: 100, y: 100 }, 3, { columns: 4, rows: 4 }).sort((a, b) => a - b);
  assert.deepEqual(cells([[point(108, 108), point(156, 156)]]), [0, 1, 4, 5, 6, 9, 10, 11, 14, 15]);
  assert.deepEqual(cells([[point(108, 90), point(108, 140)], [], [point(500, 500)]]), [0, 4, 8]);
  assert.deepEqual(cells([[point(115, 104)]]), [0, 1]);
});

test("marked cells side by side are one box, but not across the edge", () => {
  assert.deepEqual(boxesOf(Uint8Array.of(1, 1, 0, 1, 1, 0), { columns: 4 }), [
    { x: 0, y: 0, width: 32, height: 16 }, { x: 48, y: 0, width: 16, height: 16 }, { x: 0, y: 16, width: 16, height: 16 },
  ]);
  assert.deepEqual(boxesOf(new Uint8Array(8), { columns: 4 }), []);
});
