/** Whose the wheel is, in the frame of another site. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { leaveWheelToPage } from "../../browser/map/controls/wheel.js";

let box, map, hint;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const classes = new Set();
  hint = { classList: { add: (name) => classes.add(name), remove: (name) => classes.delete(name) }, setAttribute() {} };
  hint.isSeen = () => classes.has("seen");
  globalThis.L = { DomUtil: { create: () => hint } };
  box = Object.assign(new EventTarget(), { parentElement: new EventTarget() });
  const zoom = { isOn: true, enable() { this.isOn = true; }, disable() { this.isOn = false; } };
  map = { scrollWheelZoom: zoom, getContainer: () => box };
  leaveWheelToPage(map, { wheel: "Click first" });
});

afterEach(() => mock.timers.reset());

/** Turn the wheel; return whether the map takes it. */
function wheel(keys = {}) {
  box.parentElement.dispatchEvent(Object.assign(new Event("wheel"), keys));
  return map.scrollWheelZoom.isOn;
}

test("until the visitor has clicked the map it scrolls the page, and a sentence says so for a moment", () => {
  assert.equal(wheel(), false);
  assert.equal(hint.textContent, "Click first");
  assert.ok(hint.isSeen());
  mock.timers.tick(2000);
  assert.ok(!hint.isSeen());
});

test("after a click it is the map's, until the pointer leaves", () => {
  box.dispatchEvent(new Event("pointerdown"));
  assert.equal(wheel(), true);
  box.dispatchEvent(new Event("pointerleave"));
  assert.equal(wheel(), false);
});

test("with Ctrl or Cmd it is the map's at once, and only as long", () => {
  assert.equal(wheel({ ctrlKey: true }), true);
  assert.equal(wheel({ metaKey: true }), true);
  assert.ok(!hint.isSeen());
  assert.equal(wheel(), false);
});
