/* How arcs become lands and lines, beside topojson-client. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { mergeArcs } from "topojson-client";

import { around, chained } from "../../browser/map/render/topology.js";

const ENDS = { a: ["1", "2"], b: ["2", "3"], c: ["3", "1"], d: ["3", "4"], o: ["9", "9"] };
const ends = (arc) => ENDS[arc];

test("arcs are chained as far as they go, in whatever order they come", () => {
  for (const arcs of [["a", "b", "d"], ["d", "a", "b"], ["b", "d", "a"], ["d", "b", "a"]]) {
    assert.deepEqual(chained(arcs, ends), [["a", "b", "d"]]);
  }
  assert.deepEqual(chained(["a", "d"], ends), [["a"], ["d"]]);
  assert.deepEqual(chained([], ends), []);
});

test("a ring is closed once, and takes nothing more in", () => {
  assert.deepEqual(chained(["c", "a", "b"], ends), [["c", "a", "b"]]);
  assert.deepEqual(chained(["a", "b", "c", "d"], ends), [["a", "b", "c"], ["d"]]);
  assert.deepEqual(chained(["o", "a"], ends), [["o"], ["a"]]);
});

test("the arcs between lands that are taken together are not around them", () => {
  assert.deepEqual(around([0, 1, ~1, 2]), [0, 2]);
  assert.deepEqual(around([3, 3, 4]), [4]); // an island that lies the same way round as the hole for it
});

test("every land of the atlas has the arcs that topojson-client finds, in rings that close", () => {
  const { topology, features } = JSON.parse(readFileSync(new URL("../../static/atlas.json", import.meta.url), "utf8"));
  const parts = new Map(topology.objects.parts.geometries.map((part) => [part.id, part]));
  const names = topology.arcs.map((steps) => [steps[0], steps.reduce(([x, y], [dx, dy]) => [x + dx, y + dy], [0, 0])].map(String));
  const endsOf = (arc) => (arc < 0 ? [...names[~arc]].reverse() : names[arc]);
  const lands = features.map(({ parts: ids }) => ids.map((id) => parts.get(id))).filter((land) => land.length > 1);
  assert.ok(lands.length > 50);
  for (const land of lands) {
    const rings = chained(around(land.flatMap(({ arcs }) => arcs.flat(Infinity))), endsOf);
    const plain = (arcs) => arcs.flat(Infinity).map((arc) => (arc < 0 ? ~arc : arc)).sort((a, b) => a - b);
    assert.deepEqual(plain(rings), plain(mergeArcs(topology, land).arcs));
    for (const ring of rings) {
      ring.forEach((arc, at) => assert.equal(endsOf(arc)[1], endsOf(ring[(at + 1) % ring.length])[0]));
    }
  }
});
