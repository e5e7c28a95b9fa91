/* What is held otherwise on one day than on another: plain functions of features and ISO days. */

import { isOn } from "../dates.js";

const KINDS = ["power", "status", "name"];

/* The land's own territory of each part on a day, under a rival position. */
export function holdersOn(features, day, position) {
  const holders = new Map();
  for (const feature of features) {
    if (feature.role === "base" && isOn(feature, day, position)) for (const part of feature.parts) holders.set(part, feature);
  }
  return holders;
}

/* The parts that differ between two days, together where one pair of territories has them, and all that do not. */
export function differences(features, a, b, position) {
  const before = holdersOn(features, a, position), after = holdersOn(features, b, position);
  const groups = new Map(), same = [];
  for (const part of new Set([...before.keys(), ...after.keys()])) {
    const from = before.get(part), to = after.get(part);
    if (from === to || (from && to && KINDS.every((kind) => from[kind] === to[kind]))) {
      same.push(part);
      continue;
    }
    const key = `${from ? from.territory_id : ""} ${to ? to.territory_id : ""}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(part);
  }
  return { groups: [...groups.values()].map((parts) => parts.sort()), same: same.sort() };
}
