/** A sentence over the map that says for a moment how the map is moved. */

const HINT_MS = 1400;

export class Hint {
  /** @param {HTMLElement} box @param {string} text */
  constructor(box, text) {
    this.element = L.DomUtil.create("p", "fingers", box);
    this.element.textContent = text;
    this.element.setAttribute("aria-hidden", "true"); // a screen reader moves the map by its buttons and keys
  }

  show() {
    this.element.classList.add("seen");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hide(), HINT_MS);
  }

  hide() {
    this.element.classList.remove("seen");
  }
}
