/** The comparison of the light edition: what holds on each of two days, and what changed between them. */

/** @import { DaySpan, IsoDay, LinkDate, SiteData } from "../types.js" */

import { shownDay } from "../lib/dates.js";
import { find } from "../lib/elements.js";
import { dateWriter, parseTyped } from "../lib/words.js";
import { carryView } from "../lib/carry.js";
import { element } from "./elements.js";
import { siteData } from "./parts.js";
import { writeQuery } from "./query.js";

class Comparison {
  /** @param {SiteData} data */
  constructor(data) {
    this.data = data;
    const { months, day_pattern: pattern, first_of_month: first } = data.phrases.bar;
    this.write = dateWriter(data.locale, months, pattern, first);
    /** @type {NodeListOf<HTMLElement>} */
    const sides = document.querySelectorAll("[data-side]");
    this.sides = [...sides].map((root) => ({ root, field: /** @type {HTMLInputElement} */ (find(root, "input")) }));
    const asked = new URLSearchParams(window.location.search);
    for (const { field } of this.sides) {
      field.value = this.read(asked.get(field.name) ?? "") ?? field.value;
      field.addEventListener("change", () => this.show());
    }
    this.show();
  }

  /** @param {string} words @returns {LinkDate | undefined} */
  read(words) {
    const { first, today } = this.data;
    return parseTyped(words, { first: Number(first.slice(0, 4)), today }).date;
  }

  show() {
    const days = this.sides.map(({ root, field }) => this.showSide(root, field));
    writeQuery(Object.fromEntries(this.sides.map(({ field }) => [field.name, field.value])));
    const [from, to] = [...days].sort();
    this.showBetween(from, to);
  }

  /**
   * @param {HTMLElement} root
   * @param {HTMLInputElement} field
   * @returns {IsoDay}
   */
  showSide(root, field) {
    const date = this.read(field.value), { data } = this;
    field.setAttribute("aria-invalid", String(!date));
    const day = shownDay(date ?? data.date, data.today);
    if (date) field.value = date;
    const span = data.days.findLast(({ from }) => from <= day) ?? data.days[0];
    this.fill(root, day, span, date ?? data.date);
    return day;
  }

  /**
   * @param {HTMLElement} root
   * @param {IsoDay} day
   * @param {DaySpan} span
   * @param {LinkDate} date
   */
  fill(root, day, span, date) {
    const { texts, phrases } = this.data, at = (/** @type {string} */ name) => find(root, `[data-part="${name}"]`);
    at("day").textContent = this.write(day);
    at("relation").textContent = texts[span.relation];
    at("near").replaceChildren(...span.near.map((index) => element("li", {}, texts[index])));
    const missions = span.missions.map(([name, says]) => element("li", {}, element("strong", {}, `${texts[name]}:`), ` ${texts[says]}`));
    at("missions").replaceChildren(...(missions.length ? missions : [element("li", {}, phrases.panel.no_missions)]));
    at("map").setAttribute("href", `index.html?date=${date}`);
  }

  /**
   * What the record has between two days; what a content note hides is told on the map of its year.
   *
   * @param {IsoDay} from
   * @param {IsoDay} to
   */
  showBetween(from, to) {
    const years = Object.values(this.data.years).flat();
    const between = years.filter(({ date, content_note: note }) => !note && date > from && shownDay(date, this.data.today) <= to);
    const lines = between.map(({ when, text, date, event }) => {
      const query = new URLSearchParams({ date, ...(event ? { event } : {}) });
      return element("li", {}, element("a", { href: `index.html?${query}` }, element("strong", {}, when), ` — ${text}`));
    });
    find(document, "#between").replaceChildren(...lines);
  }
}

carryView();
const atlasSite = siteData();
new Comparison(atlasSite);
