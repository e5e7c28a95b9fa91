/** The page find of the light edition: everything of the record by name and by text. */

/** @import { FindEntry } from "../types.js" */

import MiniSearch from "minisearch";

import { fold } from "../lib/fold.js";
import { fill } from "../lib/words.js";
import { carryView } from "../lib/carry.js";
import { element } from "./elements.js";
import { writeQuery } from "./query.js";

const MOST = 60; // lines

/** @param {FindEntry[]} entries */
function indexOf(entries) {
  const index = new MiniSearch({
    fields: ["name", "text"], tokenize: (words) => fold(words).split(" "), processTerm: (word) => word || null,
    searchOptions: { prefix: true, fuzzy: (word) => (word.length > 4 ? 0.2 : false), boost: { name: 4 }, combineWith: "AND" },
  });
  index.addAll(entries.map(({ title, text }, id) => ({ id, name: title, text })));
  return index;
}

/** @param {FindEntry} entry */
const line = ({ kind, title, when, link }) =>
  element("li", {}, element("span", { className: "small" }, `${kind} · `), element("a", { href: link }, title), ` ${when}`);

/** @param {FindEntry[]} entries */
function start(entries) {
  const index = indexOf(entries);
  const field = /** @type {HTMLInputElement} */ (document.querySelector("#words"));
  const answer = /** @type {HTMLElement} */ (document.querySelector("#answer"));
  const hits = /** @type {HTMLElement} */ (document.querySelector("#hits"));
  const hint = answer.textContent;
  const { none = "", count: counted = "" } = hits.dataset;

  const show = () => {
    const query = field.value.trim();
    writeQuery({ q: query });
    const found = query ? index.search(query).map(({ id }) => entries[id]) : [];
    answer.textContent = query ? fill(counted, { kind: `“${query}”`, count: found.length }) : hint;
    hits.replaceChildren(found.length
      ? element("ul", {}, ...found.slice(0, MOST).map(line))
      : element("p", {}, query ? none : ""));
  };
  field.value = new URLSearchParams(window.location.search).get("q") ?? "";
  field.addEventListener("input", show);
  show();
}

carryView();
start(window.atlasSite.find ?? []);
