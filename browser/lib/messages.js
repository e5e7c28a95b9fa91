/** Messages from one window to another: which of them are heard. */

/** Tells the time bar to rest: what is shown is about to be taken along. */
export const PAUSE = "atlas-pause";

/**
 * Let a window hear its own origin, and of others only what `isHeard` lets in. To be called before any other script
 * listens, since those of Streamlit and streamlit-folium ask nobody where he comes from.
 *
 * @param {Pick<Window, "addEventListener" | "location">} page
 * @param {(event: MessageEvent) => boolean} [isHeard]
 */
export function hearOwn(page, isHeard = () => false) {
  const { origin } = page.location;
  page.addEventListener("message", (event) => {
    if (event.origin !== origin && !isHeard(event)) event.stopImmediatePropagation();
  }, { capture: true });
}

/**
 * The date that a message asks for, as it is written; null for every other message.
 *
 * @param {unknown} data
 * @returns {string | null}
 */
export function askedDate(data) {
  if (typeof data !== "object" || data === null || Object.keys(data).length !== 2) return null;
  const { type, date } = /** @type {Record<string, unknown>} */ (data);
  return type === "date" && typeof date === "string" && /^\d{4}(-\d\d-\d\d)?$/.test(date) ? date : null;
}
