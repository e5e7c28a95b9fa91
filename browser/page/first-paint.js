/**
 * Lets the page take over the document that stands in for it: fits the sketch to its room as Leaflet fits a map, moves
 * it below the live map once that has its room, and removes the document once the page is there.
 */

import { find } from "../lib/elements.js";
import { fitSketch } from "../lib/sketch.js";

const PATIENCE = 7000; // ms: a page that has not come by then comes late or never

const waits = find(document, "#waits");
/** @type {HTMLElement | null} */
let sight = waits.querySelector(".of-map > main .first-sight");

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

/** Says that the page is slow to come, and what comes at once: on a thin line from the start, else after a while. */
function offerLight() {
  /** @type {HTMLElement | null} */
  const slow = waits.querySelector(".offer .slow");
  if (!slow) return;
  const { saveData, effectiveType } = /** @type {any} */ (navigator).connection ?? {};
  if (saveData || /2g$/.test(effectiveType)) slow.hidden = false;
  else setTimeout(() => { slow.hidden = false; }, PATIENCE);
}

offerLight();
if (sight) fitSketch(sight);
const taking = new MutationObserver(() => {
  moveSketch();
  if (!isThere()) return;
  taking.disconnect();
  giveWay();
});
taking.observe(find(document, "#root"), { childList: true, subtree: true });
