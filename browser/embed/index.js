/** What a page does in the frame of another site, beside what it does everywhere: it tells its height, and leaves the history alone. */

import { heightOf, isNews, ownMap } from "./height.js";

const MAPS = "[class*='st-key-atlas_map']";
const SETTLE_MS = 100; // without a change until the host hears of a height
const root = document.documentElement;
let told = 0, /** @type {ReturnType<typeof setTimeout> | undefined} */ waiting;

function tell() {
  const content = document.querySelector(".stMainBlockContainer");
  if (!content || !content.querySelector(".st-key-foot")) return; // there is more to come
  const maps = [...content.querySelectorAll(MAPS)].map((map) => map.getBoundingClientRect());
  const height = heightOf(content.getBoundingClientRect().height, maps, window.innerWidth);
  if (!isNews(height, told)) return;
  told = height;
  window.parent.postMessage({ type: "height", height }, "*"); // which anybody may know
}

function tellSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(tell, SETTLE_MS);
}

function onResize() {
  root.style.setProperty("--own-map", `${ownMap(window.innerWidth)}px`);
  root.toggleAttribute("data-followed", root.hasAttribute("data-followed") || window.innerHeight === told);
  tellSoon();
}

/** A link to another language takes the place of the page: Back is the host's. @param {MouseEvent} event */
function onClick(event) {
  /** @type {HTMLAnchorElement | null | false} */
  const link = event.target instanceof Element && event.target.closest(".languages a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.replace(link.href);
}

/** Once Streamlit has made the page, watch its size. */
function watchContent() {
  const content = document.querySelector(".stMainBlockContainer");
  if (!content) return false;
  new ResizeObserver(tellSoon).observe(content);
  return true;
}

if (window.parent !== window) {
  window.addEventListener("resize", onResize);
  document.addEventListener("click", onClick);
  onResize();
  const arrival = new MutationObserver(() => watchContent() && arrival.disconnect());
  if (!watchContent()) arrival.observe(root, { childList: true, subtree: true });
}
