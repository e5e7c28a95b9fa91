/** Layout: names first, then labels where these leave room; places are looked for once for a view. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Labels } from "../../browser/map/labels/layout.js";
import { bounds, FakeMap, installLeaflet, Point } from "./leaflet-fake.mjs";

installLeaflet();
const box = (left, top, right, bottom) => [[left, top], [right, top], [right, bottom], [left, bottom]].map(Point.of);

/* A land over most of the map, whose parts in view are read once for each search. */
function land(id, more = {}) {
  const feature = { territory_id: id, name: "Ruanda", role: "base", label: true, parts: [id], searched: 0, ...more };
  const rings = [box(10, 10, 190, 90)];
  feature.path = { get _parts() { feature.searched += 1; return rings; } };
  return feature;
}

const control = (className, left, top, right, bottom) => ({
  className, offsetHeight: bottom - top, getBoundingClientRect: () => ({ left, top, right, bottom }),
});
const label = (x, y, more = {}) => ({ x, y, w: 30, h: 10, hasDot: false, at: undefined, put(at) { this.at = at; }, ...more });
const layer = (labels, towns = [], marks = []) => ({
  name: "towns", labels: () => labels, obstacles: (kind) => (kind === "towns" ? towns : marks),
});
const spotOf = ({ nameMarker: { latLng: [x, y] } }) => [x, y];

let map, labels;
beforeEach(() => {
  map = new FakeMap();
  labels = new Labels(map);
  document.controls = [];
});

test("a land that comes by a step is named only where it was named before", () => {
  const feature = land("a");
  labels.enter(feature);
  assert.equal(feature.nameMarker, undefined);
  labels.layout([]);
  assert.ok(map.hasLayer(feature.nameMarker));
  const spot = spotOf(feature);
  labels.leave(feature);
  assert.ok(!map.hasLayer(feature.nameMarker));
  const { searched } = feature;
  labels.enter(feature);
  assert.ok(map.hasLayer(feature.nameMarker));
  assert.deepEqual([spotOf(feature), feature.searched], [spot, searched]);
  const stranger = land("b");
  labels.enter(stranger);
  assert.deepEqual([stranger.nameMarker, stranger.searched], [undefined, 0]); // a step measures nothing
});

test("a place is looked for once for a view, and again in another or beside other obstacles", () => {
  const feature = land("a"), towns = layer([], [bounds([0, 0], [20, 20])]);
  labels.enter(feature);
  labels.layout([towns]);
  labels.layout([towns]);
  assert.equal(feature.searched, 1);
  map.zoom = 6;
  labels.layout([towns]);
  assert.equal(feature.searched, 2);
  labels.layout([layer([], [bounds([0, 0], [30, 20])])]);
  assert.equal(feature.searched, 3);
  document.controls = [control("legend", 0, 60, 40, 100)];
  labels.layout([layer([], [bounds([0, 0], [30, 20])])]);
  assert.equal(feature.searched, 4);
});

test("two names of one length in one land share their place", () => {
  const [feature, other] = [land("a"), land("a", { name: "Urundi" })];
  labels.enter(feature);
  labels.layout([]);
  labels.leave(feature);
  labels.enter(other);
  assert.deepEqual([spotOf(other), other.searched], [spotOf(feature), 0]);
});

test("a name goes when a step brings a mark to its place, and comes back beside it once the drag rests", () => {
  const feature = land("a");
  labels.enter(feature);
  labels.layout([]);
  const [x, y] = spotOf(feature), marks = layer([], [], [bounds([x - 12, y - 12], [x + 12, y + 12])]);
  labels.giveWay([layer([])]);
  assert.ok(map.hasLayer(feature.nameMarker));
  labels.giveWay([marks]);
  assert.ok(!map.hasLayer(feature.nameMarker));
  labels.layout([marks]);
  assert.ok(map.hasLayer(feature.nameMarker));
  assert.notDeepEqual(spotOf(feature), [x, y]);
});

test("what other days show is named ahead only where there is room", () => {
  const feature = land("a"), small = land("b", { name: "A name that is much too long for so small a land".repeat(3) });
  labels.prepare(feature);
  assert.equal(feature.nameMarker, undefined);
  labels.layout([]);
  for (const one of [feature, small]) labels.prepare(one);
  assert.equal(feature.nameMarker.made, 1);
  assert.ok(!map.hasLayer(feature.nameMarker));
  assert.equal(small.nameMarker, undefined);
});

test("labels stand clear of names, marks and controls, and claims before labels of layers", () => {
  const feature = land("a"), claim = land("c", { role: "claim", name: "Claim" }), on = label(0, 0), beside = label(150, 80), below = label(150, 20);
  document.controls = [control("views", 120, 0, 200, 40)];
  labels.enter(feature);
  labels.layout([]);
  [on.x, on.y] = spotOf(feature);
  labels.enter(claim);
  labels.layout([layer([on, beside, below], [], [bounds([40, 40], [44, 44])])]);
  assert.notEqual(claim.nameMarker.span.style.visibility, undefined);
  assert.deepEqual(beside.at, [-15, -5]);
  assert.equal(below.at, null); // under the controls
  assert.notDeepEqual(on.at, [-15, -5]); // the name of the land stands there
});

test("no dot strikes through the label of another place, and labels side by side are read as two", () => {
  const dotted = (x, y) => label(x, y, { w: 40, hasDot: true }), [first, second, third] = [dotted(60, 50), dotted(85, 50), dotted(120, 50)];
  labels.layout([layer([first, second])]);
  assert.deepEqual(first.at, [-47, -5]); // on the other side the dot of the second would stand on it
  assert.notEqual(second.at, null);
  const [left, right] = [label(60, 50), label(92, 50)];
  labels.layout([layer([left, right])]);
  assert.notDeepEqual(right.at, [-15, -5]); // two pixels are no space between words
  labels.layout([layer([third], [], [bounds([108, 38], [132, 62])])]);
  assert.deepEqual(third.at, [15, -5]); // beside the mark that stands on its dot
});

test("while names are switched off nothing keeps clear of them", () => {
  const feature = land("a"), on = label(0, 0);
  labels.enter(feature);
  labels.layout([]);
  [on.x, on.y] = spotOf(feature);
  labels.toggle(false);
  labels.layout([layer([on])]);
  assert.deepEqual(on.at, [-15, -5]);
  assert.equal(map.getPane("names").style.display, "none");
  labels.toggle(true);
  assert.equal(map.getPane("names").style.display, "");
});
