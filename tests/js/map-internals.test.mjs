/** Leaflet's private members: one file names them, and the layers are known by their list alone. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const MAP = new URL("../../browser/map/", import.meta.url);
const sources = readdirSync(MAP, { recursive: true }).filter((name) => name.endsWith(".js"));
const textOf = (name) => readFileSync(new URL(name, MAP), "utf8");
const namesOf = (name) => textOf(name).match(/(?<![\w$`])_[a-zA-Z]\w*/g) || [];

test("only render/leaflet-internals.js names what Leaflet keeps private", () => {
  assert.ok(sources.length > 20);
  assert.ok(new Set(namesOf("render/leaflet-internals.js")).size > 20); // the search finds them
  const found = sources.filter((name) => name !== "render/leaflet-internals.js").flatMap((name) => namesOf(name).map((it) => `${name}: ${it}`));
  assert.deepEqual(found, []);
});

test("the map knows the list of its layers and none of them", () => {
  const imports = [...textOf("index.js").matchAll(/from "\.\/layers\/(.+?)"/g)].map(([, name]) => name);
  assert.deepEqual(imports, ["index.js"]);
});

test("canvases are a bundle of their own: nothing that the map always fetches imports them", () => {
  const outside = sources.filter((name) => !name.startsWith("render/canvas/"));
  const found = outside.filter((name) => /^import .*canvas\//m.test(textOf(name)));
  assert.deepEqual(found, []);
});

test("no file of the map is longer than 400 lines", () => {
  assert.deepEqual(sources.filter((name) => textOf(name).split("\n").length > 400), []);
});
