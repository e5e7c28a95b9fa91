/** What the time bar says to map and Python, and which dates it adopts. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Wire } from "../../browser/lib/channel.js";
import { Sync } from "../../browser/time-bar/sync.js";

const TODAY = "2026-11-23";
let bar, sync, said, wire, heard;

/** Python's answer, as the server would give it at a navigation, having taken `answered` of the bar's messages. */
function receive(date, { nav = 1, answered = lastNumber(), channel = wire } = {}) {
  sync.receive({ data: { date, nav, answered, channel, today: TODAY }, setStateValue: (name, message) => said.push({ name, ...message }) });
}

const lastNumber = () => said.at(-1)?.number ?? 0;
const dates = () => said.filter(({ name }) => name === "date").map(({ value }) => value);

beforeEach(() => {
  const line = new Wire(), map = line.end();
  [wire, heard, said] = [line.end(), [], []];
  map.onmessage = ({ data }) => heard.push(data);
  bar = {
    date: undefined,
    get day() { return `${this.date}-12-31`; },
    isDragging: false,
    player: { isPlaying: false },
    steps: [],
    moves: [],
    adopt(date) { this.date = date; sync.postDate(); },
    step(by) { this.steps.push(by); },
    onMapMove(at) { this.moves.push(at); },
    onMapReady() { this.isMapReady = true; },
  };
  sync = new Sync(bar);
  receive("1925");
  Object.assign(bar, { map });
});

/** The visitor rests at a date. */
function rest(date) {
  bar.date = date;
  sync.sendDate(date);
}

test("the first date is adopted and told to the map", () => {
  assert.equal(bar.date, "1925");
  assert.deepEqual(heard, [{ type: "date", date: "1925-12-31" }]);
  assert.deepEqual(said, []);
});

test("within a navigation a date is an echo, however late it comes", () => {
  rest("1930");
  rest("1940");
  receive("1930", { answered: said[0].number });
  assert.equal(bar.date, "1940");
  assert.equal(sync.isAwaiting, true);
  receive("1940");
  bar.date = "1950"; // a drag goes on
  receive("1940");
  assert.deepEqual([bar.date, sync.isAwaiting], ["1950", false]);
});

test("a navigation to a date that was sent before is adopted all the same", () => {
  rest("1930");
  receive("1930");
  rest("1940");
  receive("1940");
  receive("1930", { nav: 2 });
  assert.equal(bar.date, "1930");
});

test("a step made before a navigation is heard of comes after it", () => {
  rest("1940");
  receive("1962-07-01", { nav: 2, answered: 0 });
  assert.equal(bar.date, "1940");
  heard.length = 0; // the map has followed the navigation by itself
  receive("1940", { nav: 2 });
  assert.deepEqual([bar.date, heard], ["1940", [{ type: "date", date: "1940-12-31" }]]);
});

test("a date that Python does not accept comes back with a navigation", () => {
  rest("1940");
  receive("1925", { nav: 2 });
  assert.equal(bar.date, "1925");
});

test("what Python knows is not sent again, unless something else is on its way", () => {
  rest("1925");
  assert.deepEqual(dates(), []);
  rest("1930");
  rest("1925");
  assert.deepEqual(dates(), ["1930", "1925"]);
});

test("no two messages are the same, though their values are", () => {
  rest("1930");
  receive("1962-07-01", { nav: 2 });
  rest("1930");
  sync.send("at", "africa");
  sync.send("at", "africa");
  assert.equal(new Set(said.map(({ number }) => number)).size, 4);
});

test("a date that comes during a drag waits for its end, and gives way to what the drag sends", () => {
  bar.isDragging = true;
  receive("1962-07-01", { nav: 2 });
  assert.equal(bar.date, "1925");
  sync.adoptDeferred();
  assert.equal(bar.date, "1962-07-01");
  receive("1950", { nav: 3 });
  rest("1970");
  sync.adoptDeferred();
  assert.equal(bar.date, "1970");
});

test("another server that knows the date is followed", () => {
  rest("1930");
  receive("1930", { channel: new Wire().end() });
  assert.deepEqual([bar.date, dates(), sync.isAwaiting], ["1930", ["1930"], false]);
  receive("1913", { channel: new Wire().end() });
  assert.equal(bar.date, "1913");
});

test("another server is told again what the last one was still to take", () => {
  rest("1930");
  receive("1925", { channel: new Wire().end() });
  assert.deepEqual([bar.date, dates(), sync.isAwaiting], ["1930", ["1930", "1930"], true]);
  assert.notEqual(said[0].number, said[1].number);
  receive("1930");
  assert.deepEqual([bar.date, sync.isAwaiting], ["1930", false]);
});

test("while it plays another server changes nothing, but the map on its channel is told the day", () => {
  bar.player.isPlaying = true;
  rest("1930");
  const other = new Wire(), map = other.end();
  map.onmessage = ({ data }) => heard.push(data);
  heard.length = 0;
  receive("1925", { channel: other.end() });
  assert.deepEqual([bar.date, heard, dates()], ["1930", [{ type: "date", date: "1930-12-31" }], ["1930"]]);
});

test("the map asks for the day, steps, and says where it looks", () => {
  heard.length = 0;
  for (const message of [{ type: "ready" }, { type: "step", by: 1 }, { type: "view", at: "africa" }, { type: "view", at: "x".repeat(80) }, {}]) {
    bar.map.postMessage(message);
  }
  assert.deepEqual([heard, bar.steps, bar.moves], [[{ type: "date", date: "1925-12-31" }], [1], ["africa"]]);
});
