/**
 * The bar of the tour: buttons, one dot a step, arrow keys anywhere on the page, a swipe on the card it stands in.
 *
 * It only asks for a card; the page answers with its text, its date and its link.
 */

const SWIPE_PX = 48;
const KEYS = { ArrowLeft: -1, PageUp: -1, ArrowRight: 1, PageDown: 1, Home: -Infinity, End: Infinity };
/** What may have the focus while a key turns the page; fields, sliders, tables and choices keep their keys. */
const IDLE = "body, .stMain, a, summary, button:not([role])";

class Tour {
  constructor(root) {
    this.root = root;
    this.dots = root.querySelector(".dots");
    this.status = root.querySelector("[role=status]");
    this.card = root.getRootNode().host?.closest("[class*='st-key-story_card']") ?? root.parentElement;
    this.pending = []; // steps asked for and not yet answered
    this.listeners = new AbortController();
    const on = (target, type, act) => target.addEventListener(type, act, { signal: this.listeners.signal });
    for (const button of root.querySelectorAll(".turn")) on(button, "click", () => this.turn(Number(button.dataset.by)));
    on(document, "keydown", (event) => this.key(event));
    on(this.card, "pointerdown", (event) => this.touch(event));
    on(this.card, "pointerup", (event) => this.release(event));
    on(this.card, "pointercancel", () => { this.start = null; });
  }

  destroy() {
    this.listeners.abort();
  }

  /** Take what the page says; the answer to a step that another has overtaken changes nothing. */
  update({ data, setTriggerValue }) {
    const before = this.data;
    Object.assign(this, { data, setTriggerValue });
    const at = this.pending.lastIndexOf(data.step);
    this.pending = at < 0 ? [] : this.pending.slice(at + 1);
    if (!this.pending.length) this.index = data.cards.findIndex(({ step }) => step === data.step);
    this.paint();
    if (!before || before.step === data.step) return;
    this.status.textContent = data.cards.find(({ step }) => step === data.step)?.label ?? "";
    this.card.scrollTop = 0;
    this.card.closest(".stMain")?.scrollTo({ top: 0 });
  }

  /** Go by so many cards, to the first and last one at most. */
  turn(by) {
    this.go(Math.min(this.data.cards.length - 1, Math.max(0, this.index + by)));
  }

  go(index) {
    if (index === this.index) return;
    this.index = index;
    const { step } = this.data.cards[index];
    this.pending.push(step);
    this.setTriggerValue("step", step);
    this.paint();
  }

  key(event) {
    const by = KEYS[event.key];
    const from = event.composedPath()[0];
    if (!by || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!(from instanceof Element) || !from.matches(IDLE)) return;
    event.preventDefault();
    this.turn(by);
  }

  touch({ pointerType, isPrimary, clientX, clientY }) {
    this.start = pointerType === "touch" && isPrimary ? { x: clientX, y: clientY } : null;
  }

  release({ clientX, clientY }) {
    if (!this.start) return;
    const x = clientX - this.start.x, y = clientY - this.start.y;
    this.start = null;
    if (Math.abs(x) >= SWIPE_PX && Math.abs(x) > 1.5 * Math.abs(y)) this.turn(x < 0 ? 1 : -1);
  }

  paint() {
    const { cards, words } = this.data;
    this.root.setAttribute("aria-label", words.tour);
    const steps = cards.slice(1, -1);
    if (this.dots.childElementCount !== steps.length) {
      this.dots.replaceChildren(...steps.map((_, at) => this.makeDot(at + 1)));
    }
    [...this.dots.querySelectorAll("button")].forEach((dot, at) => {
      dot.title = steps[at].label;
      dot.setAttribute("aria-label", steps[at].label);
      if (at + 1 === this.index) dot.setAttribute("aria-current", "step");
      else dot.removeAttribute("aria-current");
      dot.classList.toggle("passed", at + 1 < this.index);
    });
    this.root.querySelector(".count").textContent = words.count;
    for (const [name, end] of [["previous", 0], ["next", cards.length - 1]]) {
      const button = this.root.querySelector(`.${name}`);
      button.querySelector("span").textContent = words[name];
      button.setAttribute("aria-label", words[name]);
      button.setAttribute("aria-disabled", String(this.index === end));
    }
  }

  makeDot(index) {
    const item = document.createElement("li"), dot = document.createElement("button");
    dot.type = "button";
    dot.addEventListener("click", () => this.go(index));
    item.append(dot);
    return item;
  }
}

const tours = new WeakMap(); // by parent element: {root, tour, call}

/** Streamlit's renderer: builds the bar on the first call, updates it on every other. */
export default function tour(component) {
  const { parentElement } = component;
  const root = parentElement.querySelector(".tour");
  let held = tours.get(parentElement);
  if (held?.root !== root) {
    held?.tour.destroy();
    held = { root, tour: new Tour(root), call: 0 };
    tours.set(parentElement, held);
  }
  const call = ++held.call;
  held.tour.update(component);
  return () => {
    // Streamlit may clean up after a call that another has overtaken: only the latest takes the bar away.
    if (held.call !== call || tours.get(parentElement) !== held) return;
    held.tour.destroy();
    tours.delete(parentElement);
  };
}
