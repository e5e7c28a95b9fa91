/* The atlas on one Leaflet map: every territory, mission and name of one date, changed within a frame.
 *
 * Dates arrive in two ways: through a BroadcastChannel from the time bar (each step of a drag), and
 * through `receive`, which geo/maps writes into streamlit-folium's feature group (links, reruns,
 * browsers without the channel). Text from data is only ever set as text.
 */

import { makeBadge } from "./badge.js";
import { Borders } from "./borders.js";
import { isOn } from "./dates.js";
import { makeLegend } from "./legend.js";
import { LAYER_OF, makeMark, markIcon, spreadMarks } from "./marks.js";
import { claimLabel, makeName, nameBox, placeName } from "./names.js";
import { makePaints, setColours } from "./paint.js";
import { Pair } from "./pair.js";
import { settle } from "./places.js";
import { makePointer } from "./pointer.js";
import { makeLayer, makeOutline, tooltipOf } from "./territories.js";
import { drawTowns, townBoxes, townLabels } from "./towns.js";

const SETTLE_MS = 90;
const PANES = {
  land: 200, base: 400, rivers: 405, lakes: 410, over: 420, bands: 425, lines: 430, towns: 605, names: 610, marks: 620,
};

class Atlas {
  constructor(map, config) {
    this.map = map;
    this.config = config;
    this.state = {}; // until the first one comes
    this.shown = new Set();
    this.clicks = 0;
    this.channel = null; // until the first state names it
    for (const [name, z] of Object.entries(PANES)) map.createPane(name).style.zIndex = z;
    for (const name of ["land", "lakes", "rivers", "names"]) map.getPane(name).style.pointerEvents = "none";
    this.addControls();
    // Leaflet's renderers clip paths to the new view in handlers of their own: names wait for them.
    map.on("moveend", () => { Promise.resolve().then(() => this.layout()); this.tellView(); });
    new ResizeObserver(() => this.fitFrame()).observe(map.getContainer());
  }

  async load() {
    const [atlas, physical] = await Promise.all(this.config.layers.map((url) => fetch(url).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
      return answer.json();
    })));
    setColours(atlas.colours);
    this.drawPhysical(physical);
    const shared = this.shared(atlas.topology);
    this.land = shared.land;
    this.legend = makeLegend(this.map, this.config.words, atlas, shared.paint);
    this.badge = makeBadge(this.map, atlas.positions, this.config.words);
    this.pointer = makePointer(this.map, this.config.words, ({ lat, lon }) => this.map.setView([lat, lon], this.map.getZoom()));
    this.borders = new Borders(this.map, atlas, this.config.words);
    this.makeFeature = (feature) => makeLayer(feature, shared);
    this.makeOutline = (feature) => makeOutline(feature, shared);
    this.makeMarker = (mission) => makeMark(mission, shared);
    this.features = atlas.features;
    this.missions = atlas.missions;
    this.towns = atlas.places;
    this.showState();
    this.tell({ type: "ready" });
    this.prepare();
  }

  shared(topology) {
    const parts = new Map(topology.objects.parts.geometries.map((geometry) => [geometry.id, geometry]));
    const known = new Map();
    return {
      paint: makePaints(),
      words: this.config.words,
      clicked: (properties) => ({ type: "Feature", geometry: null, properties: { ...properties, click: ++this.clicks } }),
      land: (ids) => {
        const key = ids.join(" ");
        if (!known.has(key)) {
          known.set(key, { geometry: topojson.merge(topology, ids.map((id) => parts.get(id))), projection: {} });
        }
        return known.get(key);
      },
    };
  }

  /* Layers are made when idle, so that the first drag does not pay for them. */
  prepare() {
    const idle = window.requestIdleCallback || ((work) => setTimeout(() => work({ timeRemaining: () => 4 }), 60));
    const queue = [...this.features, ...this.borders.borders];
    const work = (deadline) => {
      while (queue.length && deadline.timeRemaining() > 3) {
        const item = queue.shift();
        if (item.arcs && !item.path) this.borders.make(item);
        else if (!item.arcs && !item.layer) item.layer = this.makeFeature(item);
      }
      if (queue.length) idle(work);
    };
    idle(work);
  }

  drawPhysical(physical) {
    const looks = {
      land: { pane: "land", stroke: false, fillOpacity: 1, fillColor: "var(--land)" },
      lake: { pane: "lakes", weight: 0.6, color: "var(--shore)", fillOpacity: 0.86, fillColor: "var(--water)" },
      river: { pane: "rivers", weight: 0.9, color: "var(--shore)", opacity: 0.55, fill: false },
    };
    for (const kind of Object.keys(looks)) {
      const features = physical.features.filter((feature) => feature.properties.kind === kind);
      L.geoJSON({ type: "FeatureCollection", features }, { ...looks[kind], interactive: false, smoothFactor: 0.8 }).addTo(this.map);
    }
  }

  /* ----- one date ----- */

  wants(layer) {
    return !this.state.layers || this.state.layers.includes(layer);
  }

  /* Show the day. Most steps of a drag change nothing but the date; what need not be in the same frame
   * (the legend, names that make room) waits until the drag rests. */
  draw() {
    const { day, position = "" } = this.state;
    if (!this.features || !day) return;
    let changed = false;
    for (const feature of this.features) {
      const on = isOn(feature, day, position) && (feature.role !== "claim" || this.wants("claims"));
      if (on === this.shown.has(feature)) continue;
      changed = true;
      (on ? this.enter : this.leave).call(this, feature);
    }
    for (const mission of this.missions) changed = this.drawMission(mission, day) || changed;
    changed = drawTowns(this.map, this.towns, day, this.wants("towns"), this.config.words) || changed;
    this.borders.draw(day, position);
    if (this.pair) this.pair.draw({ day, position });
    document.body.dataset.date = day;
    if (!changed) return;
    this.mark();
    document.body.dataset.territories = [...new Set([...this.shown].map((feature) => feature.territory_id))].sort().join(" ");
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.layout(), SETTLE_MS);
  }

  enter(feature) {
    feature.layer = feature.layer || this.makeFeature(feature);
    this.config.group.addLayer(feature.layer);
    if (feature.label) {
      feature.nameMarker = feature.nameMarker || makeName(feature);
      feature.nameMarker.addTo(this.map);
      if (feature.role === "claim") feature.nameMarker.span.style.visibility = "hidden"; // until the drag rests
      else if (this.namePlaces) placeName(this.map, feature, this.namePlaces);
    }
    this.shown.add(feature);
  }

  leave(feature) {
    this.config.group.removeLayer(feature.layer);
    if (feature.nameMarker) feature.nameMarker.remove();
    if (feature.outline) feature.outline.remove();
    this.shown.delete(feature);
  }

  drawMission(mission, day) {
    const period = this.wants(LAYER_OF[mission.shape])
      ? mission.periods.find((candidate) => candidate.start <= day && day < candidate.end) : undefined;
    if (period === mission.period) return false;
    mission.period = period;
    if (!period) {
      this.config.group.removeLayer(mission.marker);
      return true;
    }
    mission.marker = mission.marker || this.makeMarker(mission);
    mission.marker.setIcon(markIcon(mission, period));
    mission.marker.options.title = "";
    if (!this.config.group.hasLayer(mission.marker)) this.config.group.addLayer(mission.marker);
    return true;
  }

  markEvent() {
    const { event } = this.state;
    if (this.eventMark) this.eventMark.remove();
    this.eventMark = null;
    this.pointer(event);
    if (!event) return;
    this.eventMark = L.circleMarker([event.lat, event.lon], { pane: "marks", radius: 17, className: "event-mark" });
    this.eventMark.bindTooltip(() => tooltipOf({ name: event.title, place: event.place }, {}), { direction: "top", className: "story", opacity: 1 });
    this.eventMark.addTo(this.map);
  }

  mark() {
    for (const feature of this.shown) {
      const chosen = feature.territory_id === this.state.territory;
      if (feature.role === "base") this.outline(feature, chosen);
      else if (feature.path.getElement()) feature.path.getElement().classList.toggle("chosen", chosen);
      if (chosen && feature.role !== "base") feature.path.bringToFront();
    }
    for (const mission of this.missions) {
      const element = mission.period && mission.marker.getElement();
      if (element) element.classList.toggle("chosen", mission.mission_id === this.state.mission);
    }
  }

  outline(feature, chosen) {
    if (chosen) {
      feature.outline = feature.outline || this.makeOutline(feature);
      feature.outline.addTo(this.map).bringToFront();
    } else if (feature.outline) feature.outline.remove();
  }

  /* Where names may stand in the present view, clear of controls and marks; found once per land and view. */
  places() {
    const marks = this.missions.filter((mission) => mission.period);
    const legend = [".legend", ".badge"].map((name) => document.querySelector(name).offsetHeight);
    const towns = townBoxes(this.map, this.towns);
    const key = `${towns.length} ${towns.map(({ min }) => min)} ${this.map.getZoom()} ${this.map.getCenter()} ${this.map.getSize()} ${legend} ${marks.map((mission) => mission.mission_id)}`;
    if (!this.namePlaces || this.namePlaces.key !== key) {
      const corner = this.map.containerPointToLayerPoint([6, 6]), size = this.map.getSize();
      const frame = this.map.getContainer().getBoundingClientRect();
      const boxes = [...document.querySelectorAll(".legend, .views, .badge, .leaflet-control-zoom, .leaflet-control-attribution")]
        .map((control) => control.getBoundingClientRect())
        .map((box) => L.bounds([box.left - frame.left, box.top - frame.top], [box.right - frame.left, box.bottom - frame.top]))
        .map((box) => L.bounds(this.map.containerPointToLayerPoint(box.min), this.map.containerPointToLayerPoint(box.max)));
      const points = marks.map((mission) => this.map.latLngToLayerPoint([mission.lat, mission.lon]));
      const obstacles = [...boxes, ...towns, ...points.map((point) => L.bounds(point.subtract([12, 12]), point.add([12, 12])))];
      const view = L.bounds(corner, corner.add(size).subtract([12, 12]));
      this.namePlaces = { key, known: new Map(), view, controls: boxes, obstacles };
    }
    return this.namePlaces;
  }

  layout() {
    if (!this.missions) return;
    const marks = this.missions.filter((mission) => mission.period);
    this.legend(this.shown, marks, this.borders.inView());
    spreadMarks(this.map, marks);
    const places = this.places();
    const named = [...this.shown].filter((feature) => feature.nameMarker), claims = [];
    for (const feature of named) {
      if (feature.role === "claim") claims.push(feature);
      else placeName(this.map, feature, places);
    }
    this.layoutLabels(named.filter((feature) => feature.role !== "claim"), claims, marks, places);
  }

  /* Claims and towns are named where names of lands, marks and controls leave room. */
  layoutLabels(named, claims, marks, { view, controls }) {
    const boxOf = ({ min, max }) => ({ left: min.x, top: min.y, right: max.x, bottom: max.y });
    const points = marks.map((mission) => this.map.latLngToLayerPoint([mission.lat, mission.lon]).add(mission.shift || [0, 0]));
    const taken = [...controls.map(boxOf), ...points.map((point) => boxOf(L.bounds(point.subtract([12, 12]), point.add([12, 12]))))];
    const names = this.wants("names") ? named.map((feature) => nameBox(this.map, feature)).filter(Boolean) : [];
    const labels = [...claims.map((feature) => claimLabel(this.map, feature, view)), ...townLabels(this.map, this.towns)].filter(Boolean);
    settle(labels, taken, names, boxOf(view)).forEach((at, index) => labels[index].put(at));
  }

  /* ----- what comes in ----- */

  /* The base map is the same for every visitor: the session's channel, and that of a pair, come with the state. */
  open({ channel, pair }) {
    if (this.opened === channel) return;
    this.opened = channel;
    this.channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(channel) : null;
    if (this.channel) this.channel.onmessage = (event) => this.hear(event.data);
    if (pair) this.pair = new Pair(this, pair);
    if (this.features) this.tell({ type: "ready" });
  }

  tell(message) {
    if (this.channel) this.channel.postMessage(message);
  }

  hear(message) {
    if (message.type !== "date") return;
    this.state.day = message.date;
    this.heard = true;
    this.draw();
  }

  /* State from the server. Within one navigation its date only echoes what the time bar has said before. */
  receive(state) {
    this.open(state);
    if (state.theme) this.setTheme(state.theme);
    const moved = state.nav !== this.state.nav;
    const { at, day } = this.state;
    if (this.pair) this.pair.receive(state);
    this.state = { ...state, day: this.heard && !moved ? day : state.day };
    if (moved && state.at !== at) this.goTo(state.at);
    else this.state.at = at;
    this.showState();
  }

  /* Show all of the state, and not only its day. */
  showState() {
    if (!this.features || !this.state.day) return;
    this.badge(this.state.position);
    this.draw();
    this.mark();
    this.markEvent();
    this.map.getPane("names").style.display = this.wants("names") ? "" : "none";
    if (document.body.classList.contains("ready")) return;
    this.layout();
    document.body.classList.add("ready");
  }

  setTheme(theme) {
    document.documentElement.dataset.theme = theme === "dark" ? "dark" : "light";
  }

  /* ----- where the map looks ----- */

  /* The page sizes the frame after the map is made, and windows turn: what was asked for fits again. */
  fitFrame() {
    const asAsked = this.asked && this.isAsAsked(this.map.getCenter(), this.map.getZoom());
    this.fitting = true;
    this.map.invalidateSize({ animate: false });
    this.fitting = false;
    if (asAsked) this.goTo(this.asked.at);
  }

  goTo(at) {
    this.state.at = at;
    const view = this.config.views.find((candidate) => candidate.id === at);
    this.fitting = true;
    if (view) {
      const [left, bottom, right, top] = view.bounds;
      this.map.fitBounds([[bottom, left], [top, right]], { animate: false });
    } else {
      const [lat, lon, zoom] = at.split("_").map(Number);
      this.map.setView([lat, lon], zoom, { animate: false });
    }
    this.fitting = false;
    this.asked = { at, centre: this.map.getCenter(), zoom: this.map.getZoom() };
    this.markView();
  }

  /* Look where the other map of a pair looks. */
  follow(centre, zoom, at) {
    this.fitting = true;
    this.map.setView(centre, zoom, { animate: false });
    this.fitting = false;
    this.state.at = at;
    this.markView();
  }

  tellView() {
    if (this.fitting || !this.asked) return;
    const centre = this.map.getCenter(), zoom = this.map.getZoom();
    const at = this.isAsAsked(centre, zoom) ? this.asked.at : `${centre.lat.toFixed(3)}_${centre.lng.toFixed(3)}_${+zoom.toFixed(2)}`;
    if (at === this.state.at) return;
    this.state.at = at;
    this.markView();
    this.tell({ type: "view", at });
  }

  /* Whether the map still stands, to the pixel, where a link or a button put it. */
  isAsAsked(centre, zoom) {
    return zoom === this.asked.zoom && this.map.project(centre).distanceTo(this.map.project(this.asked.centre)) < 2;
  }

  markView() {
    for (const button of document.querySelectorAll(".views button")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === this.state.at));
    }
  }

  addControls() {
    const control = L.control({ position: "topright" });
    control.onAdd = () => {
      const box = L.DomUtil.create("div", "views");
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", this.config.words.views);
      for (const view of this.config.views) {
        const button = L.DomUtil.create("button", "", box);
        button.type = "button";
        button.append(...[["long", view.label], ["short", view.short]].map(([name, words]) => {
          const span = L.DomUtil.create("span", name);
          span.textContent = words;
          return span;
        }));
        button.dataset.view = view.id;
        button.addEventListener("click", () => {
          const before = this.state.at;
          this.goTo(view.id);
          if (before !== view.id) this.tell({ type: "view", at: view.id });
        });
      }
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    control.addTo(this.map);
    this.map.attributionControl.setPrefix(false);
    this.map.attributionControl.addAttribution(this.config.words.attribution);
  }
}

/* Begin: called by the macro element that geo/maps adds to the Folium map. */
export function start(map, config) {
  const atlas = new Atlas(map, config);
  window.atlas = atlas;
  if (window.atlasState) atlas.receive(window.atlasState);
  // Streamlit sends its theme with every render of a component; the first one came before this script.
  const page = window.parent.document.querySelector(".stApp");
  if (page) atlas.setTheme(getComputedStyle(page).colorScheme);
  window.addEventListener("message", (event) => {
    const theme = event.data && event.data.theme;
    if (theme && theme.base) atlas.setTheme(theme.base);
  });
  atlas.load().catch((error) => {
    const box = document.createElement("p");
    box.className = "failed";
    box.setAttribute("role", "alert");
    box.textContent = `${config.words.failed} (${error.message})`;
    document.body.append(box);
  });
}
