/** The sketch of a map: drawn by the server or ahead, fitted to its room in the browser. */

import { find } from "./elements.js";

const STEP = 0.25; // of the live map's zoom

/** Fit a sketch to its room as Leaflet fits a map. @param {HTMLElement} holder */
export function fitSketch(holder) {
  /** @type {SVGSVGElement} */
  const sketch = find(holder, ".sketch");
  const [wide, high] = (sketch.dataset.box || "").split(" ").map(Number);

  function fit() {
    const { clientWidth: width, clientHeight: height } = sketch;
    if (!width) return;
    const zoom = wide ? Math.floor(Math.log2(Math.min(width / wide, height / high)) / STEP + 1e-3) * STEP : -1;
    const k = 2 ** -zoom; // units for a pixel
    sketch.setAttribute("viewBox", [-width / 2, -height / 2, width, height].map((side) => side * k).join(" "));
    sketch.style.setProperty("--k", String(k));
    for (const tile of sketch.querySelectorAll("pattern")) {
      tile.setAttribute("patternTransform", `rotate(${tile.dataset.turn}) scale(${k})`);
    }
    for (const name of sketch.querySelectorAll("text")) {
      const reach = name.getComputedTextLength() / 2;
      name.style.visibility = Math.abs(Number(name.getAttribute("x"))) + reach > (width / 2) * k ? "hidden" : "";
    }
  }

  new ResizeObserver(fit).observe(sketch);
  fit();
}
