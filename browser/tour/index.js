/**
 * The bar of the tour: buttons, one dot a step, arrow keys anywhere on the page, a swipe on the card it stands in.
 *
 * It only asks for a card; the page answers with its text, its date and its link.
 */

/** @import { Component, SendValue, TourData } from "../types.js" */

import { find } from "../lib/elements.js";
import { rendererOf } from "../lib/mount.js";

const SWIPE_PX = 48;
/** @type {Record<string, number>} */
const KEYS = { ArrowLeft: -1, PageUp: -1, ArrowRight: 1, PageDown: 1, Home: -Infinity, End: Infinity };
/** What may have the focus while a key turns the page; fields, sliders, tables and choices keep their keys. */
const IDLE = "body, .stMain, a, summary, button:not([role])";

class Tour {
  /** @type {TourData} */ data;
  /** @type {SendValue} */ setTriggerValue;
  /** The card shown, by its place. */ index = 0;
  /** Steps asked for and not yet answered. @type {string[]} */ pending = [];
  /** Where a swipe began. @type {{ x: number, y: number } | null} */ start = null;

  /** @param {HTMLElement} root */
  constructor(root) {
    const host = /** @type {ShadowRoot} */ (root.getRootNode()).host;
    this.root = root;
    this.dots = find(root, ".dots");
    this.status = find(root, "[role=status]");
    this.card = /** @type {HTMLElement} */ (host?.closest("[class*='st-key-tour_panel']") ?? root.parentElement);
    this.listeners = new AbortController();
    this.listen();
  }

  listen() {
    const { card, root } = this, { signal } = this.listeners;
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(".turn"))) {
      button.addEventListener("click", () => this.goBy(Number(button.dataset.by)), { signal });
    }
    document.addEventListener("keydown", (event) => this.onKey(event), { signal });
    card.addEventListener("pointerdown", (event) => this.onTouch(event), { signal });
    card.addEventListener("pointerup", (event) => this.onRelease(event), { signal });
    card.addEventListener("pointercancel", () => { this.start = null; }, { signal });
  }

  destroy() {
    this.listeners.abort();
  }

  /**
   * Take what the page says; the answer to a step that another has overtaken changes nothing.
   *
   * @param {Pick<Component<TourData>, "data" | "setTriggerValue">} component
   */
  update({ data, setTriggerValue }) {
    const before = this.data;
    Object.assign(this, { data, setTriggerValue });
    const answered = this.pending.lastIndexOf(data.step);
    this.pending = answered < 0 ? [] : this.pending.slice(answered + 1);
    if (!this.pending.length) this.index = data.cards.findIndex(({ step }) => step === data.step);
    this.paint();
    if (!before || before.step === data.step) return;
    this.status.textContent = data.cards.find(({ step }) => step === data.step)?.label ?? "";
    this.card.scrollTop = 0;
    this.card.closest(".stMain")?.scrollTo({ top: 0 });
  }

  /**
   * Go by so many cards, to the first and last one at most.
   *
   * @param {number} count
   */
  goBy(count) {
    this.go(Math.min(this.data.cards.length - 1, Math.max(0, this.index + count)));
  }

  /** @param {number} index */
  go(index) {
    if (index === this.index) return;
    this.index = index;
    const { step } = this.data.cards[index];
    this.pending.push(step);
    this.setTriggerValue("step", step);
    this.paint();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const by = KEYS[event.key], [from] = event.composedPath();
    const isModified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!by || isModified || event.defaultPrevented) return;
    if (!(from instanceof Element) || !from.matches(IDLE)) return;
    event.preventDefault();
    this.goBy(by);
  }

  /** @param {PointerEvent} event */
  onTouch({ pointerType, isPrimary, clientX, clientY }) {
    this.start = pointerType === "touch" && isPrimary ? { x: clientX, y: clientY } : null;
  }

  /** @param {PointerEvent} event */
  onRelease({ clientX, clientY }) {
    if (!this.start) return;
    const x = clientX - this.start.x, y = clientY - this.start.y;
    this.start = null;
    if (Math.abs(x) >= SWIPE_PX && Math.abs(x) > 1.5 * Math.abs(y)) this.goBy(x < 0 ? 1 : -1);
  }

  paint() {
    const { phrases } = this.data;
    this.root.setAttribute("aria-label", phrases.tour);
    this.paintDots(this.data.cards.slice(1, -1));
    find(this.root, ".count").textContent = phrases.count;
    this.paintButton("previous", 0);
    this.paintButton("next", this.data.cards.length - 1);
  }

  /** @param {TourData["cards"]} steps */
  paintDots(steps) {
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
  }

  /**
   * @param {"previous" | "next"} name
   * @param {number} end the card on which the button leads nowhere
   */
  paintButton(name, end) {
    const { phrases } = this.data, button = find(this.root, `.${name}`);
    find(button, "span").textContent = phrases[name];
    button.setAttribute("aria-label", phrases[name]);
    button.setAttribute("aria-disabled", String(this.index === end));
  }

  /** @param {number} index */
  makeDot(index) {
    const item = document.createElement("li"), dot = document.createElement("button");
    dot.type = "button";
    dot.addEventListener("click", () => this.go(index));
    item.append(dot);
    return item;
  }
}

/** Streamlit's renderer. */
export default rendererOf(".tour", (root) => new Tour(root));
