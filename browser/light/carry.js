/** Takes the view along: a link to another page, language or edition opens with the query that this page has. */

/** @param {Event} event */
function carry({ target }) {
  /** @type {HTMLAnchorElement | null} */
  const link = target instanceof Element ? target.closest("a[data-carry]") : null;
  if (!link) return;
  const query = new URLSearchParams(window.location.search), { carry: language } = link.dataset;
  if (language) query.set("lang", language); // the full edition has its language in the query, this one in the path
  else query.delete("lang");
  link.search = String(query);
}

/** Prepare every link before it is opened, copied or dragged away. */
export function carryView() {
  for (const type of ["pointerdown", "focusin", "click", "contextmenu"]) document.addEventListener(type, carry, true);
}
