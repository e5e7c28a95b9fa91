/** Elements of SVG. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Append a new element to an SVG; a text in it is set as text.
 *
 * @template {keyof SVGElementTagNameMap} Name
 * @param {Element} parent
 * @param {Name} name
 * @param {Record<string, string | number>} attributes
 * @param {string | number} [text]
 * @returns {SVGElementTagNameMap[Name]}
 */
export function appendSvg(parent, name, attributes, text) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  if (text !== undefined) node.textContent = String(text);
  parent.append(node);
  return node;
}
