// A link that is clicked while the words typed last are still to be sent waits for them: Streamlit
// would send them after the click, and the answer to them would blank the page that has just opened.
const UNTIL_SENT = 400; // ms: the field's 250 and a margin
let typed = -UNTIL_SENT;

function hold(event) {
  const link = event.target.closest?.("a[href]");
  const rest = typed + UNTIL_SENT - performance.now();
  if (!link || rest <= 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  event.stopPropagation();
  const href = link.getAttribute("href");
  setTimeout(() => {
    const now = document.querySelector(`a[href="${CSS.escape(href)}"]`);
    if (now) now.click();
    else location.assign(href); // the words that came later have taken the link away
  }, rest);
}

document.addEventListener("input", () => { typed = performance.now(); }, true);
document.addEventListener("click", hold, true);

export default function ({ data }) {
  if (data.focus) document.querySelector(`.st-key-${data.field} input`)?.focus({ preventScroll: true });
}
