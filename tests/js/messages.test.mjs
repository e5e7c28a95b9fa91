/** What a page hears of other windows, and what it tells the host that shows it. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { heightOf, isNews, ownMap } from "../../browser/embed/height.js";
import { askedDate, hearOwn } from "../../browser/lib/messages.js";

const HOSTILE = [
  null, undefined, 1925, "1925", [], ["date", "1925"], {}, { date: "1925" }, { type: "date" },
  { type: "date", date: 1925 }, { type: "date", date: ["1925"] }, { type: "date", date: "" },
  { type: "date", date: "1925-1-1" }, { type: "date", date: "1925-01" }, { type: "date", date: " 1925" },
  { type: "date", date: "1925\n" }, { type: "date", date: "١٩٢٥" }, { type: "date", date: "-1925" },
  { type: "date", date: "1925", at: "belgium" }, { type: "step", by: 1 }, { type: "rest" },
  { type: "date", date: "1925", stCommVersion: 1 }, { stCommVersion: 1, type: "RERUN_SCRIPT" },
  { type: "streamlit:render", args: { feature_group: "alert(1)" } }, { type: "date", date: "<script>" },
];

test("a date is heard, and nothing that is like one", () => {
  assert.equal(askedDate({ type: "date", date: "1925" }), "1925");
  assert.equal(askedDate({ date: "1962-06-30", type: "date" }), "1962-06-30");
  for (const data of HOSTILE) assert.equal(askedDate(data), null, JSON.stringify(data));
});

/** A window that hears its own origin: which of the messages come through. */
function heard(messages, isHeard) {
  const page = Object.assign(new EventTarget(), { location: { origin: "https://atlas.example" } }), through = [];
  hearOwn(page, isHeard);
  page.addEventListener("message", ({ data }) => through.push(data));
  for (const [origin, data] of messages) {
    page.dispatchEvent(Object.assign(new Event("message"), { origin, data }));
  }
  return through;
}

test("a window hears its own origin alone, whoever was there first", () => {
  const others = ["https://host.example", "https://atlas.example.evil.example", "http://atlas.example", "null", ""];
  const messages = [["https://atlas.example", "own"], ...others.map((origin) => [origin, origin])];
  assert.deepEqual(heard(messages), ["own"]);
});

test("of others it hears what it has said it would", () => {
  const messages = [["https://host.example", "date"], ["https://host.example", "else"]];
  assert.deepEqual(heard(messages, ({ data }) => data === "date"), ["date"]);
});

test("the map of an embed keeps to the width of its window", () => {
  assert.deepEqual([100, 360, 640, 1000, 3000].map(ownMap), [240, 240, 326, 510, 620]);
});

test("an embed asks for its content with each row of maps at a height of its own", () => {
  assert.equal(heightOf(640, [{ top: 40, height: 315 }], 640), 651);
  assert.equal(heightOf(640.2, [{ top: 40, height: 326 }], 640), 641);
  assert.equal(heightOf(900, [], 640), 900);
  const aside = [{ top: 90.2, height: 408 }, { top: 90.4, height: 408 }];
  assert.equal(heightOf(700, aside, 800), 700);
  assert.equal(heightOf(1100, [{ top: 90, height: 408 }, { top: 510, height: 408 }], 800), 1100);
  assert.equal(heightOf(1100, [{ top: 90, height: 308 }, { top: 510, height: 308 }], 800), 1300);
});

test("a host hears of more at once, and of less when it matters", () => {
  assert.deepEqual([641, 640, 639, 624, 623].map((height) => isNews(height, 640)), [true, false, false, false, true]);
});
