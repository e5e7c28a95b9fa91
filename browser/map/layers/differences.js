/** Differences: what is held otherwise on one day than on another. */

import { isOn } from "../time.js";

const KINDS = /** @type {const} */ (["power", "status", "name"]);

/** @typedef {import("../types.js").Feature} Feature */

/** The land's own territory of each part on a day, under a rival position. @param {Feature[]} features @param {string} day @param {string} position */
export function holdersOn(features, day, position) {
  /** @type {Map<string, Feature>} */
  const holders = new Map();
  for (const feature of features) {
    if (feature.role === "base" && isOn(feature, day, position)) for (const part of feature.parts) holders.set(part, feature);
  }
  return holders;
}

/**
 * The parts that differ between two days, grouped by the pair of territories that hold them, and all that do not.
 * @param {Feature[]} features
 * @param {string} a
 * @param {string} b
 * @param {string} position
 * @returns {{ groups: string[][], same: string[] }}
 */
export function differences(features, a, b, position) {
  const before = holdersOn(features, a, position), after = holdersOn(features, b, position);
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  /** @type {string[]} */
  const same = [];
  for (const part of new Set([...before.keys(), ...after.keys()])) {
    const from = before.get(part), to = after.get(part);
    if (from === to || (from && to && KINDS.every((kind) => from[kind] === to[kind]))) {
      same.push(part);
      continue;
    }
    const key = `${from ? from.territory_id : ""} ${to ? to.territory_id : ""}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key)?.push(part);
  }
  return { groups: [...groups.values()].map((parts) => parts.sort()), same: same.sort() };
}
