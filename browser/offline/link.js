/** The link of the page without a server: its query says what is shown, as that of the app does. */

import { parseTyped, viewIn, withView } from "../time-bar/words.js";

const PLACE = /^-?\d{1,2}(\.\d+)?_-?\d{1,3}(\.\d+)?_\d{1,2}(\.\d+)?$/;

/** The view that a query asks for; what the atlas does not have is left out. */
export function readLink(search, { first, today, date: usual, at: usualAt, views, layers_shown: layers, ...data }) {
  const asked = new URLSearchParams(search);
  const known = (name, table) => (Object.hasOwn(table, asked.get(name) ?? "") ? asked.get(name) : "");
  const { date = usual } = parseTyped(asked.get("date") ?? "", { first: Number(first.slice(0, 4)), today });
  const at = viewIn(search) ?? "";
  return {
    date,
    at: views.includes(at) || PLACE.test(at) ? at : usualAt,
    territory: known("territory", data.territories),
    mission: known("mission", data.missions),
    event: known("event", data.events),
    layers,
    position: "",
  };
}

/** Put the view into the address, without an entry in the history. */
export function writeLink({ date, territory, mission, event, at }) {
  const chosen = Object.entries({ date, event, territory, mission }).filter(([, value]) => value);
  const { pathname } = window.location;
  window.history.replaceState(null, "", pathname + withView(`?${new URLSearchParams(chosen)}`, at));
}
