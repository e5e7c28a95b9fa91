/** Plays the years; for a visitor who has asked for less motion, only the days on which the map changes. */

/** @import { LinkDate } from "../types.js" */
/** @import { TimeBar } from "./bar.js" */

import { isYear, shownDay, yearOf, yearText } from "../lib/dates.js";

const YEARS_A_SECOND = 4;
const STILL_MS = 3000; // between two changes, for a visitor who has asked for less motion
const COMMIT_MS = 1500;
const COMMIT_MS_WITHOUT_CHANNEL = 500;

export class Player {
  isPlaying = false;
  isMotionReduced = false;
  /** When the date was last told to Python. */ committed = 0;
  /** When the next step is due. */ due = 0;
  /** The animation frame asked for. */ frame = 0;
  /** The year after which it ends, before the last one of the bar. @type {number | null} */ until = null;

  /** @param {TimeBar} bar */
  constructor(bar) {
    this.bar = bar;
  }

  /**
   * Play from the date shown; from today, from the beginning.
   *
   * @param {{ from?: LinkDate, until?: LinkDate }} [span] another date to play from, and the year to play to
   */
  start({ from, until } = {}) {
    const { bar } = this, { first, last } = bar.bounds;
    bar.cancelCommit();
    if (from) bar.setDate(from);
    else if (bar.day >= bar.data.today || yearOf(bar.date) > last) bar.setDate(yearText(first));
    this.until = until ? yearOf(until) : null;
    this.isPlaying = bar.isMoving = true;
    this.isMotionReduced = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    bar.face.paintPlay(bar);
    this.committed = performance.now();
    this.due = this.committed + this.frameInterval();
    this.askFrame();
  }

  /** Stop; `commit` tells Python where. @param {{ commit: boolean }} options */
  stop({ commit }) {
    if (!this.isPlaying) return;
    cancelAnimationFrame(this.frame);
    this.isPlaying = this.bar.isMoving = false;
    this.bar.face.paintPlay(this.bar);
    if (commit) this.bar.commitAndAnnounce();
  }

  askFrame() {
    this.frame = requestAnimationFrame((now) => this.onFrame(now));
  }

  /** @param {number} now */
  onFrame(now) {
    const { bar } = this;
    if (now >= this.due) {
      this.due = Math.max(this.due, now - this.frameInterval()) + this.frameInterval();
      bar.setDate(this.isMotionReduced ? this.nextChangeOnly() : this.nextYear());
      this.commitNowAndThen();
    }
    if (yearOf(bar.date) >= (this.until ?? bar.bounds.last) && isYear(bar.date)) this.stop({ commit: true });
    else if (this.isPlaying) this.askFrame();
  }

  commitNowAndThen() {
    const patience = this.bar.sync.channel ? COMMIT_MS : COMMIT_MS_WITHOUT_CHANNEL;
    if (performance.now() - this.committed < patience) return;
    this.committed = performance.now();
    this.bar.commit();
  }

  /**
   * The year after the one shown; from a day, the rest of its year comes first.
   *
   * @returns {LinkDate}
   */
  nextYear() {
    const { date, data } = this.bar;
    const isWhole = isYear(date) || shownDay(date.slice(0, 4), data.today) === date;
    return yearText(yearOf(date) + (isWhole ? 1 : 0));
  }

  /** The next change of the map, each of which stands for a while. @returns {LinkDate} */
  nextChangeOnly() {
    return this.bar.change(1)?.date ?? yearText(this.bar.bounds.last);
  }

  /** Time between two steps, in milliseconds. */
  frameInterval() {
    return (this.isMotionReduced ? STILL_MS : 1000 / YEARS_A_SECOND) / this.bar.face.speed;
  }
}
