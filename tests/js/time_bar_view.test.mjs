/** Where the map looks, kept in an address that the page writes as well. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { MapView } from "../../browser/time-bar/map-view.js";

let location, sent, view;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  location = { pathname: "/", search: "?date=1925&at=africa", hash: "" };
  const replaceState = (_state, _title, url) => { location.search = url.slice(url.indexOf("?")); };
  location.origin = location.href = "http://atlas";
  globalThis.window = { location, history: { state: null, replaceState } };
  sent = [];
  view = new MapView((at) => sent.push(at));
});

afterEach(() => mock.timers.reset());

test("a move is written at once and told to Python when the map rests", () => {
  for (const at of ["1_2_3", "1_2_4", "1_2_5"]) {
    view.onMapMove(at);
    assert.equal(location.search, `?date=1925&at=${at}`);
  }
  assert.deepEqual(sent, []);
  mock.timers.tick(400);
  assert.deepEqual(sent, ["1_2_5"]);
});

test("a move back to what Python knows is not told", () => {
  view.onMapMove("1_2_3");
  view.onMapMove("africa");
  mock.timers.tick(400);
  assert.deepEqual(sent, []);
});

test("what the page writes without knowing the view gets it back", () => {
  view.onMapMove("1_2_3");
  location.search = "?date=1930&at=africa";
  view.keep();
  assert.equal(location.search, "?date=1930&at=1_2_3");
});

test("another view in the address is meant, and adopted", () => {
  view.onMapMove("1_2_3");
  location.search = "?date=1930&at=lakes";
  view.keep();
  assert.deepEqual([location.search, view.view], ["?date=1930&at=lakes", "lakes"]);
});

test("once it is taken away nothing more is told", () => {
  view.onMapMove("1_2_3");
  view.destroy();
  mock.timers.tick(1000);
  assert.deepEqual(sent, []);
});

/** Press on a link as it stands in the page; return where it leads then. */
function press(href) {
  const link = { href: `http://atlas${href}` };
  view.onPress({ closest: () => link });
  return link.href.replace("http://atlas", "");
}

test("a link that is followed before Python knows the view has it, and Python hears of it when the map rests", () => {
  view.onMapMove("1_2_3");
  assert.equal(press("/?date=1925&at=africa"), "/?date=1925&at=1_2_3");
  assert.deepEqual(sent, []);
  mock.timers.tick(400);
  assert.deepEqual(sent, ["1_2_3"]);
  assert.equal(press("/?date=1925&at=africa"), "/?date=1925&at=1_2_3", "its answer is still under way");
  mock.timers.tick(1000);
  assert.deepEqual(sent, ["1_2_3"]);
});

test("a link with a view of its own, or to elsewhere, leads where it says", () => {
  view.onMapMove("1_2_3");
  assert.equal(press("/?date=1925&at=lakes"), "/?date=1925&at=lakes");
  assert.equal(press(".example/?at=africa"), ".example/?at=africa");
  view.onPress({ closest: () => null });
});
