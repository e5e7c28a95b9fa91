/** Escape stops what plays or, where nothing plays, closes the details that are open. */

/** @import { Player } from "./player.js" */

const FIELDS = "input:not([type=range]), textarea, select, [role=combobox]"; // Escape means something in them
const CLOSE = ".st-key-close_details button";

/**
 * @param {Pick<KeyboardEvent, "key" | "defaultPrevented" | "composedPath">} event
 * @param {Pick<Player, "isPlaying" | "stop">} player
 */
export function onEscape(event, player) {
  if (event.key !== "Escape") return;
  const [target] = /** @type {Element[]} */ (event.composedPath());
  if (player.isPlaying) player.stop({ commit: true });
  else if (!event.defaultPrevented && !target?.matches?.(FIELDS)) {
    /** @type {HTMLElement | null} */ (document.querySelector(CLOSE))?.click();
  }
}
