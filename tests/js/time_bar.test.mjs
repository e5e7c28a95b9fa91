/** The time bar's pure logic, run with `node --test tests/js`. */
import assert from "node:assert/strict";
import { test } from "node:test";

const modules = ["lib/dates", "lib/words", "lib/address", "time-bar/scale"].map((name) => import(`../../browser/${name}.js`));
const bar = Object.assign({}, ...(await Promise.all(modules)));

const TODAY = "2026-11-23";
const CHANGES = [
  { date: "1900-03-01", title: "a" },
  { date: "1950-07-01", title: "b" },
  { date: "1950-07-01", title: "c" },
  { date: "1960-01-01", title: "d" },
];
const typed = (text) => bar.parseTyped(text, { first: 1884, today: TODAY });

test("a year is shown by its last day, the running year by today, a day by itself", () => {
  assert.equal(bar.shownDay("1925", TODAY), "1925-12-31");
  assert.equal(bar.shownDay("2026", TODAY), TODAY);
  assert.equal(bar.shownDay("1962-06-30", TODAY), "1962-06-30");
});

test("the next and the previous change exclude the day itself", () => {
  assert.equal(bar.nextChange(CHANGES, "1900-02-28").title, "a");
  assert.equal(bar.nextChange(CHANGES, "1900-03-01").title, "b");
  assert.equal(bar.nextChange(CHANGES, "1960-01-01"), null);
  assert.equal(bar.previousChange(CHANGES, "1960-01-01").title, "c");
  assert.equal(bar.previousChange(CHANGES, "1950-07-01").title, "a");
  assert.equal(bar.previousChange(CHANGES, "1900-03-01"), null);
});

test("dates of coarser precision begin on their first day", () => {
  assert.equal(bar.startDay("1884"), "1884-01-01");
  assert.equal(bar.startDay("1897-03"), "1897-03-01");
  assert.equal(bar.startDay("1897-03-22"), "1897-03-22");
});

test("an era holds from its start to the day before its end", () => {
  const eras = [{ start: "1884", end: "1890-07-01", label: "one" }, { start: "1890-07-01", end: "", label: "two" }];
  assert.equal(bar.eraAt(eras, "1890-06-30").label, "one");
  assert.equal(bar.eraAt(eras, "1890-07-01").label, "two");
  assert.equal(bar.eraAt(eras, "1883-12-31"), null);
});

test("a year lies at its last day, today at the running year", () => {
  assert.equal(bar.yearPosition("1925-12-31", TODAY), 1925);
  assert.ok(Math.abs(bar.yearPosition("1962-07-02", TODAY) - 1961.5) < 0.01);
  assert.equal(bar.yearPosition(TODAY, TODAY), 2026);
  assert.equal(bar.xOf(1884, { first: 1884, last: 2026, width: 1000 }), 22);
  assert.equal(bar.xOf(2026, { first: 1884, last: 2026, width: 1000 }), 978);
});

test("typed dates are read in every form named", () => {
  for (const [text, date] of [
    ["1925", "1925"],
    [" 1962-06-30 ", "1962-06-30"],
    ["1962-6-5", "1962-06-05"],
    ["1962-06", "1962-06-30"],
    ["1924-02", "1924-02-29"],
    ["30 June 1962", "1962-06-30"],
    ["July 1, 1962", "1962-07-01"],
    ["1st jul 1962", "1962-07-01"],
    ["june 1962", "1962-06-30"],
    ["2026-11", TODAY],
    [TODAY, TODAY],
  ]) assert.deepEqual(typed(text), { date }, text);
});

test("a day is written in the locale or with the months given", () => {
  const months = "Mutarama,Gashyantare,Werurwe,Mata,Gicurasi,Kamena,Nyakanga,Kanama,Nzeri,Ukwakira,Ugushyingo,Ukuboza";
  assert.equal(bar.dateWriter("rw", months)("1962-07-01"), "1 Nyakanga 1962");
  assert.equal(bar.dateWriter("en")("1962-07-01"), "1 July 1962");
});

test("what cannot be read or lies outside says why", () => {
  for (const text of ["", "  "]) assert.deepEqual(typed(text), { error: "typed_empty" });
  for (const text of ["soon", "30/6/62", "30 june", "1962 june 30 noon", "ju 1962", "<b>1962</b>", "19625"]) {
    assert.deepEqual(typed(text), { error: "typed_unknown" }, text);
  }
  for (const text of ["1962-02-30", "1962-13", "1962-00", "31 June 1962", "1962-06-00"]) {
    assert.deepEqual(typed(text), { error: "typed_no_day" }, text);
  }
  assert.deepEqual(typed("1883"), { error: "typed_early" });
  assert.deepEqual(typed("0001-01-01"), { error: "typed_early" });
  for (const text of ["2027", "2026-11-24", "2026-12"]) assert.deepEqual(typed(text), { error: "typed_late" }, text);
});

test("the view is kept last in the query, the rest as it was written", () => {
  assert.equal(bar.withView("?date=1925&x=a%20b", "-1.95_30.06_8"), "?date=1925&x=a%20b&at=-1.95_30.06_8");
  assert.equal(bar.withView("?at=1_2_3&date=1925", "4_5_6"), "?date=1925&at=4_5_6");
  assert.equal(bar.withView("", "4_5_6"), "?at=4_5_6");
  assert.equal(bar.withView("?that=1", "a,b"), "?that=1&at=a%2Cb");
});

test("colours are told light from dark however they are written", () => {
  for (const colour of ["#fbf7ee", "#fff", "rgb(251, 247, 238)", "color(srgb 0.98 0.96 0.93)"]) assert.ok(bar.luminance(colour) > 0.8, colour);
  for (const colour of ["#0f1826", "#012", "rgb(15, 24, 38)", "color(srgb 0.05 0.09 0.15)"]) assert.ok(bar.luminance(colour) < 0.1, colour);
});
