/* Names for assistive technology: of the frame, of the map and of its controls, in the visitor's language. */

/* Name the map. What is drawn is hidden from a screen reader: the mirror says all of it in order. */
export function nameMap(map, { words, language }) {
  if (language) document.documentElement.lang = language;
  // Folium forbids a phone to enlarge.
  for (const meta of document.querySelectorAll("meta[name=viewport]")) meta.content = "width=device-width, initial-scale=1";
  const box = map.getContainer();
  box.setAttribute("role", "region");
  box.setAttribute("aria-description", words.map_keys);
  map.getPane("mapPane").setAttribute("aria-hidden", "true");
  for (const [name, text] of [["in", words.zoom_in], ["out", words.zoom_out]]) {
    const button = box.querySelector(`.leaflet-control-zoom-${name}`);
    if (!button) continue;
    button.title = text;
    button.setAttribute("aria-label", text);
  }
  callMap(map, words);
}

/* Call map and frame by their name; `which` tells one of two maps from the other. */
export function callMap(map, words, which = "") {
  const name = [words.map_name, which].filter(Boolean).join(" – ");
  document.title = window.frameElement ? name : document.title;
  for (const element of [map.getContainer(), window.frameElement]) if (element) element.setAttribute("aria-label", name);
}
