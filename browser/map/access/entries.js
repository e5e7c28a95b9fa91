/** Entries: what the map shows, in words, for keyboard and screen reader; and what differs between two lists of them. */

import { headed } from "../translate.js";

const ROLES = ["base", "core", "inner", "claim"];
const NAMES_SAID = 5;

/**
 * @typedef {object} Shown What an entry stands for on the map.
 * @property {() => boolean} isInView whether a part of it lies in the present view
 * @property {() => void} [press] open its details, as a click on the map does; without it, it has none
 * @property {() => any[]} [shapes] the outlines that mark it when the list points to it
 * @property {() => HTMLElement | undefined} [element] the element that is marked then
 */

/**
 * @typedef {object} Told
 * @property {string} key unlike that of any other entry
 * @property {string} kind what the state calls it: `state[kind]` is the id of the one that is open
 * @property {string} id
 * @property {string} name
 * @property {string[]} details
 * @property {string} [label] its state, where that may change while it is shown
 */

/** @typedef {Told & Shown} Entry */

/**
 * @typedef {import("../types.js").Feature} Feature
 * @typedef {import("../types.js").Phrases} Phrases
 */

const byName = new Intl.Collator().compare;
/** @param {Feature} a @param {Feature} b */
const byRole = (a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role);

/**
 * The entries of lands: one for each territory, those of `first` before all others.
 * @template Place
 * @param {Iterable<Feature>} shown
 * @param {string[]} first
 * @param {Phrases} phrases
 * @param {(features: Feature[]) => Place} placeOf what they stand for on the map
 * @returns {(Told & Place)[]}
 */
export function landEntries(shown, first, phrases, placeOf) {
  /** @type {Map<string, Feature[]>} */
  const lands = new Map();
  for (const feature of shown) {
    if (!ROLES.includes(feature.role)) continue;
    lands.set(feature.territory_id, [...(lands.get(feature.territory_id) || []), feature].sort(byRole));
  }
  const order = new Map(first.map((id, index) => [id, index]));
  /** @param {Feature[]} features */
  const rank = ([{ territory_id: id }]) => order.get(id) ?? order.size;
  return [...lands.values()]
    .sort((a, b) => rank(a) - rank(b) || byRole(a[0], b[0]) || byName(a[0].name, b[0].name))
    .map((features) => ({ ...landEntry(features, phrases), ...placeOf(features) }));
}

/** @param {Feature[]} features @param {Phrases} phrases @returns {Told} */
function landEntry([{ territory_id: id, name, status, power, doubt, mark }], phrases) {
  const details = [status, power && phrases.under.split("{power}").join(power), doubt, mark];
  return { key: `territory ${id}`, kind: "territory", id, name, details: filled(details) };
}

/** @param {import("../types.js").Mission & { period: import("../types.js").MissionPeriod }} mission @returns {Told} */
export function missionEntry({ mission_id: id, name, place, period: { label } }) {
  return { key: `mission ${id}`, kind: "mission", id, name, details: filled([label, place]), label };
}

/** @param {(string | undefined)[]} texts */
const filled = (texts) => /** @type {string[]} */ (texts.filter(Boolean));

/** What differs between two lists of entries, as a sentence or two; empty if nothing does. @param {Told[]} before @param {Told[]} now @param {Phrases} phrases */
export function announcement(before, now, phrases) {
  const known = new Set(before.map(stateOf)), left = new Set(now.map(({ key }) => key));
  const added = now.filter((entry) => !known.has(stateOf(entry))), removed = before.filter(({ key }) => !left.has(key));
  const names = added.map(({ name, label }) => (label ? `${headed(name, phrases)} ${label}` : name));
  return [
    sentence(phrases.mirror_came, names, phrases),
    sentence(phrases.mirror_left, removed.map(({ name }) => name), phrases),
  ].filter(Boolean).join(" ");
}

/** @param {Told} entry */
const stateOf = ({ key, label = "" }) => `${key} ${label}`;

/** @param {string} pattern @param {string[]} names @param {Phrases} phrases */
function sentence(pattern, names, phrases) {
  if (!names.length) return "";
  const unique = [...new Set(names)], more = unique.length - NAMES_SAID;
  const said = more > 1 ? [...unique.slice(0, NAMES_SAID), phrases.mirror_more.split("{count}").join(String(more))] : unique;
  return pattern.split("{names}").join(said.join(", "));
}
