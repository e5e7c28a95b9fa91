/** The texts beside the map: what holds on the day shown, what is chosen, and what changed in the year. */

/**
 * @import {
 *   DaySpan, Details, Dispute, IsoDay, Neighbour, RivalSpan, SiteData, SiteDetails, SiteView, Verified, YearStep,
 * } from "../types.js"
 */

import { nextChange } from "../lib/dates.js";
import { find } from "../lib/elements.js";
import { dateWriter, fill, headed } from "../lib/words.js";
import { element, filled, folded, listOf, sourcesOf } from "./elements.js";

const REST_MS = 120;
const PARTS = /** @type {const} */ ([
  "day", "relation", "near", "after", "missions", "offices", "far", "disputes", "year", "steps", "following", "layers",
  "details",
]);

/**
 * What the texts lead to.
 *
 * @typedef {object} Actions
 * @property {(changes: Partial<SiteView>) => void} go to another date
 * @property {() => void} close the details
 * @property {(layers: string[]) => void} show layers
 */

/**
 * What a table has of an id; a link may name anything.
 *
 * @param {Record<string, Details>} table
 * @param {string} id
 * @returns {Details | undefined}
 */
const entryOf = (table, id) => (Object.hasOwn(table, id) ? table[id] : undefined);

export class Panel {
  /** @type {IsoDay} */ day = "";
  /** The texts that are shown. @type {DaySpan | null} */ span = null;
  /** @type {string} */ shownYear = "";
  /** @type {Details | undefined} */ chosen;
  /** Where the rival position that is followed differs. @type {RivalSpan[]} */ rival = [];
  /** Citations by source, once there are details. @type {Record<string, string>} */ citations = {};
  /** @type {ReturnType<typeof setTimeout> | undefined} */ resting;

  /**
   * @param {HTMLElement} root
   * @param {SiteData} data
   * @param {Actions} act
   */
  constructor(root, data, act) {
    this.root = root;
    this.data = data;
    this.act = act;
    this.phrases = data.phrases.panel;
    const parts = Object.fromEntries(PARTS.map((name) => [name, find(root, `[data-part="${name}"]`)]));
    this.parts = /** @type {Record<typeof PARTS[number], HTMLElement>} */ (parts);
    const { months, day_pattern: pattern, first_of_month: first } = data.phrases.bar;
    this.write = dateWriter(data.locale, months, pattern, first);
    this.parts.after.textContent = this.phrases.after_as_of;
    for (const box of this.boxes()) box.addEventListener("change", () => this.act.show(this.layers()));
  }

  /** Tick the boxes of the layers that are shown. @param {string[]} layers */
  check(layers) {
    for (const box of this.boxes()) box.checked = layers.includes(box.value);
  }

  /** Say what a rival position says of the lands. @param {string} position */
  follow(position) {
    this.rival = this.data.rivals[position] ?? [];
  }

  /** @returns {HTMLInputElement[]} */
  boxes() {
    return [...this.parts.layers.querySelectorAll("input")];
  }

  layers() {
    return this.boxes().filter(({ checked }) => checked).map(({ value }) => value);
  }

  // The day

  /**
   * Say what holds on an ISO day, once the time bar rests: a text that changes with every step of a drag nobody reads,
   * and it would cost more than the map.
   *
   * @param {IsoDay} day
   */
  show(day) {
    if (day === this.day) return;
    const isFirst = !this.day;
    this.day = day;
    clearTimeout(this.resting);
    if (isFirst) this.rest();
    else this.resting = setTimeout(() => this.rest(), REST_MS);
  }

  /** The texts of a day. @param {IsoDay} day @returns {DaySpan} */
  spanOf(day) {
    const { days } = this.data;
    const span = days.findLast(({ from }) => from <= day) ?? days[0];
    const rival = this.rival.findLast(({ from }) => from <= day);
    return rival?.near && rival.far ? { ...span, near: rival.near, far: rival.far } : span;
  }

  /** Say what holds on the day. */
  rest() {
    const { parts, data, day } = this;
    parts.day.textContent = this.write(day);
    parts.after.hidden = day <= data.as_of;
    const span = this.spanOf(day);
    if (span !== this.span) {
      this.span = span;
      parts.relation.textContent = data.texts[span.relation];
      parts.near.replaceChildren(...this.textsOf(span.near));
      this.fillFolds(span);
    }
    this.showYear(day.slice(0, 4));
    this.showNextChange();
  }

  /** @param {DaySpan} span */
  fillFolds(span) {
    const { data: { texts, disputes }, parts, phrases } = this;
    const missions = span.missions.map(([name, sentence]) =>
      element("li", {}, element("strong", {}, `${texts[name]}:`), ` ${texts[sentence]}`));
    const offices = span.offices.map(([sentence, verified]) =>
      element("li", {}, `${texts[sentence]} `, ...this.mark(verified)));
    folded(parts.missions, phrases.missions, missions, [element("li", {}, phrases.no_missions)]);
    folded(parts.offices, phrases.offices, offices);
    folded(parts.far, phrases.far, this.textsOf(span.far));
    folded(parts.disputes, phrases.disputes, span.disputes.map((id) => this.dispute(disputes[id])));
  }

  /** @param {number[]} indices */
  textsOf(indices) {
    return listOf(indices.map((index) => this.data.texts[index]));
  }

  /** @param {Verified} verified */
  mark(verified) {
    const label = this.phrases.marks[verified];
    return label ? [element("span", { className: `mark-${verified}` }, label)] : [];
  }

  /** @param {Dispute} dispute */
  dispute({ title, sentence, positions }) {
    const held = positions.map(({ who, says, verified }) =>
      element("li", {}, `${headed(who, this.phrases)} ${says} `, ...this.mark(verified)));
    return element("li", {}, element("strong", {}, `${title}.`), ` ${sentence}`, element("ul", {}, ...held));
  }

  // The year

  /**
   * What the record has for a year, each line a step to its day; texts of a time with a note stand behind it.
   *
   * @param {string} year
   */
  showYear(year) {
    if (year === this.shownYear) return;
    this.shownYear = year;
    const { parts, phrases, data } = this, steps = data.years[year] ?? [];
    parts.year.textContent = fill(phrases.this_year, { year });
    /** @type {HTMLElement[]} */
    const lines = [];
    /** @type {Map<string, HTMLElement>} */
    const hidden = new Map();
    for (const step of steps) {
      const list = step.content_note && hidden.get(step.content_note);
      if (!step.content_note) lines.push(this.step(step));
      else if (list) list.append(this.step(step));
      else {
        const begun = element("ul", { className: "steps" }, this.step(step));
        hidden.set(step.content_note, begun);
        lines.push(element("li", {}, this.behind(step.content_note, begun)));
      }
    }
    if (!steps.length) lines.push(element("li", { className: "small" }, fill(phrases.nothing_this_year, { year })));
    parts.steps.replaceChildren(...lines);
  }

  /** @param {YearStep} step */
  step({ when, text, date, event, verified }) {
    const content = [element("strong", {}, when), ` — ${text} `, ...this.mark(verified)];
    return element("li", {}, this.button(content, () => this.act.go({ date, event })));
  }

  /**
   * @param {(string | Node)[]} content
   * @param {() => void} act
   */
  button(content, act, className = "") {
    const button = element("button", { type: "button", className }, ...content);
    button.addEventListener("click", act);
    return button;
  }

  /**
   * Texts behind the note of their time, shown when they are asked for.
   *
   * @param {string} note
   * @param {HTMLElement} content
   */
  behind(note, content) {
    const { title, text } = this.data.notes[note];
    const fold = element("details", {}, element("summary", {}, this.phrases.dismiss_note), content);
    const head = element("p", {}, element("strong", {}, title));
    return element("div", { className: "content-note" }, head, element("p", {}, text), fold);
  }

  showNextChange() {
    const { parts: { following }, phrases, data } = this, next = nextChange(data.timeline.changes, this.day);
    if (!next || next.date > data.today) {
      following.textContent = phrases.no_next;
      return;
    }
    const content = [`${phrases.next_change} `, element("strong", {}, this.write(next.date))];
    following.replaceChildren(this.button(content, () => this.act.go({ date: next.date })));
  }

  // The details

  /**
   * Open what is chosen: a land, a mission or an event; of nothing, close the details.
   *
   * @param {SiteView} view
   * @param {SiteDetails} all
   */
  choose({ territory, mission, event }, { territories, missions, events, sources }) {
    const { parts } = this;
    this.citations = sources;
    const details = entryOf(territories, territory) ?? entryOf(missions, mission) ?? entryOf(events, event);
    if (details === this.chosen) return;
    this.chosen = details;
    parts.details.hidden = !details;
    parts.details.replaceChildren(...(details ? this.details(details) : []));
    if (details) this.root.scrollTop = 0;
  }

  /** @param {Details} details */
  details(details) {
    const { title, subtitle, content_note: note } = details, body = this.detailsBody(details);
    const close = this.button([this.phrases.close], () => this.act.close(), "close");
    const shown = note ? [this.behind(note, element("div", {}, ...body))] : body;
    return [element("header", {}, element("h2", {}, title), close), ...filled("p", subtitle, "subtitle"), ...shown];
  }

  /** @param {Details} details */
  detailsBody({ text, facts = [], before = [], after = [], note, verified, sources }) {
    const { phrases } = this;
    const rows = facts.flatMap(([term, sentence]) => [element("dt", {}, term), element("dd", {}, sentence)]);
    return [
      ...filled("p", text),
      ...(rows.length ? [element("dl", { className: "facts" }, ...rows)] : []),
      ...filled("p", note, "small"),
      ...before.map((row) => this.neighbour(phrases.before, row)),
      ...after.map((row) => this.neighbour(phrases.after, row)),
      ...this.mark(verified),
      sourcesOf(phrases.sources, sources, this.citations),
    ];
  }

  /**
   * @param {string} label
   * @param {Neighbour} neighbour
   */
  neighbour(label, { id, name, date }) {
    const content = [`${headed(label, this.phrases)} ${name}`];
    return element("p", { className: "neighbour" }, this.button(content, () => this.act.go({ date, territory: id })));
  }
}
