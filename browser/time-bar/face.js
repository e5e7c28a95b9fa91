/** What is seen and read of the time bar: its labels, the scale, the date on it. */

/** @import { Era, IsoDay, TimeBarData } from "../types.js" */
/** @import { TimeBar } from "./bar.js" */
/** @import { Scale } from "./scale.js" */

import { eraAt, isYear, startDay, yearOf, yearText } from "../lib/dates.js";
import { find } from "../lib/elements.js";
import { dateWriter, defaultLocale, fill } from "../lib/words.js";
import { REACH, drawScale, luminance, xOfDate } from "./scale.js";

/** @typedef {ReturnType<typeof partsOf>} Parts */

/** The elements of time_bar.html. @param {HTMLElement} root */
function partsOf(root) {
  return {
    dateButton: find(root, ".date"),
    dateText: find(root, ".date-text"),
    edit: find(root, ".edit"),
    form: find(root, ".typed"),
    typed: /** @type {HTMLInputElement} */ (find(root, ".typed-text")),
    wrong: find(root, ".wrong"),
    about: find(root, ".about"),
    era: find(root, ".era"),
    note: find(root, ".note"),
    play: find(root, ".play"),
    speed: /** @type {HTMLSelectElement} */ (find(root, ".speed")),
    track: find(root, ".track"),
    scale: /** @type {SVGSVGElement} */ (root.querySelector(".scale")),
    slider: /** @type {HTMLInputElement} */ (find(root, ".year")),
    dayMark: find(root, ".day-mark"),
    status: find(root, "[role=status]"),
    buttons: /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-act]")]),
  };
}

export class Face {
  width = 0;
  isDark = false;
  /** @type {TimeBarData["phrases"]} */ phrases = {};
  /** What the labels were written from. */ labelled = "";
  /** @type {(day: IsoDay) => string} */ write = String;
  /** Until it has been drawn. @type {Scale | null} */ scale = null;
  /** The date that is shown. @type {string | null} */ painted = null;
  /** The date in words, as a screen reader says it. */ spokenDate = "";

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.parts = partsOf(root);
  }

  /** Playback speed, as a multiple of the default. */
  get speed() {
    return Number(this.parts.speed.value);
  }

  /**
   * @param {string} key
   * @param {Record<string, string | number | undefined>} [values]
   */
  word(key, values) {
    return fill(this.phrases[key] || key, values);
  }

  // Labels

  /**
   * Write every constant string, if the language is another.
   *
   * @param {TimeBarData} data
   * @param {boolean} isPlaying
   */
  label(data, isPlaying) {
    const labelled = JSON.stringify([data.locale, data.phrases, data.name]);
    if (labelled === this.labelled) return;
    this.labelled = labelled;
    this.painted = null;
    const { phrases = {}, locale } = data, { parts } = this;
    this.phrases = phrases;
    this.write = dateWriter(locale, phrases.months, phrases.day_pattern, phrases.first_of_month);
    this.root.setAttribute("aria-label", [this.word("bar"), data.name].filter(Boolean).join(" – "));
    parts.slider.setAttribute("aria-label", this.word("year"));
    parts.typed.setAttribute("aria-label", this.word("typed_label"));
    parts.typed.placeholder = this.word("typed_hint");
    parts.edit.textContent = `, ${this.word("edit")}`;
    parts.dateButton.title = this.word("edit");
    this.labelSpeed(locale);
    this.labelButtons(isPlaying);
  }

  /** @param {string} locale */
  labelSpeed(locale) {
    const { speed } = this.parts;
    setLabel(speed, this.word("speed"));
    for (const option of speed.options) {
      const factor = Number(option.value).toLocaleString(defaultLocale(locale));
      option.textContent = this.word("speed_value", { speed: factor });
    }
  }

  /** @param {boolean} isPlaying */
  labelButtons(isPlaying) {
    for (const button of this.parts.buttons) {
      if (button !== this.parts.dateButton) setLabel(button, this.word(this.actOf(button, isPlaying)));
    }
  }

  /**
   * What a button does now: the key of its phrase.
   *
   * @param {HTMLElement} button
   * @param {boolean} isPlaying
   */
  actOf(button, isPlaying) {
    return button === this.parts.play && isPlaying ? "pause" : String(button.dataset.act);
  }

  /** Show whether it plays. @param {TimeBar} bar */
  paintPlay({ player: { isPlaying } }) {
    const { play } = this.parts;
    play.dataset.playing = String(isPlaying);
    setLabel(play, this.word(this.actOf(play, isPlaying)));
  }

  // The scale

  /** Take the theme of the page; return whether it is another. */
  adoptTheme() {
    const colour = getComputedStyle(this.root).getPropertyValue("--st-background-color") || "#fff";
    const isDark = luminance(colour) < 0.2, isOther = isDark !== this.isDark;
    this.isDark = isDark;
    this.root.dataset.theme = isDark ? "dark" : "light";
    return isOther;
  }

  /** Draw the scale anew: another width, span, theme or timeline. @param {TimeBar} bar */
  rescale(bar) {
    if (!bar.data || bar.date === undefined) return;
    const { first, last } = bar.bounds, { slider, scale: svg } = this.parts;
    slider.min = String(first);
    slider.max = String(last);
    this.scale = { first, last, width: this.width, today: bar.data.today };
    this.painted = null;
    if (this.width > REACH) drawScale(svg, bar.timeline, this.scale, this.isDark);
    this.paint(bar);
  }

  // The date

  /**
   * Show the date; nothing is measured here, so that a drag costs no layout but the text's own.
   *
   * @param {TimeBar} bar
   */
  paint(bar) {
    const { date, day, isMoving, timeline } = bar;
    if (!this.scale || this.painted === date) return;
    this.painted = date;
    const era = eraAt(timeline.eras, day);
    this.paintMarks(date, day, this.scale);
    this.paintText(this.write(day), era, noteOn(bar, this));
    if (!isMoving) this.say();
    this.paintButtons(bar, this.scale);
  }

  /**
   * Put the slider's thumb and the mark of a day in their places.
   *
   * @param {string} date
   * @param {IsoDay} day
   * @param {Scale} scale
   */
  paintMarks(date, day, scale) {
    const { slider, dayMark } = this.parts;
    const year = Math.min(scale.last, Math.max(scale.first, yearOf(date)));
    slider.value = String(year);
    if (dayMark.hidden !== isYear(date)) dayMark.hidden = isYear(date);
    if (!dayMark.hidden) dayMark.style.transform = `translateX(${xOfDate(day, scale)}px)`;
  }

  /**
   * @param {string} written the day
   * @param {Era | null} era
   * @param {string} note
   */
  paintText(written, era, note) {
    const { parts } = this;
    this.spokenDate = era ? this.word("value", { date: written, era: era.label }) : written;
    setText(parts.dateText, written);
    setText(parts.era, era?.label ?? "");
    setText(parts.note, note);
    const title = [era?.label, note].filter(Boolean).join("\n"); // where they are cut
    if (parts.about.title !== title) parts.about.title = title;
  }

  /**
   * Disable the buttons that lead nowhere.
   *
   * @param {TimeBar} bar
   * @param {Scale} scale
   */
  paintButtons(bar, { first, last }) {
    const isFirst = bar.date === yearText(first), isLast = isYear(bar.date) && yearOf(bar.date) >= last;
    /** @type {Record<string, boolean>} */
    const nowhere = {
      first: isFirst, back: isFirst, previous: !bar.change(-1), next: !bar.change(1), on: isLast, last: isLast,
    };
    for (const button of this.parts.buttons) {
      const disabled = String(nowhere[String(button.dataset.act)] ?? false);
      if (button.getAttribute("aria-disabled") !== disabled) button.setAttribute("aria-disabled", disabled);
    }
  }

  // A screen reader

  /** It hears of the date when it rests, and not of each step on the way. */
  say() {
    const { slider } = this.parts;
    if (slider.getAttribute("aria-valuetext") !== this.spokenDate) slider.setAttribute("aria-valuetext", this.spokenDate);
  }

  /**
   * Say the date aloud where the slider, which says it by itself, has no focus.
   *
   * @param {TimeBar} bar
   */
  announce(bar) {
    const root = /** @type {Document | ShadowRoot} */ (this.root.getRootNode());
    if (root.activeElement === this.parts.slider) return;
    this.parts.status.textContent = [this.spokenDate, ...titlesOn(bar)].join(". ");
  }
}

/**
 * Write a text if it is another: even the same one would be laid out anew, and another element in its place matched
 * with every rule.
 *
 * @param {HTMLElement} element
 * @param {string} text
 */
function setText(element, text) {
  const { firstChild: written } = element;
  if (!text || !written) element.textContent = text;
  else if (written.nodeValue !== text) written.nodeValue = text;
}

/**
 * Name a control, for those who point at it as well.
 *
 * @param {HTMLElement} control
 * @param {string} text
 */
function setLabel(control, text) {
  control.setAttribute("aria-label", text);
  control.title = text;
}

/** The titles of the changes on the day shown. @param {TimeBar} bar */
function titlesOn({ date, day, timeline }) {
  if (isYear(date)) return [];
  return timeline.changes.filter((change) => startDay(change.date) === day).map(({ title }) => title);
}

/**
 * What the day shown brings, or that the record ends before it.
 *
 * @param {TimeBar} bar
 * @param {Face} face
 */
function noteOn(bar, face) {
  const { as_of: asOf } = bar.timeline, titles = titlesOn(bar);
  if (titles.length) return titles.join(" · ");
  return asOf && bar.day > asOf ? face.word("no_change_after", { date: face.write(asOf) }) : "";
}
