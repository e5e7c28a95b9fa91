/** The view of a page as others take it along: link, picture, citation, code. */
import assert from "node:assert/strict";
import { test } from "node:test";

import decodeQR from "qr/decode.js";

import { outlineOf } from "../../browser/share/code.js";
import { citationOf, daysOf, linkOf, pictureOf } from "../../browser/share/view.js";

const HERE = "https://atlas.example/map/?date=1962-06-30&lang=fr&territory=ruanda_urundi_trust&layers=missions+names&at=-1.95_30.06_8";
const DATA = {
  citation: "Atlas. Map of {day}. Version 2. {link} (accessed {seen}).",
  date: "1925", today: "2026-12-01", locale: "en", months: "", first_of_month: "1",
};

test("a link is the address of the page, as it is written", () => {
  assert.equal(linkOf(HERE), HERE);
  assert.equal(linkOf("https://atlas.example"), "https://atlas.example/");
});

test("what a frame or this visit alone needs is not passed on", () => {
  const here = HERE.replace("?", "?embed=true&embed_options=dark_theme&play=1913-1925&walk=&");
  assert.equal(linkOf(`${here}#main`), HERE);
});

test("a link names the edition of the record if asked to", () => {
  assert.equal(linkOf("https://a.example/?date=1925&at=lakes", "2.0.0"), "https://a.example/?date=1925&at=lakes&edition=2.0.0");
  assert.equal(linkOf("https://a.example/?edition=1.0.0&date=1925"), "https://a.example/?edition=1.0.0&date=1925");
});

test("a picture is asked for with the view of the page", () => {
  const url = new URL(pictureOf(`${HERE}&embed=true`, "/map/preview.png"));
  assert.equal(url.origin + url.pathname, "https://atlas.example/map/preview.png");
  assert.deepEqual(Object.fromEntries(url.searchParams), { ...Object.fromEntries(new URL(HERE).searchParams), shape: "wide" });
});

test("a citation names the day that is shown, its link and the day of the visit", () => {
  const cited = citationOf(HERE, DATA, linkOf(HERE));
  assert.equal(cited, `Atlas. Map of 30 June 1962. Version 2. ${HERE} (accessed 1 December 2026).`);
});

test("days are those of the link: a year its last one, this year today, none that of the page", () => {
  const on = (query, data) => daysOf(`https://a.example/?${query}`, { ...DATA, ...data });
  assert.equal(on("date=1925").day, "31 December 1925");
  assert.equal(on("date=2026").day, "1 December 2026");
  assert.equal(on("").day, "31 December 1925");
  assert.deepEqual(on("date=1913&with=1962-07-01"), { day: "31 December 1913", other: "1 July 1962" });
  const months = "Mutarama,Gashyantare,Werurwe,Mata,Gicurasi,Kamena,Nyakanga,Kanama,Nzeri,Ukwakira,Ugushyingo,Ukuboza";
  assert.equal(on("date=1962-07-01", { locale: "rw", months }).day, "1 Nyakanga 1962");
  const day_pattern = "{day}. {month} {year}";
  assert.equal(on("date=1962-07-01", { locale: "xx", months, day_pattern }).day, "1. Nyakanga 1962");
});

/** What a camera reads from a code, ten pixels a module, with the margin of the standard. */
function readCode({ size, path }) {
  const side = (size + 8) * 10, data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let at = 0; at < 100; at += 1) {
      const column = (Number(x) + 4) * 10 + (at % 10), row = (Number(y) + 4) * 10 + Math.floor(at / 10);
      data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
    }
  }
  return decodeQR({ width: side, height: side, data });
}

test("a camera reads from a code the link that was put into it", () => {
  for (const link of [HERE, "https://a.example/?q=%C3%A9%E2%80%93", "https://é.example/?q=Rwabugiri – mwami"]) {
    assert.equal(readCode(outlineOf(link)), link);
  }
});

test("the longest link that the atlas writes has a code, and a text without end has none", () => {
  const long = outlineOf(`${HERE}&q=${encodeURIComponent("é".repeat(120))}`);
  assert.ok(long.size <= 177);
  assert.equal(outlineOf("x".repeat(5000)), null);
});
