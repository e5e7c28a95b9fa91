/**
 * Lets the page take over the document that stands in for it: fits the sketch to its room as Leaflet fits a map, moves
 * it below the live map once that has its room, and removes the document once the page is there.
 */

import { find } from "../lib/elements.js";

const STEP = 0.25; // of the live map's zoom

const waits = find(document, "#waits");
/** @type {HTMLElement | null} */
let sight = waits.querySelector(".of-map > main .first-sight");

/**
 * @param {HTMLElement} holder
 */
function fitSketch(holder) {
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

/** Moves the sketch into the room of the live map, once the page has its style. */
function moveSketch() {
  const room = document.querySelector(".st-key-atlas_map");
  if (!sight || !room || getComputedStyle(room).position === "static") return;
  room.prepend(sight);
  sight = null;
}

/** Whether the page is there: to its foot with the links of its head, or with what it has to say in place of them. */
function isThere() {
  if (document.querySelector(".stMain :is(.stAlert, .stException), #root [role=dialog]")) return true;
  const waiting = document.querySelector(":is(.st-key-head, .st-key-panel) [data-testid=stSkeleton]");
  return !waiting && document.querySelector(".st-key-foot") !== null;
}

/**
 * What takes the focus from a link of the document: what bears the same words on the page, or the page's first link.
 *
 * @param {Element} link
 * @returns {HTMLElement | null}
 */
function successor({ textContent }) {
  /** @type {NodeListOf<HTMLElement>} */
  const candidates = document.querySelectorAll("#root :is(a, summary)");
  return [...candidates].find((element) => element.textContent === textContent) ?? document.querySelector("a[href='#stMain']");
}

/** Removes the document; who has come to a link of it by keys goes on from there. */
function giveWay() {
  const { activeElement } = document, isHere = activeElement !== null && waits.contains(activeElement);
  waits.remove();
  if (isHere) successor(activeElement)?.focus({ preventScroll: true });
}

if (sight) fitSketch(sight);
const taking = new MutationObserver(() => {
  moveSketch();
  if (!isThere()) return;
  taking.disconnect();
  giveWay();
});
taking.observe(find(document, "#root"), { childList: true, subtree: true });
