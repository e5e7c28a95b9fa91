/**
 * The map list: what the map shows on its day, as a list for keyboard and screen reader; what has changed is announced once.
 *
 * The list follows the date when the map lays out, never in a step, and what has the focus keeps it.
 */

import { retainedPath } from "../render/retained.js";
import { OUTLINE } from "../render/symbology.js";
import { announcement } from "./entries.js";

/** @typedef {import("./entries.js").Entry} Entry */
/** @typedef {{ entry: Entry, text: string, isOutside: boolean, isOpen: boolean }} Line */

/**
 * @typedef {object} Host What the list needs of the map.
 * @property {any} map
 * @property {import("../types.js").Config} config
 * @property {import("../types.js").State} state
 * @property {number} settling not 0 while a layout is still to come
 * @property {() => Entry[]} entries
 */

const HALO = { ...OUTLINE, className: "outline pointed-halo" };
const LINE = { ...OUTLINE, className: "outline pointed" };
/** @type {Record<string, number>} */
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

export class MapList {
  /** @param {Host} host */
  constructor(host) {
    this.host = host;
    this.phrases = host.config.phrases;
    /** @type {Map<string, HTMLElement>} */
    this.items = new Map(); // by the key of their entry: each keeps its element while it is shown
    /** @type {Entry[]} */
    this.entries = [];
    /** @type {Entry[] | null} */
    this.announced = null; // until the first day is shown
    /** @type {string | null} */
    this.focused = null;
    this.isResting = false;
    this.drawn = ""; // the lines of the list, as a key
    this.pointed = L.layerGroup().addTo(host.map);
    this.list = part("ul");
    this.status = part("p");
    this.build(host.map.getContainer());
  }

  /** @param {HTMLElement} container */
  build(container) {
    const box = part("section"), heading = part("h2", this.phrases.mirror), hint = part("p", this.phrases.mirror_keys);
    box.className = "map-list";
    heading.id = "map-list-name";
    box.setAttribute("aria-labelledby", heading.id);
    this.status.className = "unseen";
    this.status.setAttribute("role", "status");
    box.append(heading, hint, this.list);
    container.prepend(box, this.status);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    box.addEventListener("keydown", (event) => this.onKey(event));
    this.list.addEventListener("focusin", ({ target }) => this.onFocus(/** @type {HTMLElement} */ (target)));
    this.list.addEventListener("focusout", () => this.onBlur());
    this.list.addEventListener("click", ({ target }) => this.onClick(/** @type {HTMLElement} */ (target).closest("button")));
  }

  /* ----- the list ----- */

  /** Show what the map shows; called when it lays out, or other details are open. */
  update() {
    this.entries = this.host.entries();
    this.announced ??= this.entries;
    const lines = this.entries.map((entry) => this.lineOf(entry));
    const key = lines.map(({ entry, text }) => `${entry.key} ${text}`).join("|");
    if (key !== this.drawn) this.draw(lines);
    this.drawn = key;
    if (this.focused) this.point(this.focused);
    if (this.isResting) this.announce();
  }

  /** @param {Entry} entry @returns {Line} */
  lineOf(entry) {
    const isOutside = !entry.isInView(), isOpen = this.host.state[/** @type {"territory"} */ (entry.kind)] === entry.id;
    return { entry, isOutside, isOpen, text: `${[entry.name, ...entry.details].join()} ${isOutside} ${isOpen}` };
  }

  /** @param {Line[]} lines */
  draw(lines) {
    const held = this.list.contains(document.activeElement) ? document.activeElement?.parentElement : null;
    const items = lines.map((line) => this.itemOf(line)), wanted = new Set(items);
    const gone = [...this.items].filter(([, item]) => item !== held && !wanted.has(item));
    for (const [key, item] of gone) this.drop(key, item);
    const at = items.findIndex((item) => item === held);
    // An element that is moved loses the focus: the others are put around the one that has it.
    held?.before(...items.slice(0, Math.max(at, 0)));
    this.list.append(...items.slice(at + 1));
    if (held) this.markGone(buttonIn(held), at < 0);
    if (!this.list.querySelector("[tabindex='0']")) this.reach(this.list.querySelector("button"));
  }

  /** @param {string} key @param {Element} item */
  drop(key, item) {
    item.remove();
    this.items.delete(key);
  }

  /** @param {HTMLElement} button @param {boolean} isGone */
  markGone(button, isGone) {
    if (isGone && !button.classList.contains("gone")) button.append(part("em", ` (${this.phrases.mirror_gone})`));
    button.classList.toggle("gone", isGone);
  }

  /** @param {Line} line */
  itemOf({ entry, text, isOutside, isOpen }) {
    const item = this.items.get(entry.key) ?? this.newItem(entry.key), button = buttonIn(item);
    if (button.dataset.text === text && !button.classList.contains("gone")) return item;
    button.dataset.text = text;
    button.replaceChildren(part("strong", entry.name), ...entry.details.map((detail) => part("span", `. ${detail}`)));
    if (isOutside) button.append(part("em", ` (${this.phrases.mirror_outside})`));
    if (isOpen) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    return item;
  }

  /** @param {string} key */
  newItem(key) {
    const button = document.createElement("button"), item = part("li", button);
    Object.assign(button, { type: "button", tabIndex: -1 });
    button.dataset.key = key;
    this.items.set(key, item);
    return item;
  }

  /** One entry takes part in the walk by Tab; arrows lead to the others. */
  /** @param {HTMLElement | null} button */
  reach(button) {
    for (const other of this.list.querySelectorAll("[tabindex='0']")) /** @type {HTMLElement} */ (other).tabIndex = -1;
    if (button) button.tabIndex = 0;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const buttons = [...this.list.querySelectorAll("button")], at = buttons.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    const ends = { Home: 0, End: buttons.length - 1 }, to = ends[/** @type {"Home"} */ (event.key)] ?? at + STEPS[event.key];
    event.stopPropagation(); // the map would move
    if (at < 0 || Number.isNaN(to)) return;
    event.preventDefault();
    const next = buttons[Math.min(buttons.length - 1, Math.max(0, to))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  /** @param {HTMLElement} button */
  onFocus(button) {
    this.reach(button);
    this.focused = button.dataset.key ?? null;
    this.point(this.focused);
  }

  onBlur() {
    this.focused = null;
    this.point(null);
    /** @type {HTMLElement | null} */
    const gone = this.list.querySelector(".gone");
    if (gone) setTimeout(() => this.forget(gone)); // the focus is on its way
  }

  /** @param {HTMLElement} button */
  forget(button) {
    if (!button.classList.contains("gone") || button === document.activeElement) return;
    if (button.parentElement) this.drop(button.dataset.key ?? "", button.parentElement);
    if (button.tabIndex === 0) this.reach(this.list.querySelector("button"));
  }

  /** Put the focus on the list. */
  focus() {
    /** @type {HTMLElement | null} */
    const button = this.list.querySelector("[tabindex='0']");
    button?.focus();
  }

  /* ----- the map ----- */

  /** Open the details of an entry. @param {HTMLElement | null} button */
  onClick(button) {
    if (button) this.entries.find(({ key }) => key === button.dataset.key)?.press?.();
  }

  /** Mark on the map what an entry stands for; nothing for null. @param {string | null} key */
  point(key) {
    this.pointed.clearLayers();
    this.marked?.classList.remove("pointed");
    const entry = this.entries.find((one) => one.key === key);
    this.marked = entry?.element?.();
    this.marked?.classList.add("pointed");
    for (const shape of entry?.shapes?.() ?? []) {
      for (const look of [HALO, LINE]) this.pointed.addLayer(retainedPath(shape, look));
    }
  }

  /* ----- what is announced ----- */

  /** A state has come from the server. @param {boolean} withDate whether its date is the server's own: nobody will say that it rests */
  follow(withDate) {
    this.isResting = this.isResting || withDate;
    if (!this.host.settling) this.update();
  }

  /** The date has come to rest: what has changed since the last time is announced, once the map is laid out. */
  onRest() {
    this.isResting = true;
    if (this.announced && !this.host.settling) this.update();
  }

  announce() {
    this.isResting = false;
    const text = announcement(this.announced ?? [], this.entries, this.phrases);
    this.announced = this.entries;
    if (text) this.status.textContent = text;
  }
}

/** @param {Element} item */
const buttonIn = (item) => /** @type {HTMLButtonElement} */ (item.firstElementChild);

/** @param {string} name @param {string | Node} [content] */
function part(name, content = "") {
  const element = document.createElement(name);
  element.append(content);
  return element;
}
