/* The canvas paints the patterns of the symbology. */

import assert from "node:assert/strict";
import { test } from "node:test";

import symbology from "../../geo/render/symbology.json" with { type: "json" };
import { Inks } from "../../browser/map/render/canvas/inks.js";

/** A canvas that keeps what is drawn on it, by the first one made. */
class Recorder {
  static made = [];
  constructor(width, height) {
    Object.assign(this, { width, height, drawn: [] });
    Recorder.made.push(this);
  }
  getContext() {
    const { drawn } = this;
    return {
      scale() {}, beginPath() {},
      fillRect(...box) { drawn.push(["ground", this.fillStyle, box[2]]); },
      moveTo(x, y) { this.from = [x, y]; },
      lineTo(x, y) { this.path = ["line", ...this.from, x, y]; },
      arc(x, y, r) { this.path = ["circle", x, y, r]; },
      stroke() { drawn.push([...this.path, this.strokeStyle, this.lineWidth]); },
      fill() { drawn.push([...this.path, this.fillStyle]); },
      createPattern: () => ({ setTransform() {} }),
    };
  }
}

Object.assign(globalThis, {
  L: { Browser: { retina: false } },
  OffscreenCanvas: Recorder,
  DOMMatrix: class { scale() { return this; } rotate() { return this; } },
  document: {},
  getComputedStyle: () => ({ getPropertyValue: (name) => name }),
});

/* A mark as a canvas has to draw it. */
const asDrawn = ([kind, { x1, y1, x2, y2, cx, cy, r, fill, "stroke-width": width }], ink) => {
  if (kind === "line") return ["line", x1, y1, x2, y2, ink, width];
  return fill === "none" ? ["circle", cx, cy, r, ink, width] : ["circle", cx, cy, r, ink];
};

for (const [pattern, { size, draw }] of Object.entries(symbology.patterns)) {
  for (const overlay of [false, true]) {
    test(`a canvas paints ${pattern}${overlay ? " over other land" : ""} as the symbology has it`, () => {
      Recorder.made = [];
      new Inks(new Map([["tile", { colour: "x", pattern, overlay }]])).of("url(#tile)");
      const ink = overlay ? "--c-x" : "--pattern", ground = overlay ? [] : [["ground", "--c-x", size]];
      assert.deepEqual(Recorder.made[0].drawn, [...ground, ...draw.map((mark) => asDrawn(mark, ink))]);
      assert.equal(Recorder.made[0].width, size);
    });
  }
}
