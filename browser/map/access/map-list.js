/* The mirror: what the map shows on its day, as a list for keyboard and screen reader; and what has changed, said once.
 *
 * The list follows the date when the map lays out, never in a step, and what has the focus keeps it.
 */

import { entriesOf, isInView, spoken } from "./entries.js";
import { closeStory, keptPath } from "../render/retained.js";

const EDGE = { pane: "outlines", interactive: false, fill: false, lineJoin: "round" };
const HALO = { ...EDGE, className: "outline pointed-halo" };
const LINE = { ...EDGE, className: "outline pointed" };
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

export class Mirror {
  constructor(atlas) {
    this.atlas = atlas;
    this.words = atlas.config.words;
    this.items = new Map(); // by the key of their entry: each keeps its element while it is shown
    this.said = null; // until the first day is shown
    this.pointed = L.layerGroup().addTo(atlas.map);
    this.build(atlas.map.getContainer());
  }

  build(container) {
    this.box = document.createElement("section");
    this.box.className = "mirror";
    this.box.setAttribute("aria-labelledby", "mirror-name");
    const heading = part("h2", this.words.mirror), hint = part("p", this.words.mirror_keys);
    heading.id = "mirror-name";
    this.list = part("ul");
    this.status = part("p");
    this.status.className = "unseen";
    this.status.setAttribute("role", "status");
    this.box.append(heading, hint, this.list);
    container.prepend(this.box, this.status);
    L.DomEvent.disableClickPropagation(this.box).disableScrollPropagation(this.box);
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("focusin", ({ target }) => this.choose(target));
    this.list.addEventListener("focusout", () => this.leave());
    this.list.addEventListener("click", ({ target }) => this.press(target.closest("button")));
  }

  /* ----- the list ----- */

  /* Show what the map shows; called when it lays out, or another story is open. */
  update() {
    this.entries = entriesOf(this.atlas);
    this.said = this.said || this.entries;
    const { map, state } = this.atlas;
    const lines = this.entries.map((entry) => ({ entry, outside: !isInView(entry, map), open: state[entry.kind] === entry.id }));
    const key = lines.map(({ entry, outside, open }) => `${entry.key} ${entry.words} ${outside} ${open}`).join("|");
    if (key !== this.drawn) this.draw(lines);
    this.drawn = key;
    if (this.focused) this.point(this.focused);
    if (this.resting) this.say();
  }

  draw(lines) {
    const held = this.list.contains(document.activeElement) ? document.activeElement.parentNode : null;
    const items = lines.map((line) => this.itemOf(line)), wanted = new Set(items);
    for (const [key, item] of this.items) if (item !== held && !wanted.has(item)) this.drop(key, item);
    const at = items.indexOf(held);
    // An element that is moved loses the focus: the others are put around the one that has it.
    for (const item of items.slice(0, Math.max(at, 0))) held.before(item);
    this.list.append(...items.slice(at + 1));
    if (held) this.markGone(held.firstChild, at < 0);
    if (!this.list.querySelector("[tabindex='0']")) this.reach(this.list.querySelector("button"));
  }

  drop(key, item) {
    item.remove();
    this.items.delete(key);
  }

  markGone(button, isGone) {
    if (isGone && !button.classList.contains("gone")) button.append(part("em", ` (${this.words.mirror_gone})`));
    button.classList.toggle("gone", isGone);
  }

  itemOf({ entry, outside, open }) {
    if (!this.items.has(entry.key)) this.items.set(entry.key, part("li", part("button")));
    const item = this.items.get(entry.key), button = item.firstChild, told = `${entry.words} ${outside} ${open}`;
    if (item.told === told && !button.classList.contains("gone")) return item;
    item.told = told;
    button.type = "button";
    if (!button.hasAttribute("tabindex")) button.tabIndex = -1;
    button.dataset.key = entry.key;
    button.replaceChildren(part("strong", entry.name), ...entry.details.map((words) => part("span", `. ${words}`)));
    if (outside) button.append(part("em", ` (${this.words.mirror_outside})`));
    if (open) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    return item;
  }

  /* One entry takes part in the walk by Tab; arrows lead to the others. */
  reach(button) {
    for (const other of this.list.querySelectorAll("[tabindex='0']")) other.tabIndex = -1;
    if (button) button.tabIndex = 0;
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const buttons = [...this.list.querySelectorAll("button")], at = buttons.indexOf(event.target);
    const to = { Home: 0, End: buttons.length - 1 }[event.key] ?? at + STEPS[event.key];
    event.stopPropagation(); // the map would move
    if (at < 0 || Number.isNaN(to)) return;
    event.preventDefault();
    const next = buttons[Math.min(buttons.length - 1, Math.max(0, to))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  choose(button) {
    this.reach(button);
    this.focused = button.dataset.key;
    this.point(this.focused);
  }

  leave() {
    this.focused = null;
    this.point(null);
    const gone = this.list.querySelector(".gone");
    if (gone) setTimeout(() => this.forget(gone)); // the focus is on its way
  }

  forget(button) {
    if (!button.classList.contains("gone") || button === document.activeElement) return;
    this.drop(button.dataset.key, button.parentNode);
    if (button.tabIndex === 0) this.reach(this.list.querySelector("button"));
  }

  /* Put the focus on the list. */
  focus() {
    this.list.querySelector("[tabindex='0']")?.focus();
  }

  /* ----- the map ----- */

  /* Open the story of an entry, as a click on the map does. */
  press(button) {
    const entry = button && this.entries.find(({ key }) => key === button.dataset.key);
    if (!entry) return;
    const layer = entry.mission ? entry.mission.marker : entry.features[0].path;
    layer.fire("click", { latlng: layer.getLatLng ? layer.getLatLng() : layer.getBounds().getCenter() }, true);
    closeStory(this.atlas.landGroup.group, layer);
    layer.closeTooltip();
  }

  /* Mark on the map what an entry stands for; nothing for null. */
  point(key) {
    this.pointed.clearLayers();
    document.querySelector(".mark-box.pointed")?.classList.remove("pointed");
    const entry = this.entries.find((one) => one.key === key);
    if (entry?.mission) entry.mission.marker.getElement()?.classList.add("pointed");
    for (const { parts } of entry?.features ?? []) {
      for (const look of [HALO, LINE]) this.pointed.addLayer(keptPath(this.atlas.land(parts), look));
    }
  }

  /* ----- what is said ----- */

  /* A state has come from the server; `rests` if its date came with it. */
  follow(rests) {
    this.resting = this.resting || rests;
    if (!this.atlas.settling) this.update();
  }

  /* The date has come to rest: what has changed since the last time is said, once the map is laid out. */
  rest() {
    this.resting = true;
    if (this.entries && !this.atlas.settling) this.update();
  }

  say() {
    this.resting = false;
    const words = spoken(this.said, this.entries, this.words);
    this.said = this.entries;
    if (words) this.status.textContent = words;
  }
}

function part(name, content = "") {
  const element = document.createElement(name);
  element.append(content);
  return element;
}
