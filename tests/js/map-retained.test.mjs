/** Retained elements: to show a path or a marker again is to put its element back. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { precreate, prerender, retainedPath, RetainedGroup, retainMarker } from "../../browser/map/render/retained.js";
import { bounds, FakeMap, installLeaflet, Point } from "./leaflet-fake.mjs";

installLeaflet();
const RING = [[10, 10], [60, 10], [60, 50]].map(Point.of);
const WIDE = [[-10, 10], [260, 10], [60, 50]].map(Point.of);

/* A shape that counts how often it is projected; another view is another object. */
function shapeOf(ring) {
  const topology = { view: {}, viewOf: () => topology.view };
  return {
    topology, closed: true, projected: 0, cut: null, bounds: "in degrees",
    project() {
      if (this.view === topology.view) return;
      this.view = topology.view;
      this.projected += 1;
      this.rings = [[...ring]];
      this.box = bounds(...ring);
    },
  };
}

let map, group;
beforeEach(() => {
  map = new FakeMap();
  group = new RetainedGroup(map);
});

test("a path that comes back has its element, and is neither projected nor drawn again", () => {
  const shape = shapeOf(RING), path = group.adopt(retainedPath(shape, { weight: 1 }));
  group.show(path);
  const element = path.getElement();
  for (let time = 0; time < 3; time += 1) {
    group.hide(path);
    assert.equal(map.renderer.shown.has(path), false);
    group.show(path);
  }
  assert.equal(path.getElement(), element);
  assert.deepEqual([map.renderer.made, shape.projected, path.drawn], [1, 1, 1]);
  assert.ok(map.renderer.shown.has(path));
  assert.equal(path.getBounds(), "in degrees");
});

test("a path that was away while the view moved is drawn anew", () => {
  const shape = shapeOf(RING), path = group.adopt(retainedPath(shape, { weight: 1 }));
  group.show(path);
  group.hide(path);
  map.renderer._bounds = bounds([5, 5], [205, 105]);
  group.show(path);
  assert.deepEqual([shape.projected, path.drawn], [1, 2]);
  group.hide(path);
  shape.topology.view = {};
  group.show(path);
  assert.deepEqual([shape.projected, path.drawn], [2, 3]);
});

test("while it is away its renderer does not know it, so that a move of the map costs nothing for it", () => {
  const path = group.adopt(retainedPath(shapeOf(RING), { weight: 1 }));
  group.show(path);
  assert.equal(Object.keys(map.renderer._layers).length, 1);
  group.hide(path);
  assert.equal(Object.keys(map.renderer._layers).length, 0);
});

test("a path that is prerendered costs nothing when it is shown, and is not seen before", () => {
  const shape = shapeOf(RING), path = group.adopt(retainedPath(shape, { weight: 1 }));
  prerender(path, map);
  assert.equal(map.renderer.shown.size, 0);
  assert.equal(Object.keys(map.renderer._layers).length, 0);
  assert.deepEqual([map.renderer.made, shape.projected, path.drawn], [1, 1, 1]);
  group.show(path);
  assert.deepEqual([map.renderer.made, shape.projected, path.drawn], [1, 1, 1]);
  prerender(path, map); // on the map: nothing to do
  assert.equal(Object.keys(map.renderer._layers).length, 1);
  assert.ok(map.renderer.shown.has(path));
});

test("paths of one shape are cut once, unless their lines reach over the edge differently", () => {
  const inside = shapeOf(RING), across = shapeOf(WIDE);
  const paths = (shape, weights) => weights.map((weight) => group.adopt(retainedPath(shape, { weight })));
  const whole = paths(inside, [1, 1, 9]), cut = paths(across, [1, 1, 9]);
  for (const path of [...whole, ...cut]) group.show(path);
  assert.deepEqual(whole.map(({ clipped }) => clipped), [0, 0, 0]);
  assert.ok(whole.every((path) => path._parts === inside.rings));
  assert.deepEqual(cut.map(({ clipped }) => clipped), [1, 0, 1]);
  assert.equal(cut[1]._parts, cut[0]._parts);
});

test("a class is the element's, or the canvas is told of it", () => {
  const path = group.adopt(retainedPath(shapeOf(RING), { weight: 1 })), told = [];
  map.renderer.toggleClass = (...given) => told.push(given);
  path.toggleClass("chosen", true);
  assert.deepEqual(told, [[path, "chosen", true]]);
  group.show(path);
  path.toggleClass("chosen", true);
  assert.ok(path.getElement().classList.contains("chosen"));
  path.toggleClass("chosen", false);
  assert.ok(!path.getElement().classList.contains("chosen"));
  assert.equal(told.length, 1);
});

test("a path that leaves takes its tooltip with it, and no other's", () => {
  const [path, other] = [RING, RING].map((ring) => group.adopt(retainedPath(shapeOf(ring), { weight: 1 })));
  for (const one of [path, other]) group.show(one);
  group.group.tooltip = { _source: other };
  group.hide(path);
  assert.equal(group.group.closed, 0);
  group.hide(other);
  assert.equal(group.group.closed, 1);
});

test("a marker keeps its element, takes the pointer while it is shown, and hears of the focus once", () => {
  const marker = retainMarker(new L.Marker([1, 2]));
  precreate(marker, map);
  const element = marker.getElement();
  assert.equal(element.isOnMap, false);
  assert.equal(marker.isTarget, false);
  for (let time = 0; time < 3; time += 1) {
    marker.addTo(map);
    assert.deepEqual([element.isOnMap, marker.isTarget], [true, true]);
    marker._addFocusListeners(); // as a tooltip does each time
    marker.remove();
    assert.deepEqual([element.isOnMap, marker.isTarget], [false, false]);
  }
  precreate(marker, map);
  assert.equal(marker.getElement(), element);
  assert.deepEqual([marker.made, marker.focusListeners], [1, 1]);
});

test("a marker moves with the animation of a zoom only while it is shown", () => {
  const marker = retainMarker(new L.Marker([1, 2])), heard = [];
  Object.assign(marker, { _zoomAnimated: true, _animateZoom() {} });
  map.on = (event, handler) => heard.push(["on", event, handler]);
  map.off = (event, handler) => heard.push(["off", event, handler]);
  precreate(marker, map);
  marker.addTo(map);
  marker.remove();
  assert.deepEqual(heard, ["off", "on", "off"].map((way) => [way, "zoomanim", marker._animateZoom]));
});
