/**
 * Tells the page its language and theme, and gives it its first link: past the head to the map or, without one, to the
 * text.
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

// What changes stands in attributes of the script: its text is always the same, and the policy of the page lets this
// one run by its hash.
const { language, theme, words } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
Object.assign(document.documentElement, { lang: language });
document.documentElement.dataset.theme = theme;
/** @type {HTMLAnchorElement | null} */
const link = document.querySelector("a[href='#stMain']");
if (link) Object.assign(link, { textContent: words, onclick: skip });
