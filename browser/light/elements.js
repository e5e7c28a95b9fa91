/** Elements of the texts: whatever comes from the data is set as text. */

/** @import { Phrases } from "../types.js" */

import { find } from "../lib/elements.js";

/**
 * An element with properties and content, elements or text.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Partial<HTMLElementTagNameMap[Name]>} properties
 * @param {(string | Node)[]} content
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, properties = {}, ...content) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...content);
  return made;
}

/**
 * An element of a text, or none of an empty one.
 *
 * @param {keyof HTMLElementTagNameMap} name
 * @param {string | undefined} text
 */
export const filled = (name, text, className = "") => (text ? [element(name, { className }, text)] : []);

/** @param {string[]} texts */
export const listOf = (texts) => texts.map((text) => element("li", {}, text));

/**
 * Fill a fold with items and say in its heading how many they are; one without items says so or is not shown.
 *
 * @param {HTMLElement} fold
 * @param {string} label
 * @param {HTMLElement[]} items
 * @param {HTMLElement[]} otherwise
 */
export function folded(fold, label, items, otherwise = []) {
  const shown = items.length ? items : otherwise;
  fold.hidden = !shown.length;
  find(fold, "summary").textContent = `${label} (${items.length})`;
  find(fold, "ul").replaceChildren(...shown);
}

/**
 * The sources of a row, closed until the reader opens them; each leads to its place in the list of all.
 *
 * @param {string} label
 * @param {string[]} ids
 * @param {Phrases} citations
 */
export function sourcesOf(label, ids, citations) {
  const items = ids.map((id) => element("li", {}, element("a", { href: `sources.html#${id}` }, citations[id])));
  return element("details", {}, element("summary", {}, `${label} (${ids.length})`), element("ul", {}, ...items));
}
