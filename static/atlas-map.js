/* The live map: draws every territory, mission and name of one date, and changes date within a frame.
 *
 * Folium makes the Leaflet map; geo/maps adds one element to it whose script calls `atlasMap(map, config)`.
 * From then on dates arrive in two ways: through a BroadcastChannel from the time bar (each step of a drag),
 * and through `window.atlas.receive(state)`, which geo/maps writes into streamlit-folium's feature group
 * (links, reruns, browsers without the channel). Text from data is only ever set as text.
 */
(function () {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const DASHES = { solid: null, dashed: "7 5", dotted: "1.5 5", none: null };
  const PANES = [["land", 200], ["base", 400], ["rivers", 405], ["lakes", 410], ["over", 420], ["lines", 430], ["names", 610], ["marks", 620]];

  /* ---------- colours and patterns ---------- */

  function setColours(colours) {
    const rules = (theme) => Object.entries(colours).map(([id, c]) => `--c-${CSS.escape(id)}:${c[theme]}`).join(";");
    const style = document.createElement("style");
    style.textContent = `:root{${rules("light")}}:root[data-theme=dark]{${rules("dark")}}`;
    document.head.append(style);
  }

  const STROKES = {
    hatch: { size: 9, turn: 45, draw: [["line", { x1: 0, y1: 0, x2: 0, y2: 9, "stroke-width": 2.6 }]] },
    backhatch: { size: 9, turn: -45, draw: [["line", { x1: 0, y1: 0, x2: 0, y2: 9, "stroke-width": 2 }]] },
    crosshatch: { size: 10, turn: 45, draw: [
      ["line", { x1: 0, y1: 0, x2: 0, y2: 10, "stroke-width": 1.6 }],
      ["line", { x1: 0, y1: 0, x2: 10, y2: 0, "stroke-width": 1.6 }]] },
    lines: { size: 8, turn: 0, draw: [["line", { x1: 0, y1: 4, x2: 8, y2: 4, "stroke-width": 1.4 }]] },
    dots: { size: 9, turn: 0, draw: [
      ["circle", { cx: 2.2, cy: 2.2, r: 1.3 }], ["circle", { cx: 6.7, cy: 6.7, r: 1.3 }]] },
    rings: { size: 13, turn: 0, draw: [["circle", { cx: 6.5, cy: 6.5, r: 3, fill: "none", "stroke-width": 1.3 }]] },
  };

  function svgElement(name, attributes) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  function makePaints() {
    const defs = svgElement("svg", { width: 0, height: 0, style: "position:absolute", "aria-hidden": "true" });
    document.body.append(defs);
    const made = new Set();
    return function paint(colour, pattern, overlay) {
      const stroke = STROKES[pattern];
      if (!stroke) return `var(--c-${colour})`;
      const id = `paint-${colour}-${pattern}${overlay ? "-over" : ""}`;
      if (!made.has(id)) {
        made.add(id);
        const tile = svgElement("pattern", {
          id, width: stroke.size, height: stroke.size, patternUnits: "userSpaceOnUse",
          patternTransform: `rotate(${stroke.turn})`,
        });
        if (!overlay) {
          tile.append(svgElement("rect", { width: stroke.size, height: stroke.size, style: `fill:var(--c-${colour})` }));
        }
        for (const [name, attributes] of stroke.draw) {
          const mark = svgElement(name, attributes);
          const ink = overlay ? `var(--c-${colour})` : "var(--pattern)";
          mark.setAttribute("style", `stroke:${name === "circle" && attributes.fill !== "none" ? "none" : ink};fill:${
            attributes.fill === "none" ? "none" : ink}`);
          tile.append(mark);
        }
        defs.append(tile);
      }
      return `url(#${id})`;
    };
  }

  /* ---------- territories ---------- */

  /* A claim never covers the land of who holds it: it is always drawn as lines. */
  const claimPattern = (feature) => (feature.pattern in STROKES ? feature.pattern : "crosshatch");

  function territoryStyle(feature, paint) {
    const overlay = feature.role === "claim";
    const style = {
      pane: feature.role === "base" || feature.role === "context" ? "base" : "over",
      className: `territory ${feature.role}`,
      fillColor: paint(feature.colour, overlay ? claimPattern(feature) : feature.pattern, overlay),
      fillOpacity: { base: 0.66, context: 0.4, claim: 0.9, inner: 0, core: 0.5 }[feature.role],
      weight: { context: 1, claim: 1.2, inner: 1.1 }[feature.role] || 0,
      stroke: feature.role !== "base" && feature.role !== "core",
      color: feature.role === "claim" ? `var(--c-${feature.colour})` : "var(--line)",
      opacity: feature.line === "none" ? 0 : 0.95,
      dashArray: feature.role === "inner" ? "5 3" : DASHES[feature.line] || null,
      lineJoin: "round",
      smoothFactor: 0.6,
      // The halo of an inner line would hide what lies under it: only its stroke takes the pointer.
      interactive: feature.role !== "context",
    };
    if (feature.role === "core") style.fillColor = `var(--c-${feature.colour})`;
    return style;
  }

  /* The border of a land, above lakes and inner lines; the fill below them takes the pointer. */
  function outlineStyle(feature) {
    return {
      pane: "lines", className: "outline", interactive: false, fill: false, smoothFactor: 0.6, lineJoin: "round",
      color: "var(--line)", weight: 1.5, opacity: 0.95, dashArray: DASHES[feature.line],
    };
  }

  function tooltipOf(feature, words) {
    const box = document.createElement("div");
    for (const [name, text] of [["strong", feature.name], ["span", feature.status], ["span", feature.power && words.under.replace("{power}", feature.power)], ["span", feature.place],
      ["em", feature.doubt]]) {
      if (!text) continue;
      const line = document.createElement(name);
      line.textContent = text;
      box.append(line);
    }
    if (words.open_story) {
      const hint = document.createElement("small");
      hint.textContent = words.open_story;
      box.append(hint);
    }
    return box;
  }

  function makeLayer(feature, shared) {
    const shape = { type: "Feature", properties: {}, geometry: shared.geometry(feature.parts) };
    const fill = L.geoJSON(shape, territoryStyle(feature, shared.paint));
    fill.eachLayer((path) => {
      path.feature.properties = { territory_id: feature.territory_id };
      path.toGeoJSON = () => shared.clicked({ territory_id: feature.territory_id });
      path.bindTooltip(() => tooltipOf(feature, shared.words), { sticky: true, direction: "top", className: "story", opacity: 1 });
      path.on("mouseover", () => path.getElement() && path.getElement().classList.add("hovered"));
      path.on("mouseout", () => path.getElement() && path.getElement().classList.remove("hovered"));
      feature.path = path;
    });
    if (feature.role !== "base" || feature.line === "none") return fill;
    feature.outline = L.geoJSON(shape, outlineStyle(feature)).getLayers()[0];
    return L.featureGroup([fill, feature.outline]);
  }

  /* ---------- names on the map ---------- */

  function makeName(feature) {
    const text = document.createElement("span");
    text.textContent = feature.name;
    text.className = `name ${feature.role}`;
    const icon = L.divIcon({ html: text, className: "name-box", iconSize: null });
    const marker = L.marker([0, 0], { icon, interactive: false, keyboard: false, pane: "names" });
    marker.span = text;
    return marker;
  }

  /* The place inside the visible part of a land that leaves a wide name the most room, in layer pixels.
   *
   * Leaflet keeps each path clipped to the view. Candidates lie on a grid; distances are taken with x
   * squeezed, because a name is several times as wide as it is high.
   */
  const WIDE = 3.2, GRID = 14, SMALLEST = 11;

  function roomiest(path, view, obstacles) {
    const rings = (path._parts || []).filter((ring) => ring.length > 3);
    if (!rings.length) return null;
    const all = L.bounds(rings.flat()), left = Math.max(all.min.x, view.min.x), right = Math.min(all.max.x, view.max.x);
    const top = Math.max(all.min.y, view.min.y), bottom = Math.min(all.max.y, view.max.y);
    if (right - left < 20 || bottom - top < 12) return null;
    let best = null;
    for (let column = 0.5; column < GRID; column += 1) {
      for (let row = 0.5; row < GRID; row += 1) {
        const x = left + ((right - left) * column) / GRID, y = top + ((bottom - top) * row) / GRID;
        const edge = Math.min((x - view.min.x) / WIDE, (view.max.x - x) / WIDE, y - view.min.y, view.max.y - y);
        const limit = Math.min(edge, ...obstacles.map((box) => gapTo(box, x, y)));
        const room = roomAt(rings, x, y, limit, best ? best.room : 0);
        if (!best || room > best.room) best = { x, y, room };
      }
    }
    return best;
  }

  function gapTo(box, x, y) {
    return Math.hypot(Math.max(box.min.x - x, 0, x - box.max.x) / WIDE, Math.max(box.min.y - y, 0, y - box.max.y));
  }

  /* How far (x, y) is from every edge, 0 outside; gives up below `enough`. */
  function roomAt(rings, x, y, limit, enough) {
    let inside = false, least = limit * limit;
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const a = ring[i], b = ring[j];
        if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
        const ax = (a.x - x) / WIDE, ay = a.y - y, dx = (b.x - a.x) / WIDE, dy = b.y - a.y;
        const along = Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)));
        const gap = (ax + along * dx) ** 2 + (ay + along * dy) ** 2;
        if (gap < least) { least = gap; if (least < enough * enough) return 0; }
      }
    }
    return inside && limit > 0 ? Math.sqrt(least) : 0;
  }

  function placeName(map, feature, places) {
    const key = `${feature.parts.join(" ")}|${places.key}`;
    const sizeAt = (place) => (place ? Math.min(23, (place.room * 2 * WIDE) / (feature.name.length * 0.6)) : 0);
    if (!places.known.has(key)) {
      const clear = roomiest(feature.path, places.view, places.obstacles);
      // Where marks leave no room, a name may pass between them; never below the controls.
      places.known.set(key, sizeAt(clear) >= SMALLEST ? clear : roomiest(feature.path, places.view, places.controls));
    }
    const place = places.known.get(key), { span } = feature.nameMarker, size = sizeAt(place);
    span.style.visibility = size < SMALLEST ? "hidden" : "";
    if (size < SMALLEST) return;
    span.style.fontSize = `${Math.max(12, size).toFixed(1)}px`;
    feature.nameMarker.setLatLng(map.layerPointToLatLng([place.x, place.y]));
  }

  /* ---------- missions and seats ---------- */

  const SHAPES = {
    embassy: "M3 15.5V3.5 M3 4h10l-2.4 3.2L13 10.4H3",
    seat: "M2.5 14h11 M4 14V7.5 M8 14V7.5 M12 14V7.5 M2.5 7L8 3l5.5 4z",
    place: "M8 2.5l5 5.5-5 5.5L3 8z",
  };

  const LAYER_OF = { embassy: "missions", seat: "seats", place: "places" };

  function markElement(mission, period) {
    const button = document.createElement("span");
    button.className = `mark ${mission.shape} ${period.symbol}`;
    button.style.setProperty("--mark", `var(--c-${mission.colour})`);
    const svg = svgElement("svg", { viewBox: "0 0 16 17", width: 16, height: 17, "aria-hidden": "true" });
    svg.append(svgElement("path", { d: SHAPES[mission.shape] || SHAPES.place }));
    if (period.symbol === "cross") svg.append(svgElement("path", { d: "M1.5 15.5L14.5 1.5", class: "strike" }));
    if (period.symbol === "link") svg.append(svgElement("circle", { cx: 12.5, cy: 13, r: 2.6, class: "link" }));
    button.append(svg);
    return button;
  }

  function markIcon(mission, period) {
    return L.divIcon({ html: markElement(mission, period), className: "mark-box", iconSize: [24, 24], iconAnchor: [12, 12] });
  }

  function makeMark(mission, shared) {
    const marker = L.marker([mission.lat, mission.lon], { pane: "marks", keyboard: true, alt: mission.name, icon: markIcon(mission, mission.periods[0]) });
    marker.feature = { type: "Feature", properties: { mission_id: mission.mission_id } };
    marker.toGeoJSON = () => shared.clicked({ mission_id: mission.mission_id });
    marker.bindTooltip(() => tooltipOf({ name: mission.name, status: mission.period.label, place: mission.place }, shared.words),
      { direction: "top", className: "story", offset: [0, -10], opacity: 1 });
    return marker;
  }

  /* Marks that would lie on one another stand side by side. */
  function spreadMarks(map, missions) {
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
        box.firstChild.style.transform = `translate(${(across - (wide - 1) / 2) * 22}px, ${down * 22}px)`;
      });
    }
  }

  /* ---------- the legend: only what is on the map now ---------- */

  function swatch({ line, fill, soft }) {
    const svg = svgElement("svg", { viewBox: "0 0 26 16", width: 26, height: 16, "aria-hidden": "true" });
    const box = { x: 0.5, y: 0.5, width: 25, height: 15, rx: 2 };
    if (fill) {
      // As on the map: the colour lies thin on the land.
      svg.append(svgElement("rect", { ...box, style: "fill:var(--land)" }));
      const look = soft ? "filter:blur(2px);fill-opacity:.6" : "stroke:var(--line);fill-opacity:.72";
      svg.append(svgElement("rect", { ...box, style: `fill:${fill};${look}` }));
    } else {
      const dash = line ? { "stroke-dasharray": line } : {};
      svg.append(svgElement("path", { d: "M1 8H25", fill: "none", "stroke-width": 2, style: "stroke:var(--line)", ...dash }));
    }
    return svg;
  }

  function lookOf(kind, feature, paint) {
    if (kind === "inner") return { line: "5 3" };
    if (kind === "core") return { fill: `var(--c-${feature.colour})`, soft: true };
    if (feature.role === "claim") return { fill: paint("ink", claimPattern(feature), true) };
    return { fill: paint("key", kind) };
  }

  function legendRows(title, entries) {
    const list = document.createElement("ul");
    const heading = document.createElement("h3");
    heading.textContent = title;
    for (const [label, look] of entries) {
      const item = document.createElement("li");
      const words = document.createElement("span");
      words.textContent = label;
      item.append(look.mark ? look.mark() : swatch(look), words);
      list.append(item);
    }
    return [heading, list];
  }

  function makeLegend(map, words, colours, paint) {
    const box = L.DomUtil.create("details", "legend");
    const summary = L.DomUtil.create("summary", "", box);
    summary.textContent = words.legend;
    const body = L.DomUtil.create("div", "", box);
    box.open = map.getSize().x > 640;
    box.addEventListener("toggle", () => map.fire("moveend"));
    L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => box;
    control.addTo(map);
    let shown = "";
    return function update(features, missions) {
      const powers = new Map(), statuses = new Map(), lines = new Map(), marks = new Map();
      for (const { period, shape, colour, lat, lon } of missions) {
        if (!map.getBounds().contains([lat, lon])) continue;
        const kind = words[`mark_${shape}`];
        marks.set(shape === "embassy" ? `${kind}: ${period.label}` : kind, { mark: () => markElement({ shape, colour }, period) });
      }
      for (const feature of features) {
        if (feature.role === "context" || !(feature.path._parts || []).length) continue;
        powers.set(colours[feature.colour].label, { fill: `var(--c-${feature.colour})` });
        const kind = feature.role === "inner" ? "inner" : feature.role === "core" ? "core" : feature.role === "claim" ? "claim" : feature.pattern;
        if (!statuses.has(kind)) statuses.set(kind, { look: lookOf(kind, feature, paint), names: new Set() });
        statuses.get(kind).names.add(kind === "claim" ? words.legend_claim : feature.status);
        if (feature.role !== "inner" && feature.line !== "none") lines.set(feature.certainty, { line: DASHES[feature.line] });
      }
      const named = new Map([...statuses.values()].map(({ look, names }) => [[...names].sort().join(", "), look]));
      const parts = [[words.legend_powers, powers], [words.legend_statuses, named], [words.legend_lines, lines], [words.legend_marks, marks]];
      const key = parts.map(([, entries]) => [...entries.keys()].sort().join()).join("|");
      if (key === shown) return;
      shown = key;
      body.replaceChildren(...parts.filter(([, entries]) => entries.size)
        .flatMap(([title, entries]) => legendRows(title, [...entries].sort(([a], [b]) => a.localeCompare(b)))));
    };
  }

  /* ---------- the atlas on one map ---------- */

  class Atlas {
    constructor(map, config) {
      this.map = map;
      this.config = config;
      this.state = { ...config.state };
      this.shown = new Set();
      this.clicks = 0;
      this.channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(config.channel) : null;
      for (const [name, z] of PANES) map.createPane(name).style.zIndex = z;
      for (const name of ["land", "lakes", "rivers", "names"]) map.getPane(name).style.pointerEvents = "none";
      this.setTheme(config.theme);
      this.addControls();
      this.goTo(this.state.at);
      if (this.channel) {
        this.channel.onmessage = (event) => this.hear(event.data);
      }
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
      this.legend = makeLegend(this.map, this.config.words, atlas.colours, shared.paint);
      this.makeFeature = (feature) => makeLayer(feature, shared);
      this.makeMarker = (mission) => makeMark(mission, shared);
      this.features = atlas.features;
      this.missions = atlas.missions;
      this.draw();
      this.markEvent();
      document.body.classList.add("ready");
      if (this.channel) this.channel.postMessage({ type: "ready" });
      this.prepare();
    }

    shared(topology) {
      const parts = new Map(topology.objects.parts.geometries.map((geometry) => [geometry.id, geometry]));
      const known = new Map();
      return {
        paint: makePaints(),
        words: this.config.words,
        clicked: (properties) => ({ type: "Feature", geometry: null, properties: { ...properties, click: ++this.clicks } }),
        geometry: (ids) => {
          const key = ids.join(" ");
          if (!known.has(key)) known.set(key, topojson.merge(topology, ids.map((id) => parts.get(id))));
          return known.get(key);
        },
      };
    }

    /* Layers are made when idle, so that the first drag does not pay for them. */
    prepare() {
      const idle = window.requestIdleCallback || ((work) => setTimeout(() => work({ timeRemaining: () => 4 }), 60));
      const queue = this.features.filter((feature) => !feature.layer);
      const work = (deadline) => {
        while (queue.length && deadline.timeRemaining() > 3) {
          const feature = queue.shift();
          if (!feature.layer) feature.layer = this.makeFeature(feature);
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

    draw() {
      if (!this.features) return;
      const day = this.state.day;
      for (const feature of this.features) {
        const on = feature.start <= day && day < feature.end && (feature.role !== "claim" || this.wants("claims"));
        if (on !== this.shown.has(feature)) (on ? this.enter : this.leave).call(this, feature);
      }
      for (const mission of this.missions) this.drawMission(mission, day);
      this.layout();
      this.mark();
      this.map.getPane("names").style.display = this.wants("names") ? "" : "none";
      document.body.dataset.date = day;
      document.body.dataset.territories = [...new Set([...this.shown].map((feature) => feature.territory_id))].sort().join(" ");
    }

    enter(feature) {
      feature.layer = feature.layer || this.makeFeature(feature);
      this.config.group.addLayer(feature.layer);
      if (feature.label) {
        feature.nameMarker = feature.nameMarker || makeName(feature);
        feature.nameMarker.addTo(this.map);
      }
      this.shown.add(feature);
    }

    leave(feature) {
      this.config.group.removeLayer(feature.layer);
      if (feature.nameMarker) feature.nameMarker.remove();
      this.shown.delete(feature);
    }

    drawMission(mission, day) {
      const period = this.wants(LAYER_OF[mission.shape])
        ? mission.periods.find((candidate) => candidate.start <= day && day < candidate.end) : undefined;
      if (period === mission.period) return;
      mission.period = period;
      if (!period) {
        this.config.group.removeLayer(mission.marker);
        return;
      }
      mission.marker = mission.marker || this.makeMarker(mission);
      mission.marker.setIcon(markIcon(mission, period));
      mission.marker.options.title = "";
      if (!this.config.group.hasLayer(mission.marker)) this.config.group.addLayer(mission.marker);
    }

    markEvent() {
      const { event } = this.state;
      if (this.eventMark) this.eventMark.remove();
      this.eventMark = null;
      if (!event) return;
      this.eventMark = L.circleMarker([event.lat, event.lon], { pane: "marks", radius: 17, className: "event-mark" });
      this.eventMark.bindTooltip(() => tooltipOf({ name: event.title, place: event.place }, {}), { direction: "top", className: "story", opacity: 1 });
      this.eventMark.addTo(this.map);
    }

    mark() {
      for (const feature of this.shown) {
        const path = feature.outline || feature.path, chosen = feature.territory_id === this.state.territory;
        if (path.getElement()) path.getElement().classList.toggle("chosen", chosen);
        if (chosen) path.bringToFront();
      }
      for (const mission of this.missions) {
        const element = mission.period && mission.marker.getElement();
        if (element) element.classList.toggle("chosen", mission.mission_id === this.state.mission);
      }
    }

    /* Where names may stand in the present view, clear of controls and marks; found once per land and view. */
    places() {
      const marks = this.missions.filter((mission) => mission.period);
      const legend = document.querySelector(".legend").offsetHeight;
      const key = `${this.map.getZoom()} ${this.map.getCenter()} ${this.map.getSize()} ${legend} ${marks.map((mission) => mission.mission_id)}`;
      if (!this.namePlaces || this.namePlaces.key !== key) {
        const corner = this.map.containerPointToLayerPoint([6, 6]), size = this.map.getSize();
        const frame = this.map.getContainer().getBoundingClientRect();
        const boxes = [...document.querySelectorAll(".legend, .views, .leaflet-control-zoom, .leaflet-control-attribution")]
          .map((control) => control.getBoundingClientRect())
          .map((box) => L.bounds([box.left - frame.left, box.top - frame.top], [box.right - frame.left, box.bottom - frame.top]))
          .map((box) => L.bounds(this.map.containerPointToLayerPoint(box.min), this.map.containerPointToLayerPoint(box.max)));
        const points = marks.map((mission) => this.map.latLngToLayerPoint([mission.lat, mission.lon]));
        const obstacles = [...boxes, ...points.map((point) => L.bounds(point.subtract([12, 12]), point.add([12, 12])))];
        const view = L.bounds(corner, corner.add(size).subtract([12, 12]));
        this.namePlaces = { key, known: new Map(), view, controls: boxes, obstacles };
      }
      return this.namePlaces;
    }

    layout() {
      if (!this.missions) return;
      const marks = this.missions.filter((mission) => mission.period);
      this.legend(this.shown, marks);
      spreadMarks(this.map, marks);
      const places = this.places();
      for (const feature of this.shown) if (feature.nameMarker) placeName(this.map, feature, places);
    }

    /* ----- what comes in ----- */

    hear(message) {
      if (message.type !== "date") return;
      this.state.day = message.date;
      this.heard = true;
      this.draw();
    }

    /* State from the server. Within one navigation its date only echoes what the time bar has said before. */
    receive(state) {
      const moved = state.nav !== this.state.nav;
      const { at, day } = this.state;
      const marked = this.state.event && this.state.event.title;
      this.state = { ...state, day: this.heard && !moved ? day : state.day };
      if ((state.event && state.event.title) !== marked) this.markEvent();
      if (moved && state.at !== at) this.goTo(state.at);
      else this.state.at = at;
      this.draw();
    }

    setTheme(theme) {
      document.documentElement.dataset.theme = theme === "dark" ? "dark" : "light";
    }

    /* ----- where the map looks ----- */

    /* The page sizes the frame after the map is made, and windows turn: a named view fits again. */
    fitFrame() {
      const { at } = this.state;
      this.fitting = true;
      this.map.invalidateSize({ pan: false });
      this.fitting = false;
      if (this.config.views.some((view) => view.id === at)) this.goTo(at);
    }

    goTo(at) {
      this.state.at = at;
      const view = this.config.views.find((candidate) => candidate.id === at);
      this.fitted = null;
      if (view) {
        const bounds = L.latLngBounds([view.bounds[1], view.bounds[0]], [view.bounds[3], view.bounds[2]]);
        this.fitted = { id: view.id, zoom: this.map.getBoundsZoom(bounds), bounds };
        this.map.fitBounds(bounds, { animate: false });
        this.fitted.centre = this.map.getCenter();
      } else {
        const [lat, lon, zoom] = at.split("_").map(Number);
        this.map.setView([lat, lon], zoom, { animate: false });
      }
      this.markView();
    }

    tellView() {
      if (this.fitting) return;
      const centre = this.map.getCenter();
      const at = this.viewNamed(centre) || `${centre.lat.toFixed(3)}_${centre.lng.toFixed(3)}_${+this.map.getZoom().toFixed(2)}`;
      if (at === this.state.at) return;
      this.state.at = at;
      this.markView();
      if (this.channel) this.channel.postMessage({ type: "view", at });
    }

    /* The name of the view that the map stands at, to the pixel, or nothing. */
    viewNamed(centre) {
      if (!this.fitted) return "";
      const still = !this.fitted.centre || (this.map.getZoom() === this.fitted.zoom
        && this.map.project(centre).distanceTo(this.map.project(this.fitted.centre)) < 2);
      return still ? this.fitted.id : "";
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
            if (before !== view.id && this.channel) this.channel.postMessage({ type: "view", at: view.id });
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

  window.atlasMap = function (map, config) {
    const atlas = new Atlas(map, config);
    window.atlas = atlas;
    // Streamlit sends its theme with every render of a component.
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
  };
})();
