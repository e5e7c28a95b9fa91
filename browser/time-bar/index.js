/**
 * The time bar: a year slider that drives the map frame through a BroadcastChannel and the page through component state.
 *
 * A date is a year ("1925", meaning its last day) or an ISO day ("1962-06-30"). While a control moves, only the
 * channel speaks; the state follows when the move is over.
 */

import { openChannel } from "../lib/channel.js";
import { REACH, eraAt, isYear, nextChange, previousChange, shownDay, startDay, xOf, yearOf, yearPosition } from "./dates.js";
import { drawBands, drawDays, drawYears, luminance } from "./scale.js";
import { dateWriter, fill, parseTyped, usualLocale, viewIn, withView } from "./words.js";

const YEARS_A_SECOND = 4;
const STILL_MS = 3000; // between two changes, for a visitor who has asked for less motion
const SETTLE_MS = 150;
const VIEW_SETTLE_MS = 400;
const PLAY_COMMIT_MS = 1500;
const PLAY_COMMIT_MS_WITHOUT_CHANNEL = 500;
const ECHO_MS = 10000;

const timelines = new Map();
const EMPTY = { changes: [], events: [], eras: [] };

/**
 * The timeline at a URL, fetched once; null if it cannot be had, and then asked for again by the next call. A page
 * without a server has it at hand and gives the timeline itself.
 */
function fetchTimeline(url) {
  if (typeof url !== "string") return url;
  if (!timelines.has(url)) {
    const asked = fetch(url)
      .then((response) => (response.ok ? response.json() : null))
      .catch(() => null);
    asked.then((timeline) => timeline ?? timelines.delete(url));
    timelines.set(url, asked);
  }
  return timelines.get(url);
}

// The bar -------------------------------------------------------------------------------------------------------

const lastSent = new Map(); // by channel and state: Streamlit calls back only for what differs from the last one sent

class TimeBar {
  constructor(root) {
    const find = (selector) => root.querySelector(selector);
    this.root = root;
    this.parts = {
      dateButton: find(".date"), dateText: find(".date-text"), edit: find(".edit"), form: find(".typed"), typed: find(".typed-text"),
      wrong: find(".wrong"), era: find(".era"), note: find(".note"), play: find(".play"), speed: find(".speed"),
      track: find(".track"), scale: find(".scale"), slider: find(".year"), dayMark: find(".day-mark"),
      handle: find(".handle"), status: find("[role=status]"), about: find(".about"), buttons: [...root.querySelectorAll("[data-act]")],
    };
    this.timeline = EMPTY;
    this.width = 0;
    this.pending = [];
    this.unanswered = null;
    this.adoptView();
    this.listeners = new AbortController();
    this.listen();
    this.observer = new ResizeObserver(([entry]) => this.resize(entry.contentRect.width));
    this.observer.observe(this.parts.track);
  }

  destroy() {
    this.stop(false);
    clearTimeout(this.settling);
    clearTimeout(this.viewSettling);
    this.listeners.abort();
    this.observer.disconnect();
    this.channel?.close();
  }

  // What Python says

  /** Take what Python sent; called again on every change of the data or of the theme. */
  update({ data, setStateValue, setTriggerValue }) {
    const before = this.data ?? {};
    Object.assign(this, { data, setStateValue, setTriggerValue });
    const spoken = JSON.stringify([data.locale, data.words, data.name]);
    if (spoken !== this.spoken) this.label(spoken);
    const renewed = before.channel !== undefined && data.channel !== before.channel;
    if (data.channel !== before.channel) this.open(data.channel);
    if (data.timeline_url && (this.timeline === EMPTY || data.timeline_url !== before.timeline_url)) this.load(data.timeline_url);
    const dark = this.isDark();
    this.root.dataset.theme = dark ? "dark" : "light";
    const scaleChanged = dark !== this.dark || data.today !== before.today || data.first !== before.first;
    this.dark = dark;
    const date = String(data.date || yearOf(data.today));
    if (renewed) this.goOn(date);
    else this.follow(date);
    if (scaleChanged) this.rescale();
    else this.paint();
    if (!window.navigation) setTimeout(() => this.keepView(), 300);
  }

  word(key, values) {
    return fill(this.data.words?.[key] || key, values);
  }

  /** A label before what it labels: some languages have a space before the colon. */
  headed(label) {
    return fill(this.data.words?.headed || "{label}:", { label });
  }

  /** Write every constant string. */
  label(spoken) {
    this.spoken = spoken;
    const { words = {}, locale } = this.data;
    const { parts } = this;
    this.write = dateWriter(locale, words.months, words.day_pattern, words.first_of_month);
    this.root.setAttribute("aria-label", [this.word("bar"), this.data.name].filter(Boolean).join(" – "));
    parts.slider.setAttribute("aria-label", this.word("year"));
    parts.typed.setAttribute("aria-label", this.word("typed_label"));
    parts.typed.placeholder = this.word("typed_hint");
    parts.speed.setAttribute("aria-label", this.word("speed"));
    parts.speed.title = this.word("speed");
    for (const option of parts.speed.options) {
      option.textContent = this.word("speed_value", { speed: Number(option.value).toLocaleString(usualLocale(locale)) });
    }
    parts.edit.textContent = `, ${this.word("edit")}`;
    parts.dateButton.title = this.word("edit");
    for (const button of parts.buttons) if (button !== parts.dateButton) this.name(button, this.word(this.actOf(button)));
    this.painted = null;
  }

  actOf(button) {
    return button === this.parts.play && this.playing ? "pause" : button.dataset.act;
  }

  name(button, text) {
    button.setAttribute("aria-label", text);
    button.title = text;
  }

  async load(url) {
    const timeline = await fetchTimeline(url);
    if (url !== this.data.timeline_url || !timeline || timeline === this.timeline) return;
    this.timeline = { ...EMPTY, ...timeline };
    this.rescale();
  }

  isDark() {
    return luminance(getComputedStyle(this.root).getPropertyValue("--st-background-color") || "#fff") < 0.2;
  }

  /**
   * Go on with another server, which knows no more than the address: what the visitor has done since is told to it
   * again. Its session has no state that one set before could be equal to, so nobody would be called back for one.
   */
  goOn(date) {
    if (!this.playing && (!this.unanswered || this.unanswered === date)) {
      this.follow(date);
      return;
    }
    this.known = date;
    this.post();
    if (!this.playing) this.setTriggerValue("date", this.unanswered);
  }

  /** Show a date that came from elsewhere, unless it is only the echo of one sent from here. */
  follow(date) {
    if (date === this.unanswered) this.unanswered = null;
    if (date === this.known) return;
    this.unanswered = null;
    this.known = date;
    if (this.isEcho(date)) return;
    if (this.dragging) {
      this.missed = date;
      return;
    }
    this.stop(false);
    clearTimeout(this.settling);
    this.date = date;
    this.post();
  }

  isEcho(date) {
    this.pending = this.pending.filter((sent) => performance.now() - sent.at < ECHO_MS);
    const index = this.pending.findLastIndex((sent) => sent.date === date);
    this.pending.splice(0, index + 1);
    return index >= 0;
  }

  // What is said to Python and to the map

  open(name) {
    this.channel?.close();
    this.channel = null;
    this.channel = openChannel(name);
    if (this.channel) this.channel.onmessage = ({ data }) => this.hear(data ?? {});
  }

  hear({ type, by, at }) {
    if (type === "ready") this.post();
    else if (type === "step") this.step(by);
    else if (type === "view" && typeof at === "string" && at.length < 80) {
      this.view = at;
      this.writeView();
      clearTimeout(this.viewSettling);
      this.viewSettling = setTimeout(() => this.commitView(), VIEW_SETTLE_MS);
    }
  }

  /** Tell Python where the map has come to rest; the address has it already, so no entry in the history arises. */
  commitView() {
    if (this.view === null || this.view === this.pageView) return;
    this.pageView = this.view;
    this.tell("at", this.view);
  }

  /** Set a state; one equal to the last one sent would call nobody back, though a link has changed it since. */
  tell(name, value) {
    const sent = `${this.data.channel} ${name}`;
    const say = lastSent.get(sent) === value ? this.setTriggerValue : this.setStateValue;
    lastSent.set(sent, value);
    say(name, value);
  }

  /** Put the map's view into the address, without an entry in the history. */
  writeView() {
    const { pathname, search, hash } = window.location;
    window.history.replaceState(window.history.state, "", pathname + withView(search, this.view) + hash);
  }

  /**
   * Keep the map's view in the address that the page has just written.
   *
   * The page writes the query it knows, so without the view or with the one it was opened with; another view than
   * that is meant, and left alone.
   */
  keepView() {
    const at = viewIn(window.location.search);
    if (at === this.view) return;
    if (this.view !== null && at === this.pageView) this.writeView();
    else this.adoptView();
  }

  adoptView() {
    this.view = this.pageView = viewIn(window.location.search);
  }

  /** Tell the map the day shown. */
  post() {
    this.channel?.postMessage({ type: "date", date: shownDay(this.date, this.data.today) });
  }

  /** Tell Python, now, and the map that the date rests, unless it plays on. */
  commit() {
    if (!this.playing) this.rest();
    clearTimeout(this.settling);
    this.settling = 0;
    this.missed = null;
    this.committed = performance.now();
    const { date } = this;
    this.pending = this.pending.filter((sent) => this.committed - sent.at < ECHO_MS);
    if (date === this.known && !this.pending.length) return;
    this.pending.push({ date, at: this.committed });
    this.unanswered = date;
    this.tell("date", date);
  }

  commitSoon() {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.commit();
      this.announce();
    }, SETTLE_MS);
  }

  /** A screen reader hears of the date when it rests, and not of each step on the way. */
  rest() {
    this.moving = false;
    this.say();
    this.channel?.postMessage({ type: "rest" });
  }

  say() {
    const { slider } = this.parts;
    if (slider.getAttribute("aria-valuetext") !== this.spokenDate) slider.setAttribute("aria-valuetext", this.spokenDate);
  }

  /** Say the date aloud where the slider, which says it by itself, has no focus. */
  announce() {
    if (this.root.getRootNode().activeElement === this.parts.slider) return;
    const titles = this.titlesOn(shownDay(this.date, this.data.today));
    this.parts.status.textContent = [this.spokenDate, ...titles].join(". ");
  }

  // The visitor

  get bounds() {
    const last = yearOf(this.data.today);
    const asked = this.data.first ?? this.timeline.first;
    return { first: Number(asked ?? Math.min(yearOf(this.date), last - 100)), last };
  }

  listen() {
    const { slider, form, typed, track, speed, buttons } = this.parts;
    const on = (target, types, act) => {
      for (const type of types.split(" ")) target.addEventListener(type, act, { signal: this.listeners.signal });
    };
    on(slider, "input", () => this.input());
    on(slider, "change", () => this.commit());
    on(slider, "keydown", (event) => this.key(event));
    on(slider, "pointerdown", () => this.startDrag());
    on(window, "keydown", ({ key }) => key === "Escape" && this.stop(true));
    on(window, "pointerup pointercancel blur", () => this.endDrag());
    on(track, "pointermove", (event) => this.hover(event));
    on(form, "submit", (event) => {
      event.preventDefault();
      this.takeTyped(true);
    });
    on(typed, "keydown", (event) => {
      event.stopPropagation(); // the page's own single-letter shortcuts would hear it
      if (event.key === "Escape") this.closeTyped(true);
    });
    on(typed, "keypress keyup", (event) => event.stopPropagation());
    on(typed, "input", () => this.complain(null));
    on(typed, "blur", () => this.leaveTyped());
    on(speed, "keydown keyup", (event) => event.stopPropagation());
    if (window.navigation) {
      on(window.navigation, "currententrychange", ({ navigationType }) => {
        if (navigationType === "traverse") this.adoptView();
        else this.keepView();
      });
    }
    for (const button of buttons) {
      on(button, "click", () => this.act(button));
      on(button, "pointerenter focus", () => this.explain(button));
    }
  }

  input() {
    if (this.playing) this.stop(false);
    this.date = this.parts.slider.value.padStart(4, "0");
    this.post();
    this.paint();
  }

  startDrag() {
    this.stop(true);
    this.dragging = this.moving = true;
  }

  endDrag() {
    if (!this.dragging) return;
    this.dragging = false;
    this.rest();
    // The slider's change event, if there is one, comes after this one and outdoes a date that came meanwhile.
    setTimeout(() => {
      if (!this.missed) return;
      this.date = this.missed;
      this.missed = null;
      this.post();
      this.paint();
    });
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const years = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
    const named = { Home: "first", End: "last", " ": "play" }[event.key];
    if (!years && !named) return;
    event.preventDefault();
    this.step(years ?? named);
  }

  act(button) {
    const { act } = button.dataset;
    if (act === "edit") this.openTyped();
    else if (button.getAttribute("aria-disabled") !== "true") this.step({ back: -1, on: 1 }[act] ?? act);
  }

  /** Step by years, or to "next", "previous", "first", "last"; "play" starts and stops. */
  step(by) {
    if (by === "play") {
      if (this.playing) this.stop(true);
      else this.play();
      return;
    }
    const { first, last } = this.bounds;
    const within = (year) => String(Math.min(last, Math.max(first, year))).padStart(4, "0");
    const target = {
      first: () => within(first),
      last: () => within(last),
      next: () => this.change(1)?.date,
      previous: () => this.change(-1)?.date,
    }[by];
    const date = target ? target() : Number.isFinite(by) && within(yearOf(this.date) + Math.round(by));
    this.stop(false);
    if (date) this.go(date);
  }

  /** The next (1) or previous (-1) change as {date, title}, its date a day; null if there is none. */
  change(direction) {
    const day = shownDay(this.date, this.data.today);
    const known = this.timeline.changes;
    const found = direction > 0 ? nextChange(known, day) : previousChange(known, day);
    if (!found || startDay(found.date) > this.data.today) return null;
    return { ...found, date: startDay(found.date) };
  }

  go(date) {
    if (date !== this.date) {
      this.date = date;
      this.post();
      this.paint();
    }
    this.commitSoon();
  }

  // Play

  play() {
    const { first, last } = this.bounds;
    clearTimeout(this.settling);
    if (shownDay(this.date, this.data.today) >= this.data.today || yearOf(this.date) > last) this.turn(first);
    this.playing = this.moving = true;
    this.still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.committed = performance.now();
    this.showPlaying();
    let due = performance.now() + this.pace();
    const frame = (now) => {
      if (now >= due) {
        due = Math.max(due, now - this.pace()) + this.pace();
        this.turn(this.still ? this.nextStill() : this.nextYear());
      }
      if (yearOf(this.date) >= last && isYear(this.date)) this.stop(true);
      else if (this.playing) this.frame = requestAnimationFrame(frame);
    };
    this.frame = requestAnimationFrame(frame);
  }

  /** From a day, the rest of its year comes first. */
  nextYear() {
    const whole = isYear(this.date) || shownDay(this.date.slice(0, 4), this.data.today) === this.date;
    return yearOf(this.date) + (whole ? 1 : 0);
  }

  /** With less motion, each change of the map stands for a while, and nothing lies between. */
  nextStill() {
    return this.change(1)?.date ?? this.bounds.last;
  }

  pace() {
    return (this.still ? STILL_MS : 1000 / YEARS_A_SECOND) / Number(this.parts.speed.value);
  }

  turn(date) {
    this.date = String(date).padStart(4, "0");
    this.post();
    this.paint();
    const patience = this.channel ? PLAY_COMMIT_MS : PLAY_COMMIT_MS_WITHOUT_CHANNEL;
    if (this.playing && performance.now() - this.committed >= patience) this.commit();
  }

  stop(tell) {
    if (!this.playing) return;
    cancelAnimationFrame(this.frame);
    this.playing = this.moving = false;
    this.showPlaying();
    if (tell) {
      this.commit();
      this.announce();
    }
  }

  showPlaying() {
    const { play } = this.parts;
    play.dataset.playing = this.playing;
    this.name(play, this.word(this.actOf(play)));
  }

  // The typed date

  openTyped() {
    const { dateButton, form, typed } = this.parts;
    this.stop(true);
    dateButton.hidden = true;
    form.hidden = false;
    typed.value = isYear(this.date) ? this.date : this.write(this.date);
    this.offered = typed.value;
    typed.focus();
    typed.select();
  }

  takeTyped(refocus) {
    const text = this.parts.typed.value;
    const { first } = this.bounds;
    const { locale, today, words = {} } = this.data;
    if (text.trim() === this.offered) return this.closeTyped(refocus);
    const { date, error } = parseTyped(text, { first, today, locale, months: words.months });
    if (error) return this.complain(this.word(error, { text, first, today: this.write(today) }));
    this.go(date);
    this.commit();
    this.announce();
    return this.closeTyped(refocus);
  }

  /** Leaving the field takes a date that can be read, and leaves one that cannot where it is. */
  leaveTyped() {
    if (this.parts.form.hidden) return;
    const text = this.parts.typed.value.trim();
    if (!text || text === this.offered) this.closeTyped(false);
    else this.takeTyped(false);
  }

  complain(sentence) {
    const { typed, wrong } = this.parts;
    wrong.textContent = sentence ?? "";
    wrong.hidden = !sentence;
    typed.setAttribute("aria-invalid", Boolean(sentence));
    if (sentence) typed.setAttribute("aria-describedby", wrong.id);
    else typed.removeAttribute("aria-describedby");
  }

  closeTyped(refocus) {
    const { dateButton, form } = this.parts;
    form.hidden = true; // first, since hiding takes the focus away and leaving asks whether it is still shown
    this.complain(null);
    dateButton.hidden = false;
    if (refocus) dateButton.focus();
  }

  // What is seen

  resize(width) {
    if (width === this.width) return;
    this.width = width;
    this.rescale();
  }

  /** Draw the scale anew: another width, span, theme or timeline. */
  rescale() {
    if (!this.data || this.date === undefined) return;
    const { first, last } = this.bounds;
    const { slider, scale: svg } = this.parts;
    slider.min = first;
    slider.max = last;
    this.scale = { first, last, width: this.width, today: this.data.today };
    this.painted = null;
    if (this.width > REACH) {
      svg.replaceChildren();
      drawBands(svg, this.timeline.eras, this.scale, this.dark);
      drawYears(svg, this.scale);
      drawDays(svg, this.timeline, this.scale);
    }
    this.paint();
  }

  titlesOn(day) {
    return isYear(this.date) ? [] : this.timeline.changes.filter(({ date }) => startDay(date) === day).map(({ title }) => title);
  }

  noteOn(day) {
    const { as_of: asOf } = this.timeline;
    const titles = this.titlesOn(day);
    if (titles.length) return titles.join(" · ");
    return asOf && day > asOf ? this.word("no_change_after", { date: this.write(asOf) }) : "";
  }

  /** Show the date; nothing is measured here, so that a drag costs no layout but the text's own. */
  paint() {
    if (!this.scale || this.painted === this.date) return;
    this.painted = this.date;
    const { parts, scale, date } = this;
    const day = shownDay(date, scale.today);
    const year = Math.min(scale.last, Math.max(scale.first, yearOf(date)));
    const written = this.write(day);
    const era = eraAt(this.timeline.eras, day);
    parts.slider.value = year;
    this.spokenDate = era ? this.word("value", { date: written, era: era.label }) : written;
    if (!this.moving) this.say();
    parts.dateText.textContent = written;
    parts.era.textContent = era?.label ?? "";
    parts.note.textContent = this.noteOn(day);
    parts.about.title = [parts.era.textContent, parts.note.textContent].filter(Boolean).join("\n"); // where they are cut
    parts.handle.style.transform = `translateX(${xOf(year, scale)}px)`;
    parts.dayMark.hidden = isYear(date);
    if (!isYear(date)) parts.dayMark.style.transform = `translateX(${xOf(yearPosition(day, scale.today), scale)}px)`;
    const atStart = date === String(scale.first).padStart(4, "0");
    const atEnd = isYear(date) && year === scale.last;
    const nowhere = { first: atStart, back: atStart, previous: !this.change(-1), next: !this.change(1), on: atEnd, last: atEnd };
    for (const button of parts.buttons) {
      const disabled = String(nowhere[button.dataset.act] ?? false);
      if (button.getAttribute("aria-disabled") !== disabled) button.setAttribute("aria-disabled", disabled);
    }
  }

  /** Say on a button where it leads, when somebody points at it. */
  explain(button) {
    const { act } = button.dataset;
    const change = { next: this.change(1), previous: this.change(-1) }[act];
    if (act === "edit") button.title = this.word("edit");
    else if (change) button.title = `${this.headed(this.word(act))} ${this.write(change.date)}, ${change.title}`;
    else button.title = this.word(this.actOf(button));
  }

  /** The title of the track: the era, the changes and the events under the pointer. */
  hover({ clientX, pointerType, buttons }) {
    if (pointerType !== "mouse" || buttons || !this.scale) return;
    const { scale, timeline, parts } = this;
    const x = clientX - parts.track.getBoundingClientRect().left;
    const place = (date) => xOf(yearPosition(startDay(date), scale.today), scale);
    const near = (item) => Math.abs(place(item.date) - x) <= 3;
    const era = timeline.eras.find(({ start, end }) => place(start) <= x && (!end || x < place(end)));
    const span = era && { era: era.label, start: this.write(startDay(era.start)), end: era.end && this.write(startDay(era.end)) };
    const lines = era ? [this.word(era.end ? "era_span" : "era_open", span)] : [];
    for (const { date, title } of [...timeline.changes.filter(near), ...timeline.events.filter(near)].slice(0, 6)) {
      lines.push(`${this.headed(date.length === 10 ? this.write(date) : date)} ${title}`);
    }
    const title = lines.join("\n");
    if (parts.track.title !== title) parts.track.title = title;
  }
}

// The component -------------------------------------------------------------------------------------------------

let watchingBack = false;

/**
 * Back leads past the link that the atlas was opened by, if the atlas has completed it: Streamlit pushes the complete
 * link as an entry of its own, and would complete the other again and again.
 */
function watchBack(completed) {
  if (watchingBack) return;
  watchingBack = true;
  const opened = performance.getEntriesByType("navigation")[0]?.name;
  if (!completed || !opened) return;
  window.addEventListener("popstate", () => {
    if (window.location.href === opened) window.history.back();
  });
}

const bars = new WeakMap(); // by parent element: {root, bar, call}

/** Streamlit's renderer: builds the bar on the first call, updates it on every other. */
export default function timeBar(component) {
  const { parentElement } = component;
  watchBack(component.data.completed);
  const root = parentElement.querySelector(".time-bar");
  let held = bars.get(parentElement);
  if (held?.root !== root) {
    held?.bar.destroy();
    held = { root, bar: new TimeBar(root), call: 0 };
    bars.set(parentElement, held);
  }
  const call = ++held.call;
  held.bar.update(component);
  return () => {
    // Streamlit may clean up after a call that another has overtaken: only the latest takes the bar away.
    if (held.call !== call || bars.get(parentElement) !== held) return;
    held.bar.destroy();
    bars.delete(parentElement);
  };
}
