/** Missions, seats and places of events: shape tells the kind, symbol the state. */

import { missionEntry } from "../access/entries.js";
import { precreate, retainMarker } from "../render/retained.js";
import { svgElement } from "../render/symbols.js";
import { bindTip, press, tooltipOf } from "../render/tooltips.js";
import { Changes, daysOfAll, inForce } from "../time.js";
import { headed } from "../translate.js";

/** @type {Record<string, string>} */
const SHAPES = {
  embassy: "M3 15.5V3.5 M3 4h10l-2.4 3.2L13 10.4H3",
  seat: "M2.5 14h11 M4 14V7.5 M8 14V7.5 M12 14V7.5 M2.5 7L8 3l5.5 4z",
  place: "M8 2.5l5 5.5-5 5.5L3 8z",
};
/** What the visitor switches each shape on and off by. @type {Record<string, import("../render/symbology.js").Switchable>} */
const SWITCHES = { embassy: "missions", seat: "seats", place: "places" };
const APART = 22; // px between marks side by side
const IN_A_ROW = 4;
const CLEAR = 12; // px around a mark that labels leave free

/** @implements {Layer} */
export class Missions {
  name = "missions";
  panes = { marks: 620 };
  /** @type {Mission[]} */
  missions = [];

  /** @param {Context} context */
  constructor(context) {
    this.context = context;
    this.map = context.map;
    this.group = context.config.group;
    this.phrases = context.config.phrases;
  }

  /** @param {Built} built */
  build({ data: { missions } }) {
    this.missions = missions;
    this.changes = new Changes(missions, ({ periods }) => daysOfAll(periods));
  }

  shown() {
    return /** @type {ShownMission[]} */ (this.missions.filter(({ period }) => period));
  }

  /* ----- a day ----- */

  /** @param {Step} step @param {Mission[]} rows */
  draw({ day }, rows) {
    let isChanged = false;
    for (const mission of rows) {
      const period = this.context.wants(SWITCHES[mission.shape]) ? inForce(mission.periods, day) : undefined;
      if (period === mission.period) continue;
      isChanged = true;
      mission.period = period;
      if (period) this.show(mission, period);
      else this.group.removeLayer(this.markerOf(mission));
    }
    return isChanged;
  }

  /** @param {Mission} mission @param {MissionPeriod} period */
  show(mission, period) {
    const marker = this.markerOf(mission);
    marker.mark.className = classOf(mission, period);
    if (!this.group.hasLayer(marker)) this.group.addLayer(marker);
    this.mark(mission);
  }

  /** @param {Mission} mission */
  prepare(mission) {
    precreate(this.markerOf(mission), this.map);
  }

  /** @param {Mission} mission @returns {import("../types.js").Marker} */
  markerOf(mission) {
    return (mission.marker ??= this.makeMarker(mission));
  }

  /** @param {Mission} mission @returns {import("../types.js").Marker} */
  makeMarker(mission) {
    const { lat, lon, name, place, mission_id: id } = mission, html = markElement(mission, mission.periods[0]);
    const icon = L.divIcon({ html, className: "mark-box", iconSize: [24, 24], iconAnchor: [12, 12] });
    const marker = Object.assign(retainMarker(L.marker([lat, lon], { pane: "marks", keyboard: false, icon })), {
      mark: html,
      feature: { type: "Feature", properties: { mission_id: id } },
      toGeoJSON: () => this.context.clicked({ mission_id: id }),
    });
    return bindTip(marker, () => tooltipOf({ name, status: mission.period?.label, place }, this.phrases), { offset: [0, -10] });
  }

  /* ----- what is chosen ----- */

  select() {
    for (const mission of this.missions) this.mark(mission);
  }

  /** @param {Mission} mission */
  mark({ mission_id: id, period, marker }) {
    const element = period && marker?.getElement();
    if (element) element.classList.toggle("chosen", id === this.context.state.mission);
  }

  /* ----- where marks stand ----- */

  /** Marks that would lie on one another stand side by side. */
  fit() {
    /** @type {Map<string, ShownMission[]>} */
    const cells = new Map();
    for (const mission of this.shown()) {
      const { x, y } = this.pointOf(mission), key = `${Math.round(x / APART)},${Math.round(y / APART)}`;
      cells.set(key, [...(cells.get(key) || []), mission]);
    }
    for (const members of cells.values()) members.forEach((mission, index) => shift(mission, index, members.length));
  }

  /** @param {Mission} mission */
  pointOf({ lat, lon }) {
    return this.map.latLngToLayerPoint([lat, lon]);
  }

  /** Marks as they stand: no name or label lies below one. @param {"marks" | "towns"} kind */
  obstacles(kind) {
    if (kind !== "marks") return [];
    return this.shown().map((mission) => {
      const point = this.pointOf(mission).add(mission.shift || [0, 0]);
      return L.bounds(point.subtract([CLEAR, CLEAR]), point.add([CLEAR, CLEAR]));
    });
  }

  /* ----- legend and list ----- */

  /** @param {import("../controls/legend.js").AddToLegend} add */
  legend(add) {
    for (const { period, shape, colour, lat, lon } of this.shown()) {
      if (!this.map.getBounds().contains([lat, lon])) continue;
      const kind = this.phrases[`mark_${shape}`], label = shape === "embassy" ? `${headed(kind, this.phrases)} ${period.label}` : kind;
      add(this.phrases.legend_marks, label, { mark: () => markElement({ shape, colour }, period) });
    }
  }

  entries() {
    return this.shown().map((mission) => ({
      ...missionEntry(mission),
      isInView: () => this.map.getBounds().contains([mission.lat, mission.lon]),
      press: () => press(this.markerOf(mission)),
      element: () => this.markerOf(mission).getElement(),
    }));
  }
}

/** @param {{ shape: string }} mission @param {{ symbol: string }} period */
const classOf = ({ shape }, { symbol }) => `mark ${shape} ${symbol}`;

/** The mark of a mission in a state. It has the parts of every symbol: its class says which are seen. @param {{ shape: string, colour: string }} mission @param {{ symbol: string }} period */
function markElement(mission, period) {
  const box = document.createElement("span");
  box.className = classOf(mission, period);
  box.style.setProperty("--mark", `var(--c-${mission.colour})`);
  const svg = svgElement("svg", { viewBox: "0 0 16 17", width: 16, height: 17, "aria-hidden": "true" });
  svg.append(
    svgElement("path", { d: SHAPES[mission.shape] || SHAPES.place }),
    svgElement("path", { d: "M1.5 15.5L14.5 1.5", class: "strike" }),
    svgElement("circle", { cx: 12.5, cy: 13, r: 2.6, class: "link" }),
  );
  box.append(svg);
  return box;
}

/** @param {Mission} mission @param {number} index @param {number} count */
function shift(mission, index, count) {
  const mark = /** @type {HTMLElement | null | undefined} */ (mission.marker?.getElement()?.firstElementChild);
  if (!mark) return;
  const across = index % IN_A_ROW, down = Math.floor(index / IN_A_ROW), width = Math.min(count, IN_A_ROW);
  mission.shift = L.point((across - (width - 1) / 2) * APART, down * APART);
  mark.style.transform = `translate(${mission.shift.x}px, ${mission.shift.y}px)`;
}

/**
 * @typedef {import("./index.js").Layer} Layer
 * @typedef {import("./index.js").Context} Context
 * @typedef {import("./index.js").Built} Built
 * @typedef {import("./index.js").Step} Step
 * @typedef {import("../types.js").Mission} Mission
 * @typedef {import("../types.js").MissionPeriod} MissionPeriod
 * @typedef {Mission & { period: MissionPeriod }} ShownMission
 */
