/** Symbology: the numbers of how lands and borders are drawn. Hue tells who administers, pattern by what title. */

/** @typedef {["line" | "circle", Record<string, any>]} Mark A mark of a pattern, as SVG names it. */

/** The patterns laid over a colour: the side of a tile (px), its turn (degrees) and its marks. @type {Record<string, { size: number, turn: number, draw: Mark[] }>} */
export const PATTERNS = {
  hatch: { size: 9, turn: 45, draw: [["line", { x1: 0, y1: 0, x2: 0, y2: 9, "stroke-width": 2.6 }]] },
  backhatch: { size: 9, turn: -45, draw: [["line", { x1: 0, y1: 0, x2: 0, y2: 9, "stroke-width": 2 }]] },
  crosshatch: { size: 10, turn: 45, draw: [
    ["line", { x1: 0, y1: 0, x2: 0, y2: 10, "stroke-width": 1.6 }],
    ["line", { x1: 0, y1: 0, x2: 10, y2: 0, "stroke-width": 1.6 }]] },
  lines: { size: 8, turn: 0, draw: [["line", { x1: 0, y1: 4, x2: 8, y2: 4, "stroke-width": 1.4 }]] },
  dots: { size: 9, turn: 0, draw: [
    ["circle", { cx: 2.2, cy: 2.2, r: 1.3 }], ["circle", { cx: 6.7, cy: 6.7, r: 1.3 }]] },
  rings: { size: 13, turn: 0, draw: [["circle", { cx: 6.5, cy: 6.5, r: 3, fill: "none", "stroke-width": 1.3 }]] },
};

/** A claim never covers the land of who holds it: it is always drawn as lines. @param {{ pattern: string }} feature */
export const claimPattern = ({ pattern }) => (pattern in PATTERNS ? pattern : "crosshatch");

/** @type {Record<string, string | null>} */
export const DASHES = { solid: null, dashed: "7 5", dashdot: "10 4 1.5 4", dotted: "0.1 5", none: null };

/** The line within a land. */
export const INNER_LINE = { color: "var(--line)", weight: 1.1, dashArray: "5 3" };

/** Lands by their role: how thick their colour lies, and how wide their own line is. @type {Record<string, { fillOpacity: number, weight: number }>} */
export const LANDS = {
  base: { fillOpacity: 0.66, weight: 0 },
  context: { fillOpacity: 0.4, weight: 1 },
  claim: { fillOpacity: 0.9, weight: 1.2 },
  inner: { fillOpacity: 0, weight: INNER_LINE.weight },
  core: { fillOpacity: 0.5, weight: 0 },
};

/* Under a line that is not solid a pale band keeps other lines away; a disputed one has a band of its own colour, so that
 * colour is not all that tells it from the others. The band of a solid line is not painted: the style sheet gives it a
 * width for the pointer.
 */
const PALE_BAND = { color: "var(--halo)", opacity: 0.85, weight: 4.5 };

/** Borders by their line, each with the band below it. @type {Record<string, { line: { weight: number, color?: string, lineCap?: string }, band: Record<string, any> }>} */
const BORDERS = {
  solid: { line: { weight: 1.6 }, band: { stroke: false } },
  dashed: { line: { weight: 1.7 }, band: PALE_BAND },
  dotted: { line: { weight: 2.2, lineCap: "round" }, band: PALE_BAND },
  dashdot: { line: { weight: 2.2, color: "var(--accent)" }, band: { color: "var(--accent)", opacity: 0.3, weight: 9 } },
};

/** @param {string} line */
export const borderLine = (line) => ({ color: "var(--line)", opacity: 0.95, lineCap: "butt", dashArray: DASHES[line], ...BORDERS[line].line });

/** @param {string} line */
export const borderBand = (line) => BORDERS[line].band;

/** The line around all land of the atlas. */
export const OUTER_LINE = { color: "var(--line)", weight: 1, opacity: 0.8 };

/** A line around lands that are chosen, pointed at or different, above all borders; its class says how it looks. */
export const OUTLINE = { pane: "outlines", interactive: false, fill: false, lineJoin: "round" };
