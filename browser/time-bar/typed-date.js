/** The field in which a date is typed, in place of the date shown. */

/** @import { LinkDate } from "../types.js" */
/** @import { TimeBar } from "./bar.js" */
/** @import { Parts } from "./face.js" */

import { isYear } from "../lib/dates.js";
import { parseTyped } from "../lib/words.js";

export class TypedDate {
  /** The date as it stood in the field when it opened. */ offered = "";

  /**
   * @param {Pick<Parts, "dateButton" | "form" | "typed" | "wrong">} parts
   * @param {TimeBar} bar
   */
  constructor(parts, bar) {
    this.parts = parts;
    this.bar = bar;
  }

  /** @param {AbortSignal} signal ends it */
  listen(signal) {
    const { form, typed } = this.parts;
    form.addEventListener("submit", (event) => this.onSubmit(event), { signal });
    typed.addEventListener("keydown", (event) => this.onKey(event), { signal });
    for (const type of ["keypress", "keyup"]) {
      typed.addEventListener(type, (event) => event.stopPropagation(), { signal });
    }
    typed.addEventListener("input", () => this.showError(""), { signal });
    typed.addEventListener("blur", (event) => this.onLeave(event), { signal });
  }

  /** @param {SubmitEvent} event */
  onSubmit(event) {
    event.preventDefault();
    this.take({ refocus: true });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    event.stopPropagation(); // the page's own single-letter shortcuts would hear it
    if (event.key === "Escape") this.close({ refocus: true });
  }

  open() {
    const { bar, parts: { dateButton, form, typed } } = this;
    bar.player.stop({ commit: true });
    dateButton.hidden = true;
    form.hidden = false;
    this.offered = typed.value = isYear(bar.date) ? bar.date : bar.face.write(bar.date);
    typed.focus();
    typed.select();
  }

  /**
   * Go to the date in the field, or say what is wrong with it.
   *
   * @param {{ refocus: boolean }} options
   */
  take({ refocus }) {
    const { bar } = this, text = this.parts.typed.value;
    if (text.trim() === this.offered) {
      this.close({ refocus });
      return;
    }
    const { first } = bar.bounds, { today, phrases } = bar.data;
    const { date, error, days } = { days: [], ...parseTyped(text, { first, today, months: phrases?.months }) };
    if (error !== undefined) {
      this.showError(bar.face.word(error, { text, first, today: bar.face.write(today) }), days);
      return;
    }
    this.choose(date, { refocus });
  }

  /** @param {LinkDate} date @param {{ refocus: boolean }} options */
  choose(date, { refocus }) {
    const { bar } = this;
    bar.go(date);
    bar.commitAndAnnounce();
    this.close({ refocus });
  }

  /**
   * Leaving the field takes a date that can be read, and leaves one that cannot where it is.
   *
   * @param {FocusEvent} event
   */
  onLeave({ relatedTarget }) {
    const { form, typed } = this.parts, text = typed.value.trim();
    if (form.hidden || form.contains(/** @type {Node | null} */ (relatedTarget))) return;
    if (text) this.take({ refocus: false });
    else this.close({ refocus: false });
  }

  /**
   * Say what is wrong beside the field; nothing, if the sentence is empty.
   *
   * @param {string} sentence
   * @param {LinkDate[]} days to choose from
   */
  showError(sentence, days = []) {
    const { typed, wrong } = this.parts;
    wrong.replaceChildren(sentence, ...days.map((day) => this.choiceOf(day)));
    wrong.hidden = !sentence;
    typed.setAttribute("aria-invalid", String(Boolean(sentence)));
    if (sentence) typed.setAttribute("aria-describedby", wrong.id);
    else typed.removeAttribute("aria-describedby");
  }

  /** A button that leads to a day. @param {LinkDate} day */
  choiceOf(day) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: this.bar.face.write(day) });
    button.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus until then
    button.addEventListener("click", () => this.choose(day, { refocus: true }));
    return button;
  }

  /** @param {{ refocus: boolean }} options */
  close({ refocus }) {
    const { dateButton, form } = this.parts;
    form.hidden = true; // first, since hiding takes the focus away and leaving asks whether it is still shown
    this.showError("");
    dateButton.hidden = false;
    if (refocus) dateButton.focus();
  }
}
