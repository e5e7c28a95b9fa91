/* Paper: while a page is printed its map has the size it has on the sheet, and the colours of the day.
 *
 * A printer lays the page out anew but lets no script follow, so the map takes its new size before.
 */

const SHEET = { width: 702, height: 405 }; // px: the width between the margins of an upright A4
const SIDE = { width: 344, height: 330 }; // each of two maps

export function fitPaper(atlas) {
  const { map, views } = atlas, frame = window.frameElement, root = document.documentElement;
  if (!frame) return;
  let before = null;

  /* Give the frame its size, and look where `look` looks, without telling the page. */
  const turn = (style, theme, isOpen, look) => {
    frame.style.cssText = style;
    document.body.classList.toggle("on-paper", Boolean(before));
    root.dataset.theme = theme;
    for (const legend of document.querySelectorAll("details.legend")) legend.open = isOpen;
    views.quietly(() => map.invalidateSize({ animate: false, pan: false }));
    const { at } = atlas.state;
    if (views.views.some(({ id }) => id === at)) views.goTo(at);
    else views.quietly(look);
    atlas.layout();
  };

  window.addEventListener("beforeprint", () => {
    if (before || !atlas.features || !frame.offsetWidth) return;
    const legend = document.querySelector("details.legend"), bounds = map.getBounds();
    before = {
      style: frame.style.cssText, theme: root.dataset.theme, isOpen: Boolean(legend && legend.open),
      centre: map.getCenter(), zoom: map.getZoom(),
    };
    const { width, height } = atlas.pair ? SIDE : SHEET;
    const style = `${before.style}; width: ${width}px !important; height: ${height}px !important`;
    turn(style, "light", !atlas.pair, () => map.fitBounds(bounds, { animate: false }));
  });

  window.addEventListener("afterprint", () => {
    if (!before) return;
    const { style, theme, isOpen, centre, zoom } = before;
    before = null;
    turn(style, theme, isOpen, () => map.setView(centre, zoom, { animate: false }));
  });
}
