/* Marks of missions, seats and places: shape tells the kind, symbol the state. */

import { keepMarker } from "../render/retained.js";
import { svgElement } from "../render/symbols.js";
import { tooltipOf } from "./lands.js";

const SHAPES = {
  embassy: "M3 15.5V3.5 M3 4h10l-2.4 3.2L13 10.4H3",
  seat: "M2.5 14h11 M4 14V7.5 M8 14V7.5 M12 14V7.5 M2.5 7L8 3l5.5 4z",
  place: "M8 2.5l5 5.5-5 5.5L3 8z",
};

export const LAYER_OF = { embassy: "missions", seat: "seats", place: "places" };

const classOf = (mission, period) => `mark ${mission.shape} ${period.symbol}`;

/* The mark of a mission in a state. It has the parts of every symbol: its class says which are seen. */
export function markElement(mission, period) {
  const button = document.createElement("span");
  button.className = classOf(mission, period);
  button.style.setProperty("--mark", `var(--c-${mission.colour})`);
  const svg = svgElement("svg", { viewBox: "0 0 16 17", width: 16, height: 17, "aria-hidden": "true" });
  svg.append(svgElement("path", { d: SHAPES[mission.shape] || SHAPES.place }));
  svg.append(svgElement("path", { d: "M1.5 15.5L14.5 1.5", class: "strike" }));
  svg.append(svgElement("circle", { cx: 12.5, cy: 13, r: 2.6, class: "link" }));
  button.append(svg);
  return button;
}

export function makeMark(mission, shared) {
  const html = markElement(mission, mission.periods[0]);
  const icon = L.divIcon({ html, className: "mark-box", iconSize: [24, 24], iconAnchor: [12, 12] });
  const marker = keepMarker(L.marker([mission.lat, mission.lon], { pane: "marks", keyboard: false, icon }));
  marker.turnTo = (period) => { html.className = classOf(mission, period); };
  marker.feature = { type: "Feature", properties: { mission_id: mission.mission_id } };
  marker.toGeoJSON = () => shared.clicked({ mission_id: mission.mission_id });
  marker.bindTooltip(() => tooltipOf({ name: mission.name, status: mission.period.label, place: mission.place }, shared.words),
    { direction: "top", className: "story", offset: [0, -10], opacity: 1 });
  return marker;
}

/* Marks that would lie on one another stand side by side. */
export function spreadMarks(map, missions) {
  const cells = new Map();
  for (const mission of missions) {
    const point = map.latLngToLayerPoint([mission.lat, mission.lon]);
    const key = `${Math.round(point.x / 22)},${Math.round(point.y / 22)}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(mission);
  }
  for (const members of cells.values()) {
    members.forEach((mission, index) => {
      const box = mission.marker.getElement();
      if (!box) return;
      const across = index % 4, down = Math.floor(index / 4), wide = Math.min(members.length, 4);
      mission.shift = L.point((across - (wide - 1) / 2) * 22, down * 22);
      box.firstChild.style.transform = `translate(${mission.shift.x}px, ${mission.shift.y}px)`;
    });
  }
}
