/**
 * The field for words: it has the focus where Python says so, and a link that is clicked while the words typed last
 * are still to be sent waits for them: Streamlit would send them after the click, and the answer to them would blank
 * the page that has just opened.
 */

/** @import { Component, TypingData } from "../types.js" */

const UNTIL_SENT = 400; // ms: the field's 250 and a margin
let typed = -UNTIL_SENT;

/** @param {MouseEvent} event */
function hold(event) {
  const link = event.target instanceof Element && event.target.closest("a[href]");
  const wait = typed + UNTIL_SENT - performance.now();
  if (!link || wait <= 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  const href = link.getAttribute("href") ?? "";
  setTimeout(() => {
    /** @type {HTMLAnchorElement | null} */
    const now = document.querySelector(`a[href="${CSS.escape(href)}"]`);
    if (now) now.click();
    else location.assign(href); // the words that came later have taken the link away
  }, wait);
}

document.addEventListener("input", () => { typed = performance.now(); }, true);
document.addEventListener("click", hold, true);

// The field may come after this script, and Streamlit may put another in its place: the focus is the
// field's until the visitor does something.
/** @type {MutationObserver | undefined} */
let waiting;

/** @param {string} field */
function focus(field) {
  /** @type {HTMLInputElement | null} */
  const input = document.querySelector(`.st-key-${field} input`);
  if (input && document.activeElement !== input) input.focus({ preventScroll: true });
}

function stopWaiting() {
  waiting?.disconnect();
  waiting = undefined;
}

for (const kind of ["keydown", "pointerdown"]) document.addEventListener(kind, stopWaiting, true);

/**
 * Streamlit's renderer.
 *
 * @param {Component<TypingData>} component
 */
export default function typing({ data }) {
  stopWaiting();
  if (!data.focus) return undefined;
  focus(data.field);
  waiting = new MutationObserver(() => focus(data.field));
  waiting.observe(document.body, { childList: true, subtree: true });
  return stopWaiting;
}
