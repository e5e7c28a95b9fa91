/** The timeline of the time bar: changes, events and eras, fetched once a page. */

/** @import { Timeline } from "../types.js" */

/** Until it is there. @type {Timeline} */
export const NO_TIMELINE = { changes: [], events: [], eras: [] };

/** @type {Map<string, Promise<Timeline | null>>} */
const timelines = new Map();

/**
 * The timeline at a URL, fetched once; null if it cannot be had, and then asked for again by the next call. A page
 * without a server has it at hand and gives the timeline itself.
 *
 * @param {string | Timeline} url
 * @returns {Promise<Timeline | null>}
 */
export async function fetchTimeline(url) {
  if (typeof url !== "string") return url;
  const known = timelines.get(url);
  if (known) return known;
  const asked = fetch(url)
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
  asked.then((timeline) => timeline ?? timelines.delete(url));
  timelines.set(url, asked);
  return asked;
}
