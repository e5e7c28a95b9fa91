/** Lands: the territories of a day, the claims on them and the cores without a border. */

import { landEntries } from "../access/entries.js";
import { partsInView } from "../render/leaflet-internals.js";
import { prerender, retainedPath, RetainedGroup } from "../render/retained.js";
import { capOf, claimPattern, DASHES, INNER_LINE, LANDS, OUTLINE, SYMBOLOGY } from "../render/symbology.js";
import { bindTip, press, tooltipOf } from "../render/tooltips.js";
import { Changes, daysOf, isOn } from "../time.js";
import { certaintyLabel } from "../translate.js";

/** @implements {Layer} */
export class Lands {
  name = "lands";
  panes = { base: 400, over: 420, outlines: 435 };
  /** @type {import("../types.js").AtlasData} */
  data;
  /** @type {import("../render/topology.js").Topology} */
  topology;
  /** @type {import("../render/symbols.js").Paint} */
  paint;
  /** @type {RetainedGroup} */
  retained;

  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    /** @type {Set<Feature>} */
    this.shown = new Set();
    /** @type {Map<string, number>} */
    this.ids = new Map(); // of the territories shown, with the number of their features
  }

  /** @param {Built} built */
  build({ data, topology, paint }) {
    const { map, config: { group, phrases } } = this.context;
    this.data = data;
    this.topology = topology;
    this.paint = paint;
    this.changes = new Changes(data.features, daysOf);
    this.retained = new RetainedGroup(map, group);
    bindTip(this.retained.group, (/** @type {Path} */ { territory }) => tooltipOf(territory, phrases), { sticky: true });
    /** @param {boolean} on */
    const hover = (on) => (/** @type {any} */ { layer: path }) => path.toggleClass("hovered", on);
    this.retained.group.on({ mouseover: hover(true), mouseout: hover(false) });
  }

  /* ----- a day ----- */

  /** @param {Step} step @param {Feature[]} rows */
  draw({ day, position }, rows) {
    const withClaims = this.context.wants("claims");
    let isChanged = false;
    for (const feature of rows) {
      const on = isOn(feature, day, position) && (withClaims || feature.role !== "claim");
      if (on === this.shown.has(feature)) continue;
      isChanged = true;
      if (on) this.show(feature);
      else this.hide(feature);
    }
    if (isChanged && !this.context.sheet) this.publish(); // thousands only once the drag rests
    return isChanged;
  }

  /** @param {Feature} feature */
  show(feature) {
    this.retained.show(this.pathOf(feature));
    if (feature.label) this.context.labels.enter(feature);
    this.shown.add(feature);
    this.ids.set(feature.territory_id, (this.ids.get(feature.territory_id) || 0) + 1);
    this.mark(feature);
  }

  /** @param {Feature} feature */
  hide(feature) {
    this.retained.hide(feature.path);
    if (feature.label) this.context.labels.leave(feature);
    if (feature.outline) feature.outline.remove();
    this.shown.delete(feature);
    const left = (this.ids.get(feature.territory_id) || 0) - 1;
    if (left > 0) this.ids.set(feature.territory_id, left);
    else this.ids.delete(feature.territory_id);
  }

  /** @param {Feature} feature */
  prepare(feature) {
    prerender(this.pathOf(feature), this.context.map);
    this.context.labels.prepare(feature);
  }

  fit() {
    this.publish();
  }

  /** For scripts that read the map. */
  publish() {
    document.body.dataset.territories = [...this.ids.keys()].join(" ");
  }

  /** @param {Feature} feature */
  pathOf(feature) {
    feature.path ??= this.retained.adopt(this.makePath(feature));
    return feature.path;
  }

  /** @param {Feature} feature */
  makePath(feature) {
    const path = retainedPath(this.topology.land(feature.parts), styleOf(feature, this.paint));
    path.territory = feature;
    path.toGeoJSON = () => this.context.clicked({ territory_id: feature.territory_id });
    return path;
  }

  /* ----- what is chosen ----- */

  select() {
    for (const feature of this.shown) this.mark(feature);
  }

  /** @param {Feature} feature */
  mark(feature) {
    const isChosen = feature.territory_id === this.context.state.territory;
    if (feature.role === "base") this.outline(feature, isChosen);
    else feature.path.toggleClass("chosen", isChosen);
    if (isChosen && feature.role !== "base") feature.path.bringToFront();
  }

  /** The line around a land, above all borders. @param {Feature} feature @param {boolean} on */
  outline(feature, on) {
    if (on) {
      feature.outline ??= retainedPath(this.topology.land(feature.parts), { ...OUTLINE, className: "outline chosen" });
      feature.outline.addTo(this.context.map).bringToFront();
    } else if (feature.outline) feature.outline.remove();
  }

  /* ----- legend and list ----- */

  /** @param {import("../controls/legend.js").AddToLegend} add */
  legend(add) {
    const { context: { config: { phrases } }, data: { colours, certainties } } = this;
    /** @type {Map<string, { look: object, names: Set<string> }>} */
    const statuses = new Map();
    const inView = [...this.shown].filter(({ role, path }) => role !== "context" && partsInView(path).length);
    for (const feature of inView) {
      const { role, status } = feature, kind = kindOf(feature);
      add(phrases.legend_powers, colours[feature.colour].label, { fill: `var(--c-${feature.colour})` });
      if (!statuses.has(kind)) statuses.set(kind, { look: this.swatchOf(kind, feature), names: new Set() });
      statuses.get(kind)?.names.add(role === "claim" ? phrases.legend_claim : status);
    }
    for (const { look, names } of statuses.values()) add(phrases.legend_statuses, [...names].sort().join(", "), look);
    for (const { role, line, certainty } of inView) {
      if (role !== "core" || line !== "none") continue;
      add(phrases.legend_lines, certaintyLabel(certainty, certainties, phrases), { fill: "var(--c-key)", soft: true });
    }
  }

  /** @param {string} kind @param {Feature} feature */
  swatchOf(kind, feature) {
    if (kind === "inner") return { line: INNER_LINE };
    if (kind === "core") return { fill: `var(--c-${feature.colour})`, soft: true };
    if (kind === "claim") return { fill: this.paint("ink", claimPattern(feature), true) };
    return { fill: this.paint("key", kind) };
  }

  entries() {
    const { first = [], phrases } = this.context.config;
    return landEntries(this.shown, first, phrases, (features) => ({
      isInView: () => features.some(({ path }) => partsInView(path).length > 0),
      press: () => press(features[0].path, this.retained.group),
      shapes: () => features.map(({ parts }) => this.topology.land(parts)),
    }));
  }
}

/** What the legend tells apart. @param {Feature} feature */
const kindOf = ({ role, pattern }) => (["inner", "core", "claim"].includes(role) ? role : pattern);

/** @param {Feature} feature @param {import("../render/symbols.js").Paint} paint */
function styleOf(feature, paint) {
  const { role } = feature;
  return {
    fillOpacity: LANDS[role].fillOpacity,
    weight: LANDS[role].weight,
    ...lineOf(feature),
    pane: role === "base" || role === "context" ? "base" : "over",
    className: `territory ${role}`,
    fillColor: fillOf(feature, paint),
    interactive: role !== "context",
  };
}

/** @param {Feature} feature @param {import("../render/symbols.js").Paint} paint */
function fillOf({ role, colour, pattern }, paint) {
  if (role === "core") return `var(--c-${colour})`;
  return role === "claim" ? paint(colour, claimPattern({ pattern }), true) : paint(colour, pattern);
}

/** The line of a land itself: its border is a border's. @param {Feature} feature */
function lineOf({ role, colour, line }) {
  const isInner = role === "inner";
  return {
    stroke: role !== "base" && role !== "core",
    color: role === "claim" ? `var(--c-${colour})` : SYMBOLOGY.edge.color,
    opacity: line === "none" ? 0 : SYMBOLOGY.edge.opacity,
    dashArray: isInner ? INNER_LINE.dashArray : DASHES[line],
    lineCap: isInner ? "butt" : capOf(line),
    lineJoin: "round",
  };
}

/**
 * @typedef {import("./index.js").Layer} Layer
 * @typedef {import("./index.js").Context} Context
 * @typedef {import("./index.js").Built} Built
 * @typedef {import("./index.js").Step} Step
 * @typedef {import("../types.js").Feature} Feature
 * @typedef {import("../types.js").Path} Path
 */
