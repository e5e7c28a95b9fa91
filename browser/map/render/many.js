/** Many lands: beyond a number they are drawn on canvases, whose script is fetched only then. */

/** From how many lands on. Ten times the lands of the atlas keep to a step a frame as SVG, whose elements take styles,
 * focus and the printer's ink; a hundred times do not (docs/benchmarks.md).
 */
const MANY = 4000;
/** The panes that share a canvas, from below to above. */
const STACKS = [["base"], ["over", "bands", "lines"]];

/**
 * Let a map draw on canvases if it has many lands; without the script for it everything is SVG, slower but the same.
 *
 * @param {any} map
 * @param {number} count of the lands of all days
 * @param {import("./symbols.js").Paint} paint
 * @param {import("../types.js").Config["loadCanvas"]} loadCanvas
 * @returns {Promise<any>} the topmost canvas, or null
 */
export async function canvasesFor(map, count, paint, loadCanvas) {
  if (count <= MANY || !loadCanvas) return null;
  try {
    const { useCanvases } = await loadCanvas();
    return useCanvases(map, paint.tiles, STACKS);
  } catch (error) {
    console.warn(error);
    return null;
  }
}
