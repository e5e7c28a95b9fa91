/** How a component of Streamlit is kept alive between two calls of its renderer. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { rendererOf } from "../../browser/lib/mount.js";

let made, render, page;

beforeEach(() => {
  made = [];
  render = rendererOf(".thing", (root) => {
    const thing = { root, data: [], gone: false, update: ({ data }) => thing.data.push(data), destroy: () => { thing.gone = true; } };
    made.push(thing);
    return thing;
  });
  page = { root: {}, querySelector: (selector) => selector === ".thing" && page.root };
});

const call = (data, parentElement = page) => render({ data, parentElement });

test("the first call makes the thing, every other updates it", () => {
  call(1);
  call(2);
  assert.deepEqual([made.length, made[0].root === page.root, made[0].data, made[0].gone], [1, true, [1, 2], false]);
});

test("a clean-up after a later call takes nothing away, the last one does", () => {
  const first = call(1), second = call(2);
  first();
  assert.equal(made[0].gone, false);
  second();
  assert.equal(made[0].gone, true);
  call(3);
  assert.equal(made.length, 2);
});

test("another element in the same place gets a thing of its own", () => {
  const first = call(1);
  page.root = {};
  call(2);
  assert.deepEqual([made.length, made[0].gone, made[1].data], [2, true, [2]]);
  first();
  assert.equal(made[1].gone, false);
});

test("two places have a thing each", () => {
  call(1);
  call(2, { querySelector: () => ({}) });
  assert.deepEqual(made.map(({ data }) => data), [[1], [2]]);
});
