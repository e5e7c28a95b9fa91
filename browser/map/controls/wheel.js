/**
 * The wheel in the frame of another site: it scrolls that site's page until the visitor has clicked the map.
 *
 * Whoever reads an article and comes upon its map wants to go on reading. With Ctrl or Cmd held the wheel is the map's
 * at once; a pointer that leaves the map gives the wheel back.
 */

import { Hint } from "./hint.js";

/** @param {any} map @param {import("../types.js").Phrases} phrases */
export function leaveWheelToPage(map, phrases) {
  const box = map.getContainer(), hint = new Hint(box, phrases.wheel);
  let isOurs = false;
  map.scrollWheelZoom.disable();

  /** @param {boolean} isTaken */
  const take = (isTaken) => {
    isOurs = isTaken;
    map.scrollWheelZoom[isTaken ? "enable" : "disable"]();
    if (isTaken) hint.hide();
  };
  box.addEventListener("pointerdown", () => take(true));
  box.addEventListener("pointerleave", () => take(false));
  // Before Leaflet's own listener, which stands at the map's box.
  box.parentElement.addEventListener("wheel", (/** @type {WheelEvent} */ { ctrlKey, metaKey }) => {
    const isHeld = ctrlKey || metaKey;
    map.scrollWheelZoom[isOurs || isHeld ? "enable" : "disable"]();
    if (!isOurs && !isHeld) hint.show();
  }, { capture: true, passive: true });
}
