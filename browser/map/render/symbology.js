/** Symbology: how the map is drawn, from the table that the sketch and the plate are drawn from as well. */

import table from "../../../geo/render/symbology.json" with { type: "json" };

/** @typedef {keyof typeof table.layers} Switchable What a visitor switches on and off. */
/** @typedef {["line" | "circle", Record<string, any>]} Mark A mark of a pattern, as SVG names it. */
/** @typedef {{ size: number, turn: number, draw: Mark[] }} Pattern The side of its tile (px), its turn (degrees) and its marks. */
/** @typedef {{ line: { weight: number, color?: string }, band: { color?: string, opacity?: number, weight?: number, stroke?: boolean } }} BorderLook */

/** The table as it is: a layer takes its row. */
export const SYMBOLOGY = table;

/** The patterns laid over a colour. */
export const PATTERNS = /** @type {Record<string, Pattern>} */ (/** @type {unknown} */ (table.patterns));
export const DASHES = /** @type {Record<string, string | null>} */ (table.dashes);
const CAPS = /** @type {Record<string, string>} */ (table.caps);
const BORDERS = /** @type {Record<string, BorderLook>} */ (table.borders);

/** How thick the colour of a land lies, by its role, and how wide its own line is. */
export const LANDS = /** @type {Record<string, { fillOpacity: number, weight: number }>} */ (table.lands);
export const BLUR = table.lands.core.blur; // px

/** The line within a land. */
export const INNER_LINE = { color: table.edge.color, weight: table.lands.inner.weight, dashArray: table.dashes.inner };

/** A line around lands that are chosen, pointed at or different, above all borders; its class says how it looks. */
export const OUTLINE = { pane: "outlines", interactive: false, fill: false, lineJoin: "round" };

/** A claim never covers the land of who holds it: it is always drawn as lines. @param {{ pattern: string }} feature */
export const claimPattern = ({ pattern }) => (pattern in PATTERNS ? pattern : table.claim);

/** @param {string} line */
export const capOf = (line) => CAPS[line] || "butt";

/** @param {string} line */
export const borderLine = (line) => ({ ...table.border, lineCap: capOf(line), dashArray: DASHES[line], ...BORDERS[line].line });

/**
 * What lies below a border, or is only there for the pointer: then the style sheet says how wide it is. Whether it has
 * a stroke is always said, since Leaflet adds a style to the one before.
 *
 * @param {string} line
 */
export const borderBand = (line) => ({ stroke: true, ...BORDERS[line].band });
