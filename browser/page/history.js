/** Keeps the history of the page short: see `watchHistory`. Runs before Streamlit's scripts. */

import { watchHistory } from "../lib/history.js";

const { onAct, onRest } = watchHistory(window, { isFramed: window !== window.parent });

// Streamlit says in an attribute whether its script runs. A run may be over before the page has said that it began.
addEventListener("click", onAct, { capture: true });
new MutationObserver(([{ target }]) => {
  if (/** @type {HTMLElement} */ (target).dataset.testScriptState === "notRunning") onRest();
}).observe(document.documentElement, { subtree: true, attributeFilter: ["data-test-script-state"] });
