/* Where the map looks: what the link asks for, the buttons of the named views, and what the visitor moves it to. */

export class Views {
  constructor(atlas) {
    this.atlas = atlas;
    this.map = atlas.map;
    this.views = atlas.config.views;
    this.addButtons(atlas.config.words.views);
    this.map.on("moveend", () => this.tell());
    new ResizeObserver(() => this.fitFrame()).observe(this.map.getContainer());
  }

  /* Move the map without telling the page: it knows. */
  quietly(move) {
    this.fitting = true;
    move();
    this.fitting = false;
  }

  /* The page sizes the frame after the map is made, and windows turn: what was asked for fits again. */
  fitFrame() {
    const asAsked = this.asked && this.isAsAsked(this.map.getCenter(), this.map.getZoom());
    this.quietly(() => this.map.invalidateSize({ animate: false }));
    if (asAsked) this.goTo(this.asked.at);
  }

  /* Look at a named view, or at latitude_longitude_zoom. */
  goTo(at) {
    const view = this.views.find((candidate) => candidate.id === at);
    this.mark(at); // before the map moves: the other map of a pair is told with the move
    this.quietly(() => {
      if (view) {
        const [left, bottom, right, top] = view.bounds;
        this.map.fitBounds([[bottom, left], [top, right]], { animate: false });
      } else {
        const [lat, lon, zoom] = at.split("_").map(Number);
        this.map.setView([lat, lon], zoom, { animate: false });
      }
    });
    this.asked = { at, centre: this.map.getCenter(), zoom: this.map.getZoom() };
  }

  /* Look where the other map of a pair looks. */
  follow(centre, zoom, at) {
    this.mark(at);
    this.quietly(() => this.map.setView(centre, zoom, { animate: false }));
  }

  tell() {
    if (this.fitting || !this.asked) return;
    const centre = this.map.getCenter(), zoom = this.map.getZoom();
    const at = this.isAsAsked(centre, zoom) ? this.asked.at : `${centre.lat.toFixed(3)}_${centre.lng.toFixed(3)}_${+zoom.toFixed(2)}`;
    if (at === this.atlas.state.at) return;
    this.mark(at);
    this.atlas.tell({ type: "view", at });
  }

  /* Whether the map still stands, to the pixel, where a link or a button put it. */
  isAsAsked(centre, zoom) {
    return zoom === this.asked.zoom && this.map.project(centre).distanceTo(this.map.project(this.asked.centre)) < 2;
  }

  mark(at) {
    this.atlas.state.at = at;
    for (const button of document.querySelectorAll(".views button")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === at));
    }
  }

  addButtons(label) {
    const control = L.control({ position: "topright" });
    control.onAdd = () => {
      const box = L.DomUtil.create("div", "views");
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", label);
      for (const view of this.views) box.append(this.button(view));
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    control.addTo(this.map);
  }

  button(view) {
    const button = L.DomUtil.create("button", "");
    button.type = "button";
    button.dataset.view = view.id;
    button.append(...[["long", view.label], ["short", view.short]].map(([name, words]) => {
      const span = L.DomUtil.create("span", name);
      span.textContent = words;
      return span;
    }));
    button.addEventListener("click", () => {
      const before = this.atlas.state.at;
      this.goTo(view.id);
      if (before !== view.id) this.atlas.tell({ type: "view", at: view.id });
    });
    return button;
  }
}
