/* Points to the marked event while it lies outside the view; a press goes there. */

export function makePointer(map, words, goTo) {
  const button = L.DomUtil.create("button", "pointer", map.getContainer());
  button.type = "button";
  button.hidden = true;
  const place = L.DomUtil.create("span", "", button);
  const arrow = L.DomUtil.create("span", "arrow", button);
  arrow.setAttribute("aria-hidden", "true");
  arrow.textContent = "➤";
  L.DomEvent.disableClickPropagation(button);
  let marked = null;
  button.addEventListener("click", () => goTo(marked));
  function point() {
    button.hidden = !marked || map.getBounds().contains([marked.lat, marked.lon]);
    if (button.hidden) return;
    const from = map.project(map.getCenter()), to = map.project([marked.lat, marked.lon]);
    arrow.style.transform = `rotate(${Math.atan2(to.y - from.y, to.x - from.x).toFixed(2)}rad)`;
    place.textContent = marked.place || marked.title;
    button.title = words.event_outside;
  }
  map.on("moveend", point);
  return (event) => {
    marked = event;
    point();
  };
}
