/** Tooltips: what the map says of a thing under the pointer or the focus, set as text. */

import { tooltipSource } from "./leaflet-internals.js";

const LOOK = { direction: "top", className: "tip", opacity: 1 };

/**
 * @typedef {object} Told What a tooltip tells; what is empty is left out.
 * @property {string} name
 * @property {string | false} [status]
 * @property {string} [power]
 * @property {string | false} [place]
 * @property {string | false} [doubt]
 * @property {string | false} [mark]
 */

/**
 * @param {Told} told
 * @param {import("../types.js").Phrases} [phrases] with `under` (a power) and, where a click opens the details, `open_details`
 */
export function tooltipOf({ name, status, power, place, doubt, mark }, phrases = {}) {
  const box = document.createElement("div");
  const under = power && phrases.under.split("{power}").join(power);
  const lines = { strong: [name], span: [status, under, place], em: [doubt], b: [mark], small: [phrases.open_details] };
  for (const [tag, texts] of Object.entries(lines)) {
    for (const text of texts.filter((one) => one)) box.append(Object.assign(document.createElement(tag), { textContent: /** @type {string} */ (text) }));
  }
  return box;
}

/**
 * One tooltip for a layer, or for all layers of a group: Leaflet would add listeners to the element of a layer with a
 * tooltip of its own each time that it comes back.
 * @param {any} layer a Leaflet layer or feature group
 * @param {(source: any) => HTMLElement | ""} content of what the pointer is on
 * @param {object} [options]
 */
export function bindTip(layer, content, options) {
  return layer.bindTooltip(content, { ...LOOK, ...options });
}

/** @param {any} group @param {any} layer Close the tooltip of a group if it tells of a layer that leaves the map. */
export function closeTip(group, layer) {
  const tooltip = group.getTooltip();
  if (tooltip && tooltipSource(tooltip) === layer) group.closeTooltip();
}

/**
 * Open the details of a layer, as a click on the map does, without a tooltip.
 * @param {any} layer
 * @param {any} [group] that its tooltip belongs to
 */
export function press(layer, group) {
  layer.fire("click", { latlng: layer.getLatLng ? layer.getLatLng() : layer.getBounds().getCenter() }, true);
  if (group) closeTip(group, layer);
  layer.closeTooltip();
}
