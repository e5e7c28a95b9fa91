/* The badge that says when the map follows a rival position, and whose it is. */

export function makeBadge(map, positions, words) {
  const box = L.DomUtil.create("p", "badge");
  box.setAttribute("role", "status");
  box.hidden = true;
  const control = L.control({ position: "topright" });
  control.onAdd = () => box;
  control.addTo(map);
  return function update(position) {
    const shown = positions[position];
    box.hidden = !shown;
    box.textContent = shown
      ? words.rival.replace(/\{(title|label|by)\}/g, (_, name) => (name === "by" ? shown.held_by : shown[name])) : "";
  };
}
