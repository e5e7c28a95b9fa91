/** The date of the time bar: steps, keys, drags and the player, with a face that only counts. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { TimeBar } from "../../browser/time-bar/bar.js";

const TODAY = "2026-11-23";
const CHANGES = ["1899", "1950-07-01", "1962-07-01", "1994-07"].map((date) => ({ date, title: date }));
const NEVER = { matches: false };
let bar, face, said, frames, now;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  [said, frames, now] = [[], [], 1000];
  mock.method(performance, "now", () => now);
  Object.assign(globalThis, {
    window: { matchMedia: () => NEVER },
    requestAnimationFrame: (frame) => frames.push(frame),
    cancelAnimationFrame: () => { frames.length = 0; },
  });
  face = { speed: 1, painted: [], announced: 0, said: 0, paint: ({ date }) => face.painted.push(date) };
  Object.assign(face, { paintPlay() {}, say() { this.said += 1; }, announce() { this.announced += 1; } });
  bar = new TimeBar(face, () => {});
  bar.data = { today: TODAY, first: 1884, date: "1925", nav: 1, channel: null };
  bar.timeline = { changes: CHANGES, events: [], eras: [] };
  bar.sync.receive({ data: bar.data, setStateValue: (name, { value }) => said.push(value) });
});

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

const press = (key, modifiers = {}) => {
  const preventDefault = mock.fn();
  bar.onKey({ key, ...modifiers, preventDefault });
  return preventDefault.mock.callCount() > 0;
};

/** Let a span of time go by, a frame every 16 ms. */
function pass(milliseconds) {
  for (const end = now + milliseconds; now < end;) {
    now += 16;
    for (const frame of frames.splice(0)) frame(now);
  }
}

test("setDate shows a date and tells the map; Python hears nothing", () => {
  const channel = { postMessage: mock.fn(), close() {} };
  bar.sync.open(channel);
  bar.setDate("1962");
  assert.deepEqual([bar.date, bar.day, face.painted.at(-1), said], ["1962", "1962-12-31", "1962", []]);
  assert.deepEqual(channel.postMessage.mock.calls[0].arguments, [{ type: "date", date: "1962-12-31" }]);
});

test("keys step by years, to the ends and no further", () => {
  const steps = [
    ["ArrowRight", "1926"], ["ArrowUp", "1927"], ["ArrowLeft", "1926"], ["ArrowDown", "1925"], ["PageUp", "1935"],
    ["PageDown", "1925"], ["Home", "1884"], ["ArrowLeft", "1884"], ["End", "2026"], ["PageUp", "2026"],
  ];
  for (const [key, date] of steps) assert.deepEqual([press(key), bar.date], [true, date], key);
});

test("keys that are no steps, or belong to browser and system, are left alone", () => {
  for (const [key, modifiers] of [["a"], ["Tab"], ["ArrowLeft", { altKey: true }], ["Home", { ctrlKey: true }], [" ", { metaKey: true }]]) {
    assert.equal(press(key, modifiers), false, key);
  }
  assert.equal(bar.date, "1925");
});

test("steps that follow fast are told to Python once, and read out once", () => {
  for (let count = 0; count < 5; count += 1) press("ArrowRight");
  assert.deepEqual(said, []);
  mock.timers.tick(150);
  assert.deepEqual([said, face.announced], [["1930"], 1]);
});

test("next and previous lead to the very days of changes, and nowhere beyond them", () => {
  for (const [by, date] of [["next", "1950-07-01"], ["next", "1962-07-01"], ["next", "1994-07-01"], ["next", "1994-07-01"], ["previous", "1962-07-01"]]) {
    bar.step(by);
    assert.equal(bar.date, date, by);
  }
  bar.timeline = { ...bar.timeline, changes: [{ date: "2027-01-01", title: "to come" }] };
  assert.equal(bar.change(1), null);
});

test("what the map asks for in vain changes nothing", () => {
  for (const by of ["away", NaN, undefined, {}]) bar.step(by);
  assert.deepEqual([bar.date, face.painted], ["1925", ["1925"]]);
});

test("without a first year a hundred years are shown", () => {
  bar.data = { ...bar.data, first: undefined };
  assert.deepEqual(bar.bounds, { first: 1925, last: 2026 });
  bar.timeline = { ...bar.timeline, first: 1800 };
  assert.deepEqual(bar.bounds, { first: 1800, last: 2026 });
});

test("a drag shows each year and tells Python the last one, when it ends", () => {
  bar.onDragStart();
  for (const year of ["1930", "1931", "1932"]) bar.onInput(year);
  assert.deepEqual([face.painted.slice(1), said, bar.isMoving], [["1930", "1931", "1932"], [], true]);
  bar.onDragEnd();
  bar.commit(); // the slider's change event
  mock.timers.tick(0);
  assert.deepEqual([said, bar.isMoving, bar.date], [["1932"], false, "1932"]);
});

test("a date that comes during a drag is shown when the drag ends where it began", () => {
  bar.onDragStart();
  bar.sync.follow("1962-07-01", 2);
  assert.equal(bar.date, "1925");
  bar.onDragEnd();
  mock.timers.tick(0);
  assert.deepEqual([bar.date, said], ["1962-07-01", []]);
});

test("a link takes the place of a step that is still to be told", () => {
  press("ArrowRight");
  bar.adopt("1913");
  mock.timers.tick(1000);
  assert.deepEqual([bar.date, said], ["1913", []]);
});

test("play goes on by four years a second, and tells Python now and then and at the end", () => {
  press(" ");
  assert.equal(bar.player.isPlaying, true);
  pass(3000);
  assert.ok(["1936", "1937"].includes(bar.date), bar.date);
  assert.ok(said.length >= 3, String(said)); // without a channel: every half second
  press(" ");
  const stopped = bar.date;
  pass(1000);
  assert.deepEqual([bar.player.isPlaying, bar.date, said.at(-1), face.announced], [false, stopped, stopped, 1]);
});

test("play is as fast as it is asked to be, finishes the year of a day, and stops today", () => {
  bar.setDate("2024-03-05");
  face.speed = 4;
  press(" ");
  pass(1000);
  assert.deepEqual(face.painted.slice(-3), ["2024", "2025", "2026"]);
  assert.deepEqual([bar.player.isPlaying, bar.date, said.at(-1)], [false, "2026", "2026"]);
});

test("play from today begins anew", () => {
  bar.setDate("2026");
  press(" ");
  assert.deepEqual([bar.date, bar.player.isPlaying], ["1884", true]);
});

test("with less motion play goes from change to change, three seconds each", () => {
  globalThis.window.matchMedia = () => ({ matches: true });
  press(" ");
  pass(2900);
  assert.equal(bar.date, "1925");
  pass(200);
  assert.equal(bar.date, "1950-07-01");
  pass(3000);
  assert.equal(bar.date, "1962-07-01");
});

test("a step stops play, and so does a date from elsewhere", () => {
  press(" ");
  press("ArrowRight");
  assert.equal(bar.player.isPlaying, false);
  press(" ");
  bar.adopt("1913");
  pass(1000);
  assert.deepEqual([bar.player.isPlaying, bar.date], [false, "1913"]);
});

test("a span plays from its first year to the end of its last", () => {
  bar.player.start({ from: "1913", until: "1916" });
  assert.equal(bar.date, "1913");
  pass(2000);
  assert.deepEqual([bar.date, bar.player.isPlaying, said.at(-1)], ["1916", false, "1916"]);
  bar.player.start();
  pass(1000);
  assert.ok(bar.player.isPlaying && bar.date > "1917");
});
