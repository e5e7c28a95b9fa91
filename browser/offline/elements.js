/** Elements of the texts: whatever comes from the data is set as text. */

/** An element with properties and content, elements or text. */
export function element(name, properties = {}, ...content) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...content);
  return made;
}

/** An element of a text, or none of an empty one. */
export const filled = (name, text, className = "") => (text ? [element(name, { className }, text)] : []);

export const listOf = (texts) => texts.map((text) => element("li", {}, text));

/** Fill a fold with items and say in its heading how many they are; one without items says so or is not shown. */
export function folded(fold, label, items, otherwise = []) {
  const shown = items.length ? items : otherwise;
  fold.hidden = !shown.length;
  fold.querySelector("summary").textContent = `${label} (${items.length})`;
  fold.querySelector("ul").replaceChildren(...shown);
}

/** The sources of a row, closed until the reader opens them; each leads to its place in the list of all. */
export function sourcesOf(label, ids, citations) {
  const items = ids.map((id) => element("li", {}, element("a", { href: `sources.html#${id}` }, citations[id])));
  return element("details", {}, element("summary", {}, `${label} (${ids.length})`), element("ul", {}, ...items));
}
