/** The button that opens the menu of what can be shared; that menu is fetched when it is first pressed. */

/** @import { ShareData } from "../types.js" */

/** @param {MouseEvent} event */
async function onClick({ target }) {
  const data = window.atlasShare, button = target instanceof Element && target.closest(".share-button");
  if (!button || !data) return;
  try {
    (await import(data.script)).default(data);
  } catch (error) {
    console.warn(error); // without a line to the server; the address of the page is still there
  }
}

/** Take what the menu is to say; a page says it anew for each page and language. @param {ShareData} data */
export function prepareShare(data) {
  if (!window.atlasShare) document.addEventListener("click", onClick);
  window.atlasShare = data;
}
