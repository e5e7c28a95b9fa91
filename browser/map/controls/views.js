/** Views: what the link asks for, the buttons of the named views, and where the visitor moves the map to. */

const SAME_PX = 2;

/** @typedef {{ lat: number, lng: number }} LatLng */

/**
 * @typedef {object} Host What the views need of the map.
 * @property {any} map
 * @property {import("../types.js").Config} config
 * @property {import("../types.js").State} state
 * @property {(message: object) => void} tell
 */

export class Views {
  /** @param {Host} host */
  constructor(host) {
    this.host = host;
    this.map = host.map;
    this.views = host.config.views;
    /** @type {{ at: string, centre: LatLng, zoom: number } | null} */
    this.asked = null; // until a view is asked for
    this.isFitting = false;
    this.addButtons(host.config.phrases.views);
    this.map.on("dragend moveend", () => this.tell()); // after a drag the map may glide on for a while
    new ResizeObserver(() => this.fitFrame()).observe(this.map.getContainer());
  }

  /** Move the map without telling the page: it knows. @param {() => void} move */
  quietly(move) {
    this.isFitting = true;
    move();
    this.isFitting = false;
  }

  /** The page sizes the frame after the map is made, and windows turn: what was asked for fits again. */
  fitFrame() {
    const asked = this.asked && this.isAsAsked(this.asked, this.map.getCenter(), this.map.getZoom()) ? this.asked : null;
    this.quietly(() => this.map.invalidateSize({ animate: false }));
    if (asked) this.goTo(asked.at);
  }

  /** Look at a named view, or at latitude_longitude_zoom. @param {string} at */
  goTo(at) {
    const view = this.named(at);
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

  /** @param {string} at */
  named(at) {
    return this.views.find(({ id }) => id === at);
  }

  /** Look where the other map of a pair looks. @param {[number, number]} centre @param {number} zoom @param {string} at */
  follow(centre, zoom, at) {
    this.mark(at);
    this.quietly(() => this.map.setView(centre, zoom, { animate: false }));
  }

  /** Tell the page where the visitor has moved the map. */
  tell() {
    if (this.isFitting || !this.asked) return;
    const centre = this.map.getCenter(), zoom = this.map.getZoom(), place = `${centre.lat.toFixed(3)}_${centre.lng.toFixed(3)}_${+zoom.toFixed(2)}`;
    const at = this.isAsAsked(this.asked, centre, zoom) ? this.asked.at : place;
    if (at === this.host.state.at) return;
    this.mark(at);
    this.host.tell({ type: "view", at });
  }

  /** Whether the map still stands, to the pixel, where a link or a button put it. @param {{ centre: LatLng, zoom: number }} asked @param {LatLng} centre @param {number} zoom */
  isAsAsked(asked, centre, zoom) {
    return zoom === asked.zoom && this.map.project(centre).distanceTo(this.map.project(asked.centre)) < SAME_PX;
  }

  /** @param {string} at */
  mark(at) {
    this.host.state.at = at;
    for (const button of this.map.getContainer().querySelectorAll(".views button")) {
      button.setAttribute("aria-pressed", String(button.dataset.view === at));
    }
  }

  /** @param {string} label */
  addButtons(label) {
    const box = L.DomUtil.create("div", "views");
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", label);
    box.append(...this.views.map((view) => this.button(view)));
    L.DomEvent.disableClickPropagation(box);
    this.map.addControl(Object.assign(new L.Control({ position: "topright" }), { onAdd: () => box }));
  }

  /** @param {import("../types.js").View} view */
  button({ id, label, short }) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.view = id;
    button.append(...[["long", label], ["short", short]].map(([className, textContent]) => (
      Object.assign(document.createElement("span"), { className, textContent })
    )));
    button.addEventListener("click", () => {
      const before = this.host.state.at;
      this.goTo(id);
      if (before !== id) this.host.tell({ type: "view", at: id });
    });
    return button;
  }
}
