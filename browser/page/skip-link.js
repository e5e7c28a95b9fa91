/**
 * The first link of a page: past the head to the map or, without one, to the text.
 *
 * Streamlit has such a link, in English, and it leads to the head of the page.
 */

/** @param {Event} event */
function skip(event) {
  event.preventDefault();
  event.stopPropagation(); // Streamlit would lead to the head
  /** @type {HTMLIFrameElement | null} */
  const frame = document.querySelector("[class*='st-key-atlas_map'] iframe");
  /** @type {HTMLElement | null} */
  const heading = document.querySelector(".stMain h2");
  if (frame) {
    frame.focus();
    frame.contentWindow?.atlas?.mapList?.focus();
  } else if (heading) {
    heading.tabIndex = -1;
    heading.focus();
  }
}

/** Give the first link its words and its way. @param {string | undefined} words */
export function leadPastHead(words) {
  /** @type {HTMLAnchorElement | null} */
  const link = document.querySelector("a[href='#stMain']");
  if (link) Object.assign(link, { textContent: words, onclick: skip });
}
