/** The link of the light edition: its query says what is shown, as that of the full edition does. */

/** @import { SiteData, SiteView } from "../types.js" */

import { viewIn, withView } from "../lib/address.js";
import { parseTyped } from "../lib/words.js";

const PLACE = /^-?\d{1,2}(\.\d+)?_-?\d{1,3}(\.\d+)?_\d{1,2}(\.\d+)?$/;
const ID = /^\w{1,60}$/;

/**
 * The view that a query asks for; what cannot be one is left out.
 *
 * @param {string} search
 * @param {SiteData} data
 * @returns {SiteView}
 */
export function readLink(search, data) {
  const asked = new URLSearchParams(search);
  const id = (/** @type {string} */ name) => (ID.test(asked.get(name) ?? "") ? /** @type {string} */ (asked.get(name)) : "");
  const typing = { first: Number(data.first.slice(0, 4)), today: data.today };
  const at = viewIn(search) ?? "";
  return {
    date: parseTyped(asked.get("date") ?? "", typing).date ?? data.date,
    at: data.views.includes(at) || PLACE.test(at) ? at : data.at,
    territory: id("territory"),
    mission: id("mission"),
    event: id("event"),
    ...readLayers(asked.get("layers"), data),
  };
}

/**
 * The layers that a link names, and the rival position that it has among them.
 *
 * @param {string | null} words
 * @param {SiteData} data
 */
function readLayers(words, { all_layers: all, layers_shown: shown, rivals }) {
  const named = (words ?? "").split(" ").filter(Boolean);
  const isNone = named.length === 1 && named[0] === "none";
  const position = named.find((name) => Object.hasOwn(rivals, name)) ?? "";
  const isKnown = named.every((name) => all.includes(name) || name === position);
  if (!named.length || (!isNone && !isKnown)) return { layers: shown, position: "" };
  return { layers: all.filter((name) => named.includes(name)), position };
}

/** @param {SiteView} view @param {SiteData} data */
function layersOf({ layers, position }, { layers_shown: shown }) {
  const isUsual = !position && layers.length === shown.length && shown.every((name) => layers.includes(name));
  return isUsual ? "" : [...layers, position].join(" ").trim() || "none";
}

/** Put the view into the address, without an entry in the history. @param {SiteView} view @param {SiteData} data */
export function writeLink(view, data) {
  const { date, territory, mission, event, at } = view;
  const values = { date, event, territory, mission, layers: layersOf(view, data) };
  const chosen = Object.entries(values).filter(([, value]) => value);
  const { pathname } = window.location;
  window.history.replaceState(null, "", pathname + withView(`?${new URLSearchParams(chosen)}`, at));
}
