/** The badge that says when the map follows a rival position, and whose it is. */

export class Badge {
  /** @param {any} map @param {import("../types.js").Phrases} phrases */
  constructor(map, phrases) {
    this.phrases = phrases;
    this.box = document.createElement("p");
    this.box.className = "badge";
    this.box.setAttribute("role", "status");
    this.box.hidden = true;
    map.addControl(Object.assign(new L.Control({ position: "topright" }), { onAdd: () => this.box }));
  }

  /** @param {{ label: string, held_by: string, title: string } | undefined} position The one that is followed, if one is. */
  update(position) {
    this.box.hidden = !position;
    this.box.textContent = position ? filledIn(this.phrases.rival, { ...position, by: position.held_by }) : "";
  }
}

/** @param {string} phrase @param {{ title: string, label: string, by: string }} values */
const filledIn = (phrase, values) => phrase.replace(/\{(title|label|by)\}/g, (_, name) => values[/** @type {"by"} */ (name)]);
