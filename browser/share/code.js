/** A QR code as large as the screen: a class reads the link off the wall. */

import { correction, generate } from "lean-qr/nano";

import { appendSvg } from "../lib/svg.js";

const MARGIN = 4; // modules, as the standard has it

/**
 * The outline of a code, a square a module; null for a text that no code holds.
 *
 * @param {string} text
 * @returns {{ size: number, path: string } | null}
 */
export function outlineOf(text) {
  try {
    const code = generate(text, { minCorrectionLevel: correction.M }), { size } = code;
    const modules = Array.from({ length: size * size }, (_, at) => ({ x: at % size, y: Math.floor(at / size) }));
    const dark = modules.filter(({ x, y }) => code.get(x, y));
    return { size, path: dark.map(({ x, y }) => `M${x} ${y}h1v1h-1z`).join("") };
  } catch {
    return null;
  }
}

/**
 * A code as an SVG with its margin.
 *
 * @param {string} text
 * @param {string} label for who does not see it
 * @returns {SVGSVGElement | null}
 */
export function drawCode(text, label) {
  const outline = outlineOf(text);
  if (!outline) return null;
  const side = outline.size + 2 * MARGIN, box = `${-MARGIN} ${-MARGIN} ${side} ${side}`;
  const svg = appendSvg(document.createElement("div"), "svg", { viewBox: box, role: "img", "aria-label": label });
  appendSvg(svg, "rect", { x: -MARGIN, y: -MARGIN, width: side, height: side, fill: "#fff" });
  appendSvg(svg, "path", { d: outline.path, fill: "#000" });
  return svg;
}
