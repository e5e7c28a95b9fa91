/* Fingers: one scrolls the page that the map stands in, two move and enlarge the map; a mouse drags it as ever.
 *
 * On a phone the map is as wide as the screen: a map that took every finger would hold the page fast. Leaflet's own
 * handler of two fingers does the rest, and the style sheet leaves pushing to the browser (`touch-action`).
 */

const STRAY_PX = 10;
const HINT_MS = 1400;

export function shareFingers(map, words) {
  const box = map.getContainer();
  const hint = L.DomUtil.create("p", "fingers", box);
  hint.textContent = words.two_fingers;
  hint.setAttribute("aria-hidden", "true"); // a screen reader moves the map by its buttons and keys
  let start = null, timer = 0, known = false;

  const show = () => {
    hint.classList.add("seen");
    clearTimeout(timer);
    timer = setTimeout(() => hint.classList.remove("seen"), HINT_MS);
  };

  // Before Leaflet hears of the finger: its handler of drags is for the mouse and the pen.
  box.addEventListener("pointerdown", ({ pointerType }) => {
    map.dragging[pointerType === "touch" ? "disable" : "enable"]();
  }, { capture: true });

  box.addEventListener("touchstart", ({ touches }) => {
    start = touches.length === 1 && !touches[0].target.closest(".leaflet-control") ? touches[0] : null;
    known = known || touches.length === 2;
    if (touches.length > 1) hint.classList.remove("seen");
  }, { passive: true });

  box.addEventListener("touchmove", ({ touches }) => {
    if (!start || known || touches.length !== 1) return;
    const [{ clientX, clientY }] = touches;
    if (Math.hypot(clientX - start.clientX, clientY - start.clientY) > STRAY_PX) show();
  }, { passive: true });
}
