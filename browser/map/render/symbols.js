/* Colours and patterns: hue tells who administers, pattern by what title. */

const SVG = "http://www.w3.org/2000/svg";

export function setColours(colours) {
  const rules = (theme) => Object.entries(colours).map(([id, c]) => `--c-${CSS.escape(id)}:${c[theme]}`).join(";");
  const style = document.createElement("style");
  style.textContent = `:root{${rules("light")}}:root[data-theme=dark]{${rules("dark")}}`;
  document.head.append(style);
}

export const STROKES = {
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

export function svgElement(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

export function makePaints() {
  const defs = svgElement("svg", { width: 0, height: 0, style: "position:absolute", "aria-hidden": "true" });
  document.body.append(defs);
  const made = new Map();
  function paint(colour, pattern, overlay) {
    const stroke = STROKES[pattern];
    if (!stroke) return `var(--c-${colour})`;
    const id = `paint-${colour}-${pattern}${overlay ? "-over" : ""}`;
    if (!made.has(id)) {
      made.set(id, { colour, pattern, overlay });
      const tile = svgElement("pattern", {
        id, width: stroke.size, height: stroke.size, patternUnits: "userSpaceOnUse",
        patternTransform: `rotate(${stroke.turn})`,
      });
      if (!overlay) {
        tile.append(svgElement("rect", { width: stroke.size, height: stroke.size, style: `fill:var(--c-${colour})` }));
      }
      for (const [name, attributes] of stroke.draw) {
        const mark = svgElement(name, attributes);
        const ink = overlay ? `var(--c-${colour})` : "var(--pattern)";
        mark.setAttribute("style", `stroke:${name === "circle" && attributes.fill !== "none" ? "none" : ink};fill:${
          attributes.fill === "none" ? "none" : ink}`);
        tile.append(mark);
      }
      defs.append(tile);
    }
    return `url(#${id})`;
  }
  return Object.assign(paint, { made });
}
