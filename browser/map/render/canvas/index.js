/** Canvases for more lands than SVG can handle: a bundle of its own, fetched only when there are so many. */

import { assignRenderer, ignorePointer } from "../leaflet-internals.js";
import { sheetClass } from "./sheet.js";

const REACH = 3; // px around a line that take the pointer

/**
 * Give each stack of panes a canvas in its first pane; return the topmost. Only that takes the pointer: it would lie
 * between the others and whoever points at them.
 *
 * @param {any} map
 * @param {Map<string, import("../symbols.js").Tile>} tiles the patterns by their names
 * @param {string[][]} stacks lists of panes from below to above
 */
export function useCanvases(map, tiles, stacks) {
  const Sheet = sheetClass();
  let top = null;
  for (const panes of stacks) {
    top = new Sheet({ pane: panes[0], panes, below: top, tiles, tolerance: REACH });
    for (const pane of panes) assignRenderer(map, pane, top);
    map.addLayer(top);
  }
  for (let sheet = top?.options.below; sheet; sheet = sheet.options.below) ignorePointer(sheet);
  return top;
}
