/** Dates as people write them: Python reads the same table in tests/unit/test_written_dates.py. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { partialDate, readWritten } from "../../browser/lib/written-dates.js";
import { parseTyped } from "../../browser/lib/words.js";

const CASES = JSON.parse(readFileSync(new URL("../data/written_dates.json", import.meta.url), "utf-8"));
const read = (text, months) => readWritten(text, months).map(partialDate).filter(Boolean);

test("a written date is read where it is certain", () => {
  for (const [text, expected] of CASES) assert.deepEqual(read(text), expected, text);
});

test("a name of a month in another language is read if it is given", () => {
  const given = Array.from({ length: 12 }, (_, month) => `måned${month + 1}`).join(",");
  assert.deepEqual(read("3 Måned7 1922"), []);
  assert.deepEqual(read("3 Måned7 1922", given), ["1922-07-03"]);
});

test("what may be two days is offered as both, unless only one of them is on the map", () => {
  const typing = { first: 1884, today: "2026-08-07" };
  assert.deepEqual(parseTyped("7/8/1922", typing), { error: "typed_two_days", days: ["1922-08-07", "1922-07-08"] });
  assert.deepEqual(parseTyped("8/9/2026", typing), { error: "typed_late" });
  assert.deepEqual(parseTyped("9/8/2026", typing), { error: "typed_late" });
  assert.deepEqual(parseTyped("9/7/2026", typing), { date: "2026-07-09" });
});
