/**
 * Paper: while a page is printed its map has the size it has on the sheet, and the colours of the day.
 *
 * A printer lays the page out anew but lets no script follow, so the map takes its new size before.
 */

const SHEET = { width: 702, height: 405 }; // px: the width between the margins of an upright A4
const SIDE = { width: 344, height: 330 }; // each of two maps

/**
 * @typedef {object} Host What printing needs of the map.
 * @property {any} map
 * @property {import("./types.js").State} state
 * @property {import("./controls/views.js").Views} views
 * @property {boolean} isBuilt
 * @property {() => void} layout
 */

/** @typedef {{ style: string, theme: string | undefined, isOpen: boolean, centre: any, zoom: number }} Before How a map was on the screen. */

/** @param {Host} host */
export function fitToPaper(host) {
  const frame = /** @type {HTMLElement | null} */ (window.frameElement);
  if (!frame) return;
  /** @type {Before | null} */
  let before = null;

  window.addEventListener("beforeprint", () => {
    if (before || !host.isBuilt || !frame.offsetWidth) return;
    const bounds = host.map.getBounds(), isSide = Boolean(host.state.pair), { width, height } = isSide ? SIDE : SHEET;
    before = onScreen(host.map, frame);
    document.body.classList.add("on-paper");
    const style = `${before.style}; width: ${width}px !important; height: ${height}px !important`;
    resize(host, frame, { style, theme: "light", isOpen: !isSide }, () => host.map.fitBounds(bounds, { animate: false }));
  });

  window.addEventListener("afterprint", () => {
    if (!before) return;
    const { centre, zoom, ...look } = before;
    before = null;
    document.body.classList.remove("on-paper");
    resize(host, frame, look, () => host.map.setView(centre, zoom, { animate: false }));
  });
}

/** @param {any} map @param {HTMLElement} frame @returns {Before} */
function onScreen(map, frame) {
  const legend = /** @type {HTMLDetailsElement | null} */ (document.querySelector("details.legend"));
  const { theme } = document.documentElement.dataset;
  return { style: frame.style.cssText, theme, isOpen: Boolean(legend?.open), centre: map.getCenter(), zoom: map.getZoom() };
}

/**
 * Give the frame its size and the map its look, and look at the named view or where `look` looks, without telling the page.
 * @param {Host} host
 * @param {HTMLElement} frame
 * @param {{ style: string, theme: string | undefined, isOpen: boolean }} to
 * @param {() => void} look
 */
function resize(host, frame, { style, theme, isOpen }, look) {
  const { map, views, state: { at } } = host;
  frame.style.cssText = style;
  if (theme) document.documentElement.dataset.theme = theme;
  for (const legend of document.querySelectorAll("details.legend")) /** @type {HTMLDetailsElement} */ (legend).open = isOpen;
  views.quietly(() => map.invalidateSize({ animate: false, pan: false }));
  if (views.named(at)) views.goTo(at);
  else views.quietly(look);
  host.layout();
}
