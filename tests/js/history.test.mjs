/** Which writes of a page add an entry to its history. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { isSameQuery, watchHistory } from "../../browser/lib/history.js";

let entries, page;

function openAt(url, { isFramed = false } = {}) {
  entries = [new URL(url)];
  const history = {
    pushState: (_state, _unused, to) => entries.push(new URL(to, entries.at(-1))),
    replaceState: (_state, _unused, to) => entries.splice(-1, 1, new URL(to, entries.at(-1))),
  };
  page = { history, get location() { return entries.at(-1); } };
  return watchHistory(page, { isFramed });
}

const write = (query) => page.history.pushState({}, "", page.location.pathname + query);
const shown = () => entries.map(({ pathname, search }) => pathname + search);

beforeEach(() => openAt("http://atlas/"));

test("the order of parameters says nothing", () => {
  assert.ok(isSameQuery("?date=1925&at=lakes&embed=true", "embed=true&date=1925&at=lakes"));
  assert.ok(!isSameQuery("?date=1925", "?date=1926"));
  assert.ok(!isSameQuery("?date=1925", "?date=1925&date=1925"));
});

test("the same query in another order is not written", () => {
  const { onRest } = openAt("http://atlas/?date=1925&embed=true");
  onRest();
  write("?embed=true&date=1925");
  assert.deepEqual(shown(), ["/?date=1925&embed=true"]);
});

test("the first run of a page completes its link in place, every other adds an entry", () => {
  const { onRest } = openAt("http://atlas/missions");
  write("?date=1925&at=lakes");
  assert.deepEqual(shown(), ["/missions?date=1925&at=lakes"]);
  onRest();
  write("?date=1925&at=lakes&territory=rwanda");
  assert.deepEqual(shown(), ["/missions?date=1925&at=lakes", "/missions?date=1925&at=lakes&territory=rwanda"]);
});

test("a page opened by a link of the atlas is one entry, whatever its run adds to the link", () => {
  const { onRest } = openAt("http://atlas/?date=1925");
  onRest();
  page.history.pushState({}, "", "/comparison?date=1925");
  write("?date=1925&with=1963");
  assert.deepEqual(shown(), ["/?date=1925", "/comparison?date=1925&with=1963"]);
  onRest();
  write("?date=1930&with=1963");
  assert.equal(entries.length, 3);
});

test("a press whose answer brings the query before the path is one entry", () => {
  const { onRest } = openAt("http://atlas/missions?date=1925");
  onRest();
  write("?date=1925&with=1963");
  page.history.pushState({}, "", "/comparison?date=1925&with=1963");
  assert.deepEqual(shown(), ["/missions?date=1925", "/comparison?date=1925&with=1963"]);
  onRest();
  page.history.pushState({}, "", "/chronology?date=1925");
  assert.equal(entries.length, 3);
});

test("what the visitor presses is an entry of its own, even if the page has not said that its run is over", () => {
  const { onAct, onRest } = openAt("http://atlas/?date=1925");
  onRest();
  write("?date=1975");
  onAct();
  page.history.pushState({}, "", "/about?date=1975");
  assert.deepEqual(shown(), ["/?date=1925", "/?date=1975", "/about?date=1975"]);
});

test("a view that the map has put into the address stays, whatever view a late answer still has", () => {
  const { onAct, onRest } = openAt("http://atlas/?date=1925&at=lakes");
  onRest();
  for (const at of ["belgium", "both"]) page.history.replaceState({}, "", `/?date=1925&at=${at}`);
  write("?at=belgium&date=1925");
  write("?date=1925&at=both");
  assert.deepEqual(shown(), ["/?date=1925&at=both"]);
  write("?date=1926&at=belgium");
  assert.deepEqual(shown(), ["/?date=1925&at=both", "/?date=1926&at=belgium"]);
  onAct();
  write("?date=1926&at=both");
  assert.deepEqual(shown().at(-1), "/?date=1926&at=both");
  assert.equal(entries.length, 3);
});

test("in the frame of another site nothing adds an entry to the history of that site", () => {
  const { onRest } = openAt("http://atlas/?date=1925", { isFramed: true });
  onRest();
  for (const year of [1926, 1927, 1928]) write(`?date=${year}`);
  assert.deepEqual(shown(), ["/?date=1928"]);
});
