/**
 * Touch: one finger scrolls the page that the map stands in, two move and enlarge the map; a mouse drags it as ever.
 *
 * On a phone the map is as wide as the screen: a map that captures every touch would block page scrolling. Leaflet's own
 * handler of two fingers does the rest, and the style sheet leaves scrolling to the browser (`touch-action`).
 */

import { Hint } from "./hint.js";

const STRAY_PX = 10;

/** @param {any} map @param {import("../types.js").Phrases} phrases */
export function enableTwoFingerPan(map, phrases) {
  const box = map.getContainer(), hint = new Hint(box, phrases.two_fingers);
  /** @type {Touch | null} */
  let start = null;
  let isKnown = false; // how it is done

  // Before Leaflet hears of the finger: its handler of drags is for the mouse and the pen.
  box.addEventListener("pointerdown", (/** @type {PointerEvent} */ { pointerType }) => {
    map.dragging[pointerType === "touch" ? "disable" : "enable"]();
  }, { capture: true });

  box.addEventListener("touchstart", (/** @type {TouchEvent} */ { touches }) => {
    const isOne = touches.length === 1 && !(/** @type {Element} */ (touches[0].target).closest(".leaflet-control"));
    start = isOne ? touches[0] : null;
    isKnown = isKnown || touches.length === 2;
    if (touches.length > 1) hint.hide();
  }, { passive: true });

  box.addEventListener("touchmove", (/** @type {TouchEvent} */ { touches }) => {
    if (!start || isKnown || touches.length !== 1) return;
    const [{ clientX, clientY }] = touches;
    if (Math.hypot(clientX - start.clientX, clientY - start.clientY) > STRAY_PX) hint.show();
  }, { passive: true });
}
