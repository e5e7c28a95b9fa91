/**
 * The date of the time bar, and all that changes it: steps, keys, drags, the player, and what comes from elsewhere.
 *
 * A date is a year ("1925", meaning its last day) or an ISO day ("1962-06-30").
 */

/** @import { Change, LinkDate, TimeBarData, Timeline } from "../types.js" */
/** @import { Face } from "./face.js" */

import { nextChange, previousChange, shownDay, startDay, yearOf, yearText } from "../lib/dates.js";
import { Player } from "./player.js";
import { Sync } from "./sync.js";
import { NO_TIMELINE } from "./timeline.js";

/** @typedef {number | "first" | "last" | "next" | "previous" | "play"} Step years, or where to */

const COMMIT_MS = 150; // after the last of several steps
/** @type {Record<string, Step>} */
const KEYS = {
  ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10,
  Home: "first", End: "last", " ": "play",
};

export class TimeBar {
  /** @type {TimeBarData} */ data;
  /** @type {LinkDate} */ date;
  /** @type {Timeline} */ timeline = NO_TIMELINE;
  /** Called when a map follows. */ onMapReady = () => {};
  isDragging = false;
  /** Whether more dates follow at once: a screen reader hears none of them. */ isMoving = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ committing;

  /**
   * @param {Face} face
   * @param {(at: string) => void} onMapMove called with the view at which the map has arrived
   */
  constructor(face, onMapMove) {
    this.face = face;
    this.onMapMove = onMapMove;
    this.sync = new Sync(this);
    this.player = new Player(this);
  }

  destroy() {
    this.player.stop({ commit: false });
    this.cancelCommit();
    this.sync.close();
  }

  /** The ISO day that the date stands for. */
  get day() {
    return shownDay(this.date, this.data.today);
  }

  /** The first and the last year. */
  get bounds() {
    const last = yearOf(this.data.today);
    const first = this.data.first ?? this.timeline.first;
    return { first: Number(first ?? Math.min(yearOf(this.date), last - 100)), last };
  }

  /**
   * The next (1) or previous (-1) change, its date a day; null if there is none.
   *
   * @param {1 | -1} direction
   * @returns {Change | null}
   */
  change(direction) {
    const { changes } = this.timeline;
    const found = direction > 0 ? nextChange(changes, this.day) : previousChange(changes, this.day);
    if (!found || startDay(found.date) > this.data.today) return null;
    return { ...found, date: startDay(found.date) };
  }

  /** Show a date here and on the map. @param {LinkDate} date */
  setDate(date) {
    this.date = date;
    this.sync.postDate();
    this.face.paint(this);
  }

  /** Show a date that came from elsewhere. @param {LinkDate} date */
  adopt(date) {
    this.player.stop({ commit: false });
    this.cancelCommit();
    this.setDate(date);
  }

  /** Show a date of the visitor's. @param {LinkDate} date */
  go(date) {
    if (date !== this.date) this.setDate(date);
    this.commitSoon();
  }

  /** Step by years, to a named date, or start and stop playing. @param {Step} by */
  step(by) {
    if (by === "play") {
      this.togglePlay();
      return;
    }
    const date = this.target(by);
    this.player.stop({ commit: false });
    if (date) this.go(date);
  }

  togglePlay() {
    if (this.player.isPlaying) this.player.stop({ commit: true });
    else this.player.start();
  }

  /**
   * Where a step leads.
   *
   * @param {Exclude<Step, "play">} by
   * @returns {LinkDate | undefined}
   */
  target(by) {
    const { first, last } = this.bounds;
    if (by === "first") return yearText(first);
    if (by === "last") return yearText(last);
    if (by === "next") return this.change(1)?.date;
    if (by === "previous") return this.change(-1)?.date;
    if (!Number.isFinite(by)) return undefined;
    return yearText(Math.min(last, Math.max(first, yearOf(this.date) + Math.round(by))));
  }

  // Moves that last

  /** The slider has another year. @param {string} year */
  onInput(year) {
    this.player.stop({ commit: false });
    this.setDate(yearText(Number(year)));
  }

  /** @param {Pick<KeyboardEvent, "key" | "altKey" | "ctrlKey" | "metaKey" | "preventDefault">} event */
  onKey(event) {
    const by = KEYS[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.step(by);
  }

  onDragStart() {
    this.player.stop({ commit: true });
    this.isDragging = this.isMoving = true;
  }

  onDragEnd() {
    if (!this.isDragging) return;
    this.isDragging = false;
    this.rest();
    // The slider's change event, if there is one, comes after this one and outdoes a date that came meanwhile.
    setTimeout(() => this.sync.adoptDeferred());
  }

  /** Say the date, now that no other follows at once. */
  rest() {
    this.isMoving = false;
    this.face.say();
    this.sync.postRest();
  }

  // What Python hears

  /** Tell Python now, and the map that the date rests, unless it plays on. */
  commit() {
    if (!this.player.isPlaying) this.rest();
    this.cancelCommit();
    this.sync.sendDate(this.date);
  }

  commitAndAnnounce() {
    this.commit();
    this.face.announce(this);
  }

  commitSoon() {
    this.cancelCommit();
    this.committing = setTimeout(() => this.commitAndAnnounce(), COMMIT_MS);
  }

  cancelCommit() {
    clearTimeout(this.committing);
  }
}
