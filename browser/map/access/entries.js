/* What the map shows, in the order in which it is told: lands, the protagonists' first, then missions and places. */

import { headed } from "../translate.js";

const ROLES = ["base", "core", "inner", "claim"];
const NAMES_SAID = 5;

/* The entries of the mirror: `key`, `kind` (as the state calls it), `id`, `name`, `details`, and what stands on the map. */
export function entriesOf({ shown, missions, config }) {
  const lands = new Map();
  for (const feature of shown) {
    if (!ROLES.includes(feature.role)) continue;
    const own = lands.get(feature.territory_id) || [];
    lands.set(feature.territory_id, [...own, feature].sort(byRole));
  }
  const order = new Map((config.first || []).map((id, index) => [id, index]));
  const place = ([{ territory_id: id }]) => order.get(id) ?? order.size;
  const sorted = [...lands.values()].sort((a, b) => place(a) - place(b) || byRole(a[0], b[0]) || byName(a[0].name, b[0].name));
  return [...sorted.map((features) => landEntry(features, config.words)), ...missions.filter(({ period }) => period).map(missionEntry)];
}

const byName = new Intl.Collator().compare;
const byRole = (a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role);

function landEntry(features, words) {
  const [{ territory_id: id, name, status, power, doubt, mark }] = features;
  const details = [status, power && words.under.split("{power}").join(power), doubt, mark].filter(Boolean);
  return { key: `territory ${id}`, kind: "territory", id, name, details, words: [name, ...details].join(), features };
}

function missionEntry(mission) {
  const { mission_id: id, name, place, period: { label } } = mission;
  const details = [label, place].filter(Boolean);
  return { key: `mission ${id}`, kind: "mission", id, name, details, words: [name, ...details].join(), mission, label };
}

/* Whether a part of it lies in the present view. */
export function isInView({ features, mission }, map) {
  if (mission) return map.getBounds().contains([mission.lat, mission.lon]);
  return features.some(({ path }) => (path._parts || []).length > 0);
}

/* What differs between two lists of entries, in words; empty if nothing does. */
export function spoken(before, now, words) {
  const known = new Set(before.map(stateOf)), left = new Set(now.map(({ key }) => key));
  const came = now.filter((entry) => !known.has(stateOf(entry))), gone = before.filter(({ key }) => !left.has(key));
  const named = came.map(({ name, label }) => (label ? `${headed(name, words)} ${label}` : name));
  return [
    sentence(words.mirror_came, named, words),
    sentence(words.mirror_left, gone.map(({ name }) => name), words),
  ].filter(Boolean).join(" ");
}

const stateOf = ({ key, label = "" }) => `${key} ${label}`;

function sentence(pattern, names, words) {
  if (!names.length) return "";
  const own = [...new Set(names)], more = own.length - NAMES_SAID;
  const told = more > 1 ? [...own.slice(0, NAMES_SAID), words.mirror_more.split("{count}").join(more)] : own;
  return pattern.split("{names}").join(told.join(", "));
}
