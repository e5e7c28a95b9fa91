/** What moves the time bar beside its visitor: the page around an embed, and the years that a link plays. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Autoplay } from "../../browser/time-bar/autoplay.js";
import { Host, isShown } from "../../browser/time-bar/host.js";

let bar, page, posted, observer, isMapThere, isMotionReduced;

beforeEach(() => {
  [posted, isMapThere, isMotionReduced] = [[], true, false];
  const parent = { postMessage: (...message) => posted.push(message) };
  page = Object.assign(new EventTarget(), { parent });
  bar = {
    bounds: { first: 1884, last: 2026 },
    data: { today: "2026-11-23" },
    date: "1925",
    isDragging: false,
    went: [],
    played: [],
    go(date) { this.went.push(date); this.date = date; },
    player: {
      isPlaying: false,
      until: null,
      start(span) { Object.assign(this, { isPlaying: true, until: 1925 }); bar.played.push(span); bar.date = span.from || bar.date; },
      stop() { Object.assign(this, { isPlaying: false }); },
    },
  };
  Object.assign(globalThis, {
    window: { matchMedia: () => ({ matches: isMotionReduced }) },
    IntersectionObserver: class {
      constructor(tell) { observer = this; Object.assign(this, { tell, scene: null }); }
      observe(scene) { this.scene = scene; }
      disconnect() { this.scene = null; }
    },
  });
});

afterEach(() => mock.restoreAll());

function greeted() {
  const host = new Host(bar, page);
  host.listen(new AbortController().signal);
  host.greet();
  return host;
}

const say = (data, source = page.parent) => page.dispatchEvent(Object.assign(new Event("message"), { data, source }));

test("a date is shown if it is a day of the calendar that the atlas covers", () => {
  const shown = ["1884", "1962-06-30", "1924-02-29", "2026", "2026-11-23"];
  const others = ["1883", "1883-12-31", "2027", "2026-11-24", "1925-02-29", "1925-13-01", "1925-00-10", "1925-01-00", "0000", "9999-12-31"];
  assert.deepEqual([...shown, ...others].filter((date) => isShown(date, bar)), shown);
});

test("the page around steers the date, and another window does not", () => {
  greeted();
  say({ type: "date", date: "1962-06-30" });
  say({ type: "date", date: "1913" }, {});
  say({ type: "date", date: "1883" });
  say({ type: "step", by: "play" });
  assert.deepEqual(bar.went, ["1962-06-30"]);
});

test("a date stops what plays, and waits for no drag", () => {
  greeted();
  bar.player.isPlaying = true;
  say({ type: "date", date: "1913" });
  assert.equal(bar.player.isPlaying, false);
  bar.isDragging = true;
  say({ type: "date", date: "1962" });
  assert.deepEqual(bar.went, ["1913"]);
});

test("the page around hears once from when on it is heard", () => {
  const host = new Host(bar, page);
  host.listen(new AbortController().signal);
  say({ type: "date", date: "1913" });
  assert.deepEqual(bar.went, []);
  host.greet();
  host.greet();
  assert.deepEqual(posted, [[{ type: "ready" }, "*"]]);
});

test("a page that nothing is around hears nobody", () => {
  page.parent = page;
  page.postMessage = (...message) => posted.push(message);
  greeted();
  say({ type: "date", date: "1913" }, page);
  assert.deepEqual([bar.went, posted], [[], []]);
});

function offered(play = "1913-1925", nav = 1) {
  const autoplay = new Autoplay(bar, () => isMapThere);
  autoplay.offer(play, nav, "map");
  return autoplay;
}

const see = (isIntersecting) => observer.tell([{ isIntersecting }]);

test("the years of a link play when the map is seen, once", () => {
  const autoplay = offered();
  assert.deepEqual([observer.scene, bar.played], ["map", []]);
  see(true);
  assert.deepEqual(bar.played, [{ from: "1913", until: "1925" }]);
  bar.player.stop();
  bar.date = "1925";
  see(false);
  see(true);
  autoplay.offer("1913-1925", 1, "map");
  assert.equal(bar.played.length, 1);
});

test("out of sight they rest, and go on from there", () => {
  offered();
  see(true);
  bar.date = "1919";
  see(false);
  assert.equal(bar.player.isPlaying, false);
  see(true);
  assert.deepEqual([bar.played.length, bar.played[1], bar.date], [2, { from: "", until: "1925" }, "1919"]);
});

test("a map that is seen before it is drawn plays once it is", () => {
  isMapThere = false;
  const autoplay = offered();
  see(true);
  assert.deepEqual(bar.played, []);
  isMapThere = true;
  autoplay.begin();
  assert.equal(bar.played.length, 1);
});

test("nothing plays by itself for who has asked for less motion, or has moved the bar", () => {
  isMotionReduced = true;
  offered();
  assert.equal(observer.scene, null);
  see(true);
  isMotionReduced = false;
  offered();
  bar.date = "1930";
  see(true);
  assert.deepEqual(bar.played, []);
});

test("what the visitor plays himself goes on out of sight, and a link without years plays none", () => {
  offered();
  see(true);
  bar.player.stop();
  Object.assign(bar.player, { isPlaying: true, until: null });
  see(false);
  assert.equal(bar.player.isPlaying, true);
  offered(undefined, 2);
  see(true);
  assert.equal(bar.played.length, 1);
});
