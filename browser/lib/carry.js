/**
 * Takes the view along: a link to another page, language or edition opens with the query that this page has.
 *
 * `data-carry` marks such a link, and names the language where the query has one. `data-light` is the address of the
 * light edition, to which the page adds its own name.
 */

/** @param {Event} event */
function carry({ target }) {
  /** @type {HTMLAnchorElement | null} */
  const link = target instanceof Element ? target.closest("a[data-carry]") : null;
  if (!link) return;
  const { search, pathname } = window.location;
  const query = new URLSearchParams(search), { carry: language, light } = link.dataset;
  if (language) query.set("lang", language); // the full edition has its language in the query, the light one in the path
  else query.delete("lang");
  if (light) link.pathname = light + (pathname.split("/").pop() ?? "");
  link.search = String(query);
}

/** Prepare every link before it is opened, copied or dragged away. */
export function carryView() {
  for (const type of ["pointerdown", "focusin", "click", "contextmenu"]) document.addEventListener(type, carry, true);
}
