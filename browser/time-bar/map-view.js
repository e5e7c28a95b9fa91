/** Where the map looks, in the address of the page and told to Python. */

import { viewIn, withView } from "../lib/address.js";

const COMMIT_MS = 400; // after the last of several moves

export class MapView {
  /** What the address is to have. @type {string | null} */ view = null;
  /** What Python knows. @type {string | null} */ pageView = null;
  /** What it knew before that: its answer may be under way. @type {string | null} */ linked = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ committing;

  /** @param {(at: string) => void} send tells Python */
  constructor(send) {
    this.send = send;
    this.adopt();
  }

  destroy() {
    clearTimeout(this.committing);
  }

  /** Listen to the history of the page. @param {AbortSignal} signal ends it */
  listen(signal) {
    window.navigation?.addEventListener("currententrychange", ({ navigationType }) => {
      if (navigationType === "traverse") this.adopt();
      else this.keep();
    }, { signal });
    // Whoever moves the map and follows a link at once takes the view along.
    for (const type of ["pointerdown", "click", "auxclick"]) {
      window.addEventListener(type, ({ target }) => this.onPress(/** @type {Element} */ (target)), { signal, capture: true });
    }
  }

  /**
   * A link that Python wrote before it knew the view gets it. Python is not told at once: its answer would blank the
   * page that the link opens. @param {Element} target
   */
  onPress(target) {
    /** @type {HTMLAnchorElement | null | undefined} */
    const link = target.closest?.("a[href]");
    if (this.view === null || !link) return;
    const { origin, pathname, search, hash } = new URL(link.href, window.location.href);
    const known = viewIn(search);
    if (origin === window.location.origin && (known === this.pageView || known === this.linked)) {
      if (known !== this.view) link.href = pathname + withView(search, this.view) + hash;
    }
  }

  /** The map has come to rest at a view. @param {string} at */
  onMapMove(at) {
    this.view = at;
    this.write(at);
    clearTimeout(this.committing);
    this.committing = setTimeout(() => this.commit(), COMMIT_MS);
  }

  /** Tell Python; the address has it already, so no entry in the history arises. */
  commit() {
    if (this.view === null || this.view === this.pageView) return;
    this.linked = this.pageView;
    this.pageView = this.view;
    this.send(this.view);
  }

  /** Put the view into the address, without an entry in the history. @param {string} at */
  write(at) {
    const { pathname, search, hash } = window.location;
    window.history.replaceState(window.history.state, "", pathname + withView(search, at) + hash);
  }

  /**
   * Keep the view in the address that the page has just written.
   *
   * The page writes the query it knows, so without the view or with the one it was opened with; another view than
   * that is meant, and left alone.
   */
  keep() {
    const at = viewIn(window.location.search);
    if (at === this.view) return;
    if (this.view !== null && at === this.pageView) this.write(this.view);
    else this.adopt();
  }

  adopt() {
    this.view = this.pageView = this.linked = viewIn(window.location.search);
  }
}
