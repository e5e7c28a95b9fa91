/** The link of the page without a server: its query says what is shown, as that of the app does. */

/** @import { SiteData, SiteView } from "../types.js" */

import { viewIn, withView } from "../lib/address.js";
import { parseTyped } from "../lib/words.js";

const PLACE = /^-?\d{1,2}(\.\d+)?_-?\d{1,3}(\.\d+)?_\d{1,2}(\.\d+)?$/;

/**
 * The view that a query asks for; what the atlas does not have is left out.
 *
 * @param {string} search
 * @param {SiteData} data
 * @returns {SiteView}
 */
export function readLink(search, data) {
  const asked = new URLSearchParams(search);
  const known = (/** @type {"territory" | "mission" | "event"} */ name, /** @type {object} */ table) => {
    const id = asked.get(name) ?? "";
    return Object.hasOwn(table, id) ? id : "";
  };
  const typing = { first: Number(data.first.slice(0, 4)), today: data.today };
  const at = viewIn(search) ?? "";
  return {
    date: parseTyped(asked.get("date") ?? "", typing).date ?? data.date,
    at: data.views.includes(at) || PLACE.test(at) ? at : data.at,
    territory: known("territory", data.territories),
    mission: known("mission", data.missions),
    event: known("event", data.events),
    layers: data.layers_shown,
    position: "",
  };
}

/** Put the view into the address, without an entry in the history. @param {SiteView} view */
export function writeLink({ date, territory, mission, event, at }) {
  const chosen = Object.entries({ date, event, territory, mission }).filter(([, value]) => value);
  const { pathname } = window.location;
  window.history.replaceState(null, "", pathname + withView(`?${new URLSearchParams(chosen)}`, at));
}
