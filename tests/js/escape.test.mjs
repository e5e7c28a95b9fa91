/** What Escape does, wherever the focus is. */
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { passEscapeOn } from "../../browser/map/page.js";
import { onEscape } from "../../browser/time-bar/escape.js";

let closed, player;

beforeEach(() => {
  closed = 0;
  player = { isPlaying: false, stop: mock.fn() };
  globalThis.document = { querySelector: () => ({ click: () => { closed += 1; } }) };
});

const press = (key, { field = false, defaultPrevented = false } = {}) => (
  onEscape({ key, defaultPrevented, composedPath: () => [{ matches: () => field }] }, player)
);

test("it stops what plays and leaves the details open", () => {
  player.isPlaying = true;
  press("Escape", { field: true });
  assert.deepEqual([player.stop.mock.callCount(), closed], [1, 0]);
});

test("where nothing plays it closes the details", () => {
  press("Escape");
  assert.deepEqual([player.stop.mock.callCount(), closed], [0, 1]);
});

test("in a field, and where something else has taken it, it is theirs", () => {
  press("Escape", { field: true });
  press("Escape", { defaultPrevented: true });
  press("Enter");
  assert.equal(closed, 0);
});

test("the frame of the map passes it on to the page, and no other key", () => {
  globalThis.KeyboardEvent = class extends Event {
    constructor(type, { key }) {
      super(type);
      this.key = key;
    }
  };
  const page = new EventTarget(), frame = new EventTarget(), heard = [];
  page.addEventListener("keydown", ({ key }) => heard.push(key));
  globalThis.window = Object.assign(frame, { parent: page });
  passEscapeOn();
  for (const key of ["a", "Escape", "Enter"]) frame.dispatchEvent(Object.assign(new Event("keydown"), { key }));
  assert.deepEqual(heard, ["Escape"]);
});
