/**
 * The height that an embed asks of its host: that of its content, with the map at a height of its own.
 *
 * By itself the map fills the window, as far as there is room. A host that follows makes the window as high as the
 * content; the map then keeps to the width, or window and map would drive each other on.
 */

const OWN = { least: 240, most: 620, ofWidth: 0.51 };
const SLACK = 16; // px that a frame may be too high, so that a host's scrollbar that comes and goes moves nothing

/** The map's own height in a window of a width, in pixels. @param {number} width */
export const ownMap = (width) => Math.round(Math.min(OWN.most, Math.max(OWN.least, width * OWN.ofWidth)));

/**
 * What the content of a window would take, each row of maps at a height of its own.
 *
 * @param {number} content its height
 * @param {{ top: number, height: number }[]} maps as they are; those with one top stand side by side
 * @param {number} width
 */
export function heightOf(content, maps, width) {
  const rows = new Map(maps.map(({ top, height }) => [Math.round(top), height]));
  return Math.ceil([...rows.values()].reduce((sum, height) => sum - height + ownMap(width), content));
}

/** Whether a host has to hear of a height, having heard another. @param {number} height @param {number} told */
export const isNews = (height, told) => height > told || height < told - SLACK;
