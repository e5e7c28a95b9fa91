/** Labels for assistive technology: of the frame, of the map and of its controls, in the visitor's language. */

/** Label the map. What is drawn is hidden from a screen reader: the list of the map says all of it in order. @param {any} map @param {import("../types.js").Config} config */
export function labelMap(map, { phrases, language }) {
  if (language) document.documentElement.lang = language;
  // Folium forbids a phone to enlarge.
  for (const meta of document.querySelectorAll("meta[name=viewport]")) meta.setAttribute("content", "width=device-width, initial-scale=1");
  const box = map.getContainer();
  box.setAttribute("role", "region");
  box.setAttribute("aria-description", phrases.map_keys);
  map.getPane("mapPane").setAttribute("aria-hidden", "true");
  for (const [name, text] of [["in", phrases.zoom_in], ["out", phrases.zoom_out]]) {
    const button = box.querySelector(`.leaflet-control-zoom-${name}`);
    if (!button) continue;
    button.title = text;
    button.setAttribute("aria-label", text);
  }
  setMapLabel(map, phrases);
}

/** Label map and frame with their name; `which` tells one of two maps from the other. @param {any} map @param {import("../types.js").Phrases} phrases @param {string} [which] */
export function setMapLabel(map, phrases, which = "") {
  const label = [phrases.map_name, which].filter(Boolean).join(" – ");
  document.title = window.frameElement ? label : document.title;
  for (const element of [map.getContainer(), window.frameElement]) if (element) element.setAttribute("aria-label", label);
}
