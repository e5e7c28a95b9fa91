/**
 * A link to a page of the atlas opens in a new tab where the visitor asks for that.
 *
 * Streamlit writes the link to the map as a query alone, which is right for a press; opened otherwise, or copied, it
 * leads to the page on which it stands. And a press goes to the page in the same tab, whatever key is held with it.
 */

const LINK = ".stPageLink a";

/** @param {Event} event @returns {Element | null} */
const linkOf = ({ target }) => target instanceof Element ? target.closest(LINK) : null;

/** @param {Event} event */
function complete(event) {
  const link = linkOf(event), href = link?.getAttribute("href");
  if (href?.startsWith("?")) link?.setAttribute("href", `./${href}`);
}

/** @param {MouseEvent} event */
function leaveToBrowser(event) {
  if ((event.ctrlKey || event.metaKey || event.shiftKey) && linkOf(event)) event.stopPropagation();
}

for (const kind of ["pointerover", "pointerdown", "focusin"]) document.addEventListener(kind, complete, true);
document.addEventListener("click", leaveToBrowser, true);
