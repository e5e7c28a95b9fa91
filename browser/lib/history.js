/**
 * The history of the page has one entry for each thing that the visitor has done, and none for what the page does.
 *
 * Streamlit adds an entry whenever the script writes another query than the address has, be it only in another order.
 */

import { viewIn, withView } from "./address.js";

/** Whether two query strings say the same, in whatever order. @param {string} a @param {string} b */
export function isSameQuery(a, b) {
  const [one, other] = [a, b].map((query) => {
    const pairs = new URLSearchParams(query);
    pairs.sort();
    return String(pairs);
  });
  return one === other;
}

/** Whether two query strings say the same but for the view of the map. @param {string} a @param {string} b */
const isSameButView = (a, b) => isSameQuery(withView(a, ""), withView(b, ""));

/**
 * Watch over the entries that a page adds to its history.
 *
 * - A query that says what the address says adds none.
 * - The first run of a page completes the link by which it was opened, and so takes that entry's place.
 * - An answer that brings the query of another page and then its path adds one entry, for the one press of a link.
 * - The map puts the view that it is moved to into the address by itself. An answer that comes late still has a view
 *   before it: the address has the newer one, and keeps it.
 * - In the frame of another site every query does: the history is that of the site.
 *
 * @param {Pick<Window, "history" | "location">} page
 * @param {{ isFramed: boolean }} where
 * @returns {{ onAct: () => void, onRest: () => void }} to be told when the visitor presses something, and when the run
 *   of a page is over: what comes after either is no part of the answer before
 */
export function watchHistory(page, { isFramed }) {
  const { history } = page, push = history.pushState.bind(history), replace = history.replaceState.bind(history);
  /** @type {Set<string | null>} */
  const views = new Set(); // that the map has put into the address
  let isArriving = true, /** @type {string | null} */ written = null;

  /** Whether it is part of what the visitor did last, and so takes the place of that entry. @param {URL} to @param {boolean} isSamePage */
  const isPart = (to, isSamePage) => isFramed
    || (isSamePage ? isArriving : written !== null && isSameQuery(to.search, written));

  /** Where an address leads, and whether only the view is another there. @param {string | URL | null | undefined} url */
  const read = (url) => {
    const { location } = page, to = new URL(String(url ?? ""), location.href);
    const isSamePage = to.pathname === location.pathname;
    return { to, isSamePage, isView: isSamePage && to.hash === location.hash && isSameButView(to.search, location.search) };
  };

  history.replaceState = (state, unused, url) => {
    const { to, isView } = read(url);
    if (isView) views.add(viewIn(to.search));
    replace(state, unused, url);
  };
  history.pushState = (state, unused, url) => {
    const { to, isSamePage, isView } = read(url);
    if (isView && (isSameQuery(to.search, page.location.search) || views.has(viewIn(to.search)))) return;
    if (isPart(to, isSamePage)) replace(state, unused, url);
    else push(state, unused, url);
    written = isSamePage && !isArriving ? to.search : null;
    isArriving ||= !isSamePage;
    if (!isSamePage) views.clear();
  };
  return {
    onAct: () => {
      written = null;
      views.clear();
    },
    onRest: () => { [isArriving, written] = [false, null]; },
  };
}
