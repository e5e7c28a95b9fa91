/* The atlas on one Leaflet map: every territory, mission and name of one date, changed within a frame.
 *
 * Dates arrive in two ways: through a BroadcastChannel from the time bar (each step of a drag), and
 * through `receive`, which geo/maps writes into streamlit-folium's feature group (links, reruns,
 * browsers without the channel). Text from data is only ever set as text.
 */

import { openChannel } from "../lib/channel.js";
import { makeBadge } from "./controls/badge.js";
import { Borders } from "./layers/borders.js";
import { MANY, useCanvases } from "./render/canvas/index.js";
import { Changes, daysOf, daysOfAll, nearestFirst } from "./time.js";
import { inForce, isOn } from "./dates.js";
import { shareFingers } from "./controls/touch.js";
import { drawAhead, makeAhead } from "./render/retained.js";
import { Labels } from "./labels/layout.js";
import { translated } from "./translate.js";
import { makeLegend } from "./controls/legend.js";
import { LAYER_OF, makeMark } from "./layers/missions.js";
import { Mirror } from "./access/map-list.js";
import { callMap, nameMap } from "./access/aria.js";
import { makePaints, setColours } from "./render/symbols.js";
import { Pair } from "./layers/comparison.js";
import { fitPaper } from "./print.js";
import { makePointer } from "./layers/event.js";
import { makeLands, makeOutline, makePath, tooltipOf } from "./layers/lands.js";
import { Topology } from "./render/topology.js";
import { drawTowns, makeTown, makeTowns } from "./layers/places.js";
import { Views } from "./controls/views.js";

const SETTLE_MS = 90;
const PANES = {
  land: 200, base: 400, rivers: 405, lakes: 410, over: 420, bands: 425, outer: 428, lines: 430, outlines: 435,
  towns: 605, names: 610, marks: 620,
};

/* A layer at a URL; a page without a server has it at hand and gives the layer itself. */
async function fetchLayer(layer) {
  if (typeof layer !== "string") return layer;
  const answer = await fetch(layer);
  if (!answer.ok) throw new Error(`${answer.status} for ${layer}`);
  return answer.json();
}

class Atlas {
  constructor(map, config) {
    this.map = map;
    this.config = config;
    this.state = {}; // until the first one comes
    this.shown = new Set();
    this.ids = new Map(); // of the territories shown, with the number of their features
    this.clicks = 0;
    this.channel = null; // until the first state names it
    for (const [name, z] of Object.entries(PANES)) map.createPane(name).style.zIndex = z;
    for (const name of ["land", "lakes", "rivers", "names"]) map.getPane(name).style.pointerEvents = "none";
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(config.words.attribution);
    map.on("movestart", () => this.features && !this.views.fitting && this.reveal());
    // Leaflet's renderers clip paths to the new view in handlers of their own: names wait for them.
    map.on("moveend", () => Promise.resolve().then(() => this.layout()));
    this.views = new Views(this);
    nameMap(map, config);
    shareFingers(map, config.words);
    this.labels = new Labels(map);
    fitPaper(this);
  }

  async load() {
    const [atlas, physical, words] = this.config.layers.map(fetchLayer);
    this.build(translated(await atlas, await words));
    this.views.fitFrame(); // before anything is seen that could jump
    this.showState();
    this.tell({ type: "ready" });
    await new Promise((painted) => setTimeout(painted)); // the lands first: they are what is asked for
    this.drawPhysical(await physical);
    this.whole = true;
    this.showState();
  }

  build(atlas) {
    setColours(atlas.colours);
    const topology = new Topology(atlas.topology), shared = this.shared(topology);
    this.land = shared.land;
    if (atlas.features.length > MANY) this.sheet = useCanvases(this.map, shared.paint.made, [["base"], ["over", "bands", "lines"]]);
    this.legend = makeLegend(this.map, this.config.words, atlas, shared.paint);
    this.badge = makeBadge(this.map, atlas.positions, this.config.words);
    this.pointer = makePointer(this.map, this.config.words, ({ lat, lon }) => this.map.setView([lat, lon], this.map.getZoom()));
    this.borders = new Borders(this.map, topology, atlas, this.config.words);
    this.landGroup = makeLands(this.map, this.config.group, this.config.words);
    this.townGroup = makeTowns(this.map, this.config.words);
    this.makePath = (feature) => this.landGroup.adopt(makePath(feature, shared));
    this.makeOutline = (feature) => makeOutline(feature, shared);
    this.makeMarker = (mission) => makeMark(mission, shared);
    this.mirror = new Mirror(this);
    this.features = atlas.features;
    this.missions = atlas.missions;
    this.towns = atlas.places;
    this.changes = {
      features: new Changes(this.features, daysOf),
      missions: new Changes(this.missions, ({ periods }) => daysOfAll(periods)),
      towns: new Changes(this.towns, ({ names }) => daysOfAll(names)),
    };
  }

  /* What lands and marks are made with. */
  shared(topology) {
    return {
      paint: makePaints(),
      words: this.config.words,
      clicked: (properties) => ({ type: "Feature", geometry: null, properties: { ...properties, click: ++this.clicks } }),
      land: (ids) => topology.land(ids),
    };
  }

  /* What other days will show is made and drawn while nothing else is to do, so that no step pays for it. */
  prepare() {
    const idle = window.requestIdleCallback || ((work) => setTimeout(() => work({ timeRemaining: () => 4 }), 60));
    const turn = {}, waiting = nearestFirst((this.ahead ??= this.dated()), Number(this.drawnDay.slice(0, 4)));
    this.preparing = turn; // a later layout begins anew; null when all is done
    const work = (deadline) => {
      while (this.preparing === turn && deadline.timeRemaining() > 2) {
        const { value: make, done } = waiting.next();
        if (done) {
          this.preparing = null;
          return;
        }
        make();
      }
      if (this.preparing === turn) idle(work);
    };
    idle(work);
  }

  /* What is to be made ahead, by the year in which it is first shown. */
  dated() {
    const year = (day = "1900") => Number(day.slice(0, 4));
    const made = [
      ...this.features.map((feature) => [year(feature.start), () => this.prepareFeature(feature)]),
      ...this.borders.borders.map((border) => [year(border.periods[0]?.start), () => this.borders.prepare(border)]),
      ...this.towns.map((place) => [year(place.names[0].start), () => makeAhead(makeTown(place), this.map)]),
      ...this.missions.map((mission) => [year(mission.periods[0].start), () => makeAhead(this.markerOf(mission), this.map)]),
    ];
    return made.sort(([a], [b]) => a - b);
  }

  prepareFeature(feature) {
    feature.path = feature.path || this.makePath(feature);
    drawAhead(feature.path, this.map);
    this.labels.prepare(feature);
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

  /* Show the day. A step looks only at what changes between the day shown and this one; what need not be in
   * the same frame (the legend, names that make room) waits until the drag rests. */
  draw() {
    const { day, position = "", layers } = this.state;
    if (!this.features || !day) return;
    const look = `${position} ${layers}`, before = look === this.drawnLook ? this.drawnDay : null;
    if (this.drawnDay && day !== this.drawnDay) this.reveal(); // a sketch does not follow
    this.drawnLook = look;
    this.drawnDay = day;
    let changed = false;
    for (const feature of this.changes.features.between(before, day)) changed = this.drawFeature(feature, day, position) || changed;
    for (const mission of this.changes.missions.between(before, day)) changed = this.drawMission(mission, day) || changed;
    changed = drawTowns(this.townGroup, this.changes.towns.between(before, day), day, this.wants("towns")) || changed;
    this.borders.draw(before, day, position);
    if (this.pair) this.pair.draw({ day, position });
    document.body.dataset.date = day;
    document.documentElement.classList.add("dated"); // its style hangs on this: the day changes with every step
    if (!changed) return;
    if (!this.sheet) this.tellTerritories();
    this.settleAt = performance.now() + SETTLE_MS;
    this.settling = this.settling || setTimeout(() => this.settle(), SETTLE_MS);
  }

  /* For scripts that read the map; of thousands only once the drag rests. */
  tellTerritories() {
    document.body.dataset.territories = [...this.ids.keys()].join(" ");
  }

  /* Lay out once the drag has rested: one timer, put off by each step. */
  settle() {
    const rest = this.settleAt - performance.now();
    this.settling = rest > 1 ? setTimeout(() => this.settle(), rest) : 0;
    if (!this.settling) this.layout();
  }

  drawFeature(feature, day, position) {
    const on = isOn(feature, day, position) && (feature.role !== "claim" || this.wants("claims"));
    if (on === this.shown.has(feature)) return false;
    (on ? this.enter : this.leave).call(this, feature);
    return true;
  }

  enter(feature) {
    feature.path = feature.path || this.makePath(feature);
    this.landGroup.show(feature.path);
    if (feature.label) this.labels.enter(feature);
    this.shown.add(feature);
    this.ids.set(feature.territory_id, (this.ids.get(feature.territory_id) || 0) + 1);
    this.mark(feature);
  }

  leave(feature) {
    this.landGroup.hide(feature.path);
    if (feature.nameMarker) feature.nameMarker.remove();
    if (feature.outline) feature.outline.remove();
    this.shown.delete(feature);
    const left = this.ids.get(feature.territory_id) - 1;
    if (left) this.ids.set(feature.territory_id, left);
    else this.ids.delete(feature.territory_id);
  }

  drawMission(mission, day) {
    const period = this.wants(LAYER_OF[mission.shape]) ? inForce(mission.periods, day) : undefined;
    if (period === mission.period) return false;
    mission.period = period;
    if (!period) {
      this.config.group.removeLayer(mission.marker);
      return true;
    }
    this.markerOf(mission).turnTo(period);
    if (!this.config.group.hasLayer(mission.marker)) this.config.group.addLayer(mission.marker);
    this.markMission(mission);
    return true;
  }

  markerOf(mission) {
    mission.marker = mission.marker || this.makeMarker(mission);
    return mission.marker;
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

  /* Mark what is chosen. */
  mark(feature) {
    const chosen = feature.territory_id === this.state.territory;
    if (feature.role === "base") this.outline(feature, chosen);
    else feature.path.turn("chosen", chosen);
    if (chosen && feature.role !== "base") feature.path.bringToFront();
  }

  markMission(mission) {
    const element = mission.period && mission.marker.getElement();
    if (element) element.classList.toggle("chosen", mission.mission_id === this.state.mission);
  }

  outline(feature, chosen) {
    if (chosen) {
      feature.outline = feature.outline || this.makeOutline(feature);
      feature.outline.addTo(this.map).bringToFront();
    } else if (feature.outline) feature.outline.remove();
  }

  layout() {
    if (!this.missions) return;
    const { shown, towns } = this, marks = this.missions.filter((mission) => mission.period);
    this.tellTerritories();
    this.borders.fit();
    this.legend(shown, marks, this.borders.inView());
    this.labels.layout({ shown, marks, towns, named: this.wants("names") });
    this.mirror.update();
    this.prepare();
  }

  /* ----- what comes in, what goes out ----- */

  /* The base map is the same for every visitor: the session's channel, and that of a pair, come with the state. */
  open({ channel, pair }) {
    if (this.opened === channel) return;
    this.opened = channel;
    this.channel?.close();
    this.channel = openChannel(channel);
    if (this.channel) this.channel.onmessage = (event) => this.hear(event.data);
    if (pair) this.pair = new Pair(this, pair);
    if (pair) callMap(this.map, this.config.words, pair.name);
    if (this.features) this.tell({ type: "ready" });
  }

  tell(message) {
    if (this.channel) this.channel.postMessage(message);
  }

  hear(message) {
    if (message.type === "rest" && this.mirror) this.mirror.rest();
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
    if (moved && state.at !== at) this.views.goTo(state.at);
    else this.state.at = at;
    this.showState();
    if (this.whole) this.mirror.follow(moved || !this.heard);
  }

  /* Show all of the state, and not only its day. */
  showState() {
    if (!this.features || !this.state.day) return;
    this.badge(this.state.position);
    this.draw();
    for (const feature of this.shown) this.mark(feature);
    for (const mission of this.missions) this.markMission(mission);
    this.markEvent();
    this.map.getPane("names").style.display = this.wants("names") ? "" : "none";
    if (!this.whole || document.body.classList.contains("ready")) return;
    this.layout();
    document.body.classList.add("ready");
    this.reveal();
  }

  /* Until here the page shows a sketch in place of the map. */
  reveal() {
    window.frameElement?.closest(".st-key-atlas_map")?.querySelector(".first-sight")?.remove();
  }

  setTheme(theme) {
    document.documentElement.dataset.theme = theme === "dark" ? "dark" : "light";
  }
}

/* Begin: called by the macro element that geo/maps adds to the Folium map; resolves when all is drawn. */
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
  return atlas.load();
}
