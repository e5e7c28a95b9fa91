/** The texts beside the map: what holds on the day shown, what is chosen, and what changed in the year. */

import { nextChange } from "../time-bar/dates.js";
import { dateWriter, fill } from "../time-bar/words.js";
import { element, filled, folded, listOf, sourcesOf } from "./elements.js";

const REST_MS = 120;

export class Panel {
  /**
   * `act` has what the texts lead to: go({date, …}), close(), show(layers).
   */
  constructor(root, data, act) {
    Object.assign(this, { root, data, act, words: data.words.panel });
    this.parts = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    const { months, day_pattern: pattern, first_of_month: first } = data.words.bar;
    this.write = dateWriter(data.locale, months, pattern, first);
    this.parts.after.textContent = this.words.after_as_of;
    this.span = null; // the texts that are shown, until the first day comes
    for (const box of this.parts.layers.querySelectorAll("input")) {
      box.checked = data.layers_shown.includes(box.value);
      box.addEventListener("change", () => this.act.show(this.layers()));
    }
  }

  layers() {
    return [...this.parts.layers.querySelectorAll("input:checked")].map(({ value }) => value);
  }

  /** Say what holds on an ISO day; what stands further down waits until the time bar rests. */
  show(day) {
    if (day === this.day) return;
    this.day = day;
    const { parts, data } = this;
    parts.day.textContent = this.write(day);
    parts.after.hidden = day <= data.as_of;
    const span = data.days.findLast(({ from }) => from <= day) ?? data.days[0];
    if (span !== this.span) {
      this.span = span;
      parts.relation.textContent = data.texts[span.relation];
      parts.near.replaceChildren(...listOf(span.near.map((index) => data.texts[index])));
    }
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), REST_MS);
  }

  rest() {
    const { data, span, words } = this, said = (index) => data.texts[index];
    if (span !== this.rested) {
      this.rested = span;
      const named = ([name, sentence]) => element("li", {}, element("strong", {}, `${said(name)}:`), ` ${said(sentence)}`);
      const missions = span.missions.map(named);
      folded(this.parts.missions, words.missions, missions, [element("li", {}, words.no_missions)]);
      folded(this.parts.offices, words.offices, span.offices.map(([index, mark]) => element("li", {}, `${said(index)} `, ...this.mark(mark))));
      folded(this.parts.far, words.far, listOf(span.far.map(said)));
      folded(this.parts.disputes, words.disputes, span.disputes.map((id) => this.dispute(data.disputes[id])));
    }
    this.year(this.day.slice(0, 4));
    this.following();
  }

  /* A label before what it labels: some languages have a space before the colon. */
  headed(label) {
    return fill(this.words.headed, { label });
  }

  mark(verified) {
    const words = this.words.marks[verified];
    return words ? [element("span", { className: `mark-${verified}` }, words)] : [];
  }

  dispute({ title, sentence, positions }) {
    const held = positions.map(({ who, says, verified }) => element("li", {}, `${this.headed(who)} ${says} `, ...this.mark(verified)));
    return element("li", {}, element("strong", {}, `${title}.`), ` ${sentence}`, element("ul", {}, ...held));
  }

  /** What the record has for a year, each line a step to its day; texts of a time with a note stand behind it. */
  year(year) {
    if (year === this.shownYear) return;
    this.shownYear = year;
    const { parts, words, data } = this, steps = data.years[year] ?? [];
    parts.year.textContent = fill(words.this_year, { year });
    const lines = [], behind = new Map();
    for (const step of steps) {
      if (!step.care) lines.push(this.step(step));
      else if (behind.has(step.care)) behind.get(step.care).append(this.step(step));
      else {
        behind.set(step.care, element("ul", { className: "steps" }, this.step(step)));
        lines.push(element("li", {}, this.behind(step.care, behind.get(step.care))));
      }
    }
    if (!steps.length) lines.push(element("li", { className: "small" }, fill(words.nothing_this_year, { year })));
    parts.steps.replaceChildren(...lines);
  }

  step({ when, text, date, event, verified }) {
    const button = element("button", { type: "button" }, element("strong", {}, when), ` — ${text} `, ...this.mark(verified));
    button.addEventListener("click", () => this.act.go({ date, event }));
    return element("li", {}, button);
  }

  /** Texts behind the note of their time, shown when they are asked for. */
  behind(care, content) {
    const { title, text } = this.data.notes[care];
    const fold = element("details", {}, element("summary", {}, this.words.care_pass), content);
    return element("div", { className: "care" }, element("p", {}, element("strong", {}, title)), element("p", {}, text), fold);
  }

  following() {
    const { parts, words, data } = this, next = nextChange(data.timeline.changes, this.day);
    const known = next && next.date <= data.today;
    parts.following.replaceChildren();
    if (!known) {
      parts.following.textContent = words.no_next;
      return;
    }
    const button = element("button", { type: "button" }, `${words.next_change} `, element("strong", {}, this.write(next.date)));
    button.addEventListener("click", () => this.act.go({ date: next.date }));
    parts.following.append(button);
  }

  /** Open what is chosen: a land, a mission or an event; of nothing, close the story. */
  choose({ territory, mission, event }) {
    const { data, parts } = this;
    const story = data.territories[territory] ?? data.missions[mission] ?? data.events[event];
    if (story === this.chosen) return;
    this.chosen = story;
    parts.story.hidden = !story;
    parts.story.replaceChildren(...(story ? this.story(story) : []));
    if (story) this.root.scrollTop = 0;
  }

  story({ title, subtitle, text, facts = [], before = [], after = [], note, verified, sources, care }) {
    const { words } = this;
    const close = element("button", { type: "button", className: "close" }, words.close);
    close.addEventListener("click", () => this.act.close());
    const rows = facts.flatMap(([term, said]) => [element("dt", {}, term), element("dd", {}, said)]);
    const body = [
      ...filled("p", text), ...(rows.length ? [element("dl", { className: "facts" }, ...rows)] : []), ...filled("p", note, "small"),
      ...before.map((row) => this.neighbour(words.before, row)), ...after.map((row) => this.neighbour(words.after, row)),
      ...this.mark(verified), sourcesOf(words.sources, sources, this.data.sources),
    ];
    const shown = care ? [this.behind(care, element("div", {}, ...body))] : body;
    return [element("header", {}, element("h2", {}, title), close), ...filled("p", subtitle, "subtitle"), ...shown];
  }

  neighbour(label, { id, name, date }) {
    const button = element("button", { type: "button" }, `${this.headed(label)} ${name}`);
    button.addEventListener("click", () => this.act.go({ date, territory: id }));
    return element("p", { className: "neighbour" }, button);
  }
}
