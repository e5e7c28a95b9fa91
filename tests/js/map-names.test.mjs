/** Names of lands: each where the visible part of its land leaves it the most room. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { claimLabel, isCut, nameBox, nameOf, placeName, roomFor, roomiest } from "../../browser/map/labels/names.js";
import { bounds, FakeMap, installLeaflet, Point } from "./leaflet-fake.mjs";

installLeaflet();
const VIEW = bounds([0, 0], [200, 100]);
const box = (left, top, right, bottom) => [[left, top], [right, top], [right, bottom], [left, bottom]].map(Point.of);
const land = (rings, more = {}) => ({ territory_id: "a", name: "Ruanda", role: "base", parts: ["a"], path: { _parts: rings }, ...more });
const near = (value, other, by) => assert.ok(Math.abs(value - other) <= by, `${value} is not within ${by} of ${other}`);

test("the roomiest place of a box is its middle, and its room the way to the nearest edge", () => {
  const spot = roomiest([box(20, 20, 180, 80)], VIEW, []);
  near(spot.x, 100, 8);
  near(spot.y, 50, 8);
  near(spot.room, 160 / 2 / 3.2, 2);
});

test("what lies outside of the view gives no room", () => {
  const spot = roomiest([box(-400, 20, 180, 80)], VIEW, []);
  assert.ok(spot.x > 40 && spot.x < 140);
  assert.equal(roomiest([box(-400, 20, 10, 80)], VIEW, []), null);
});

test("a name keeps to the wider half of a land, and out of its holes", () => {
  const [wide, narrow] = [box(10, 10, 90, 90), box(110, 40, 190, 60)];
  assert.ok(roomiest([wide, narrow], VIEW, []).x < 90);
  const hole = box(50, 30, 150, 70), spot = roomiest([box(0, 0, 200, 100), hole], VIEW, []);
  assert.ok(spot.x < 50 || spot.x > 150 || spot.y < 30 || spot.y > 70);
});

test("a name keeps away from obstacles", () => {
  const obstacle = bounds([90, 40], [110, 60]), spot = roomiest([box(0, 0, 200, 100)], VIEW, [obstacle]);
  assert.ok(Math.hypot((spot.x - 100) / 3.2, spot.y - 50) > 15);
});

test("a land of a few pixels, and one out of view, have no place", () => {
  assert.equal(roomiest([box(10, 10, 28, 90)], VIEW, []), null);
  assert.equal(roomiest([box(10, 10, 90, 20)], VIEW, []), null);
  assert.equal(roomiest([], VIEW, []), null);
  assert.equal(roomiest([[Point.of([1, 1]), Point.of([100, 1]), Point.of([1, 90])]], VIEW, []), null);
});

test("a name that would be too small has no room, a shorter one has", () => {
  const rings = [box(70, 40, 130, 60)], room = { view: VIEW, obstacles: [], controls: [], marks: [] };
  assert.notEqual(roomFor(land(rings, { name: "Urundi" }), room), null);
  assert.equal(roomFor(land(rings, { name: "Territory of Ruanda-Urundi" }), room), null);
});

test("a name squeezes in between marks, and stands below none of them", () => {
  const rings = [box(20, 20, 180, 80)], marks = [bounds([40, 20], [64, 44]), bounds([60, 56], [84, 80]), bounds([130, 30], [154, 70])];
  const spot = roomFor(land(rings, { name: "Ruanda-Urundi" }), { view: VIEW, obstacles: marks, controls: [], marks });
  const reach = (13 * 12 * 0.6) / 2, name = { left: spot.x - reach, right: spot.x + reach, top: spot.y - 6, bottom: spot.y + 6 };
  for (const { min, max } of marks) {
    assert.ok(name.right < min.x || name.left > max.x || name.bottom < min.y || name.top > max.y);
  }
});

test("towns make room for the name of a land that has no other place, marks and controls do not", () => {
  const rings = [box(20, 20, 180, 80)], all = [bounds([0, 0], [200, 100])], none = { controls: [], marks: [] };
  assert.notEqual(roomFor(land(rings), { view: VIEW, obstacles: all, ...none }), null);
  assert.equal(roomFor(land(rings), { view: VIEW, obstacles: all, ...none, marks: all }), null);
  assert.equal(roomFor(land(rings), { view: VIEW, obstacles: all, ...none, controls: all }), null);
});

test("a name is as large as its room, and moved only to another place", () => {
  const map = new FakeMap(), feature = land([box(20, 20, 180, 80)]), spot = { x: 100, y: 50, room: 8 };
  placeName(map, feature, spot);
  const { nameMarker: marker } = feature;
  assert.equal(marker.span.textContent, "Ruanda");
  assert.equal(marker.span.style.fontSize, `${((8 * 2 * 3.2) / (6 * 0.6)).toFixed(1)}px`);
  assert.deepEqual(nameBox(map, feature), { left: 80, right: 120, top: 44, bottom: 56 });
  placeName(map, feature, spot);
  assert.equal(marker.moved, 1);
  placeName(map, feature, { ...spot, x: 90, room: 1 });
  assert.deepEqual([marker.moved, marker.span.style.fontSize], [2, "12.0px"]);
  placeName(map, feature, null);
  assert.equal(nameBox(map, feature), null);
  assert.equal(nameOf(feature), marker);
});

test("the label of a claim is measured unseen and seen once it has a place", () => {
  const map = new FakeMap(), feature = land([box(20, 20, 180, 80)], { role: "claim" }), label = claimLabel(map, feature, VIEW);
  const { span } = feature.nameMarker;
  assert.deepEqual([label.w, label.h, label.hasDot, span.style.visibility], [40, 12, false, "hidden"]);
  label.put([-20, -6]);
  assert.equal(span.style.visibility, "");
  assert.deepEqual(feature.nameMarker.getLatLng(), [label.x, label.y]);
  label.put(null);
  assert.equal(span.style.visibility, "hidden");
  feature.path._parts = [];
  assert.equal(claimLabel(map, feature, VIEW), null);
  assert.equal(map.hasLayer(feature.nameMarker), false);
});

test("no name lies below a mark, however short it is", () => {
  const rings = [box(0, 0, 200, 100)], around = { view: VIEW, controls: [] };
  for (const name of ["Uru", "Zaire", "Ruanda", "Ruanda-Urundi"]) {
    for (let x = 20; x < 180; x += 16) {
      for (let y = 14; y < 90; y += 8) {
        const marks = [bounds([x - 12, y - 12], [x + 12, y + 12])], spot = roomFor(land(rings, { name }), { ...around, obstacles: marks, marks });
        assert.ok(!spot || !isCut(land(rings, { name }), spot, marks), `${name} at a mark on ${x}, ${y}`);
      }
    }
  }
});

test("the slanted name of a kingdom fits into a narrower land than an upright one", () => {
  const rings = [box(50, 20, 132, 80)], name = "Kingdom of Burundi", room = { view: VIEW, obstacles: [], controls: [], marks: [] };
  assert.notEqual(roomFor(land(rings, { name, role: "core" }), room), null);
  assert.equal(roomFor(land(rings, { name }), room), null);
});
