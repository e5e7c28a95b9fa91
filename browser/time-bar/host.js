/** The page around an embed: it may ask for a date, and for nothing else. */

/** @import { TimeBar } from "./bar.js" */

import { isYear, shownDay, yearOf } from "../lib/dates.js";
import { askedDate } from "../lib/messages.js";
import { daysIn } from "../lib/written-dates.js";

/** Whether a date as `askedDate` returns it is one that the bar can show. @param {string} date @param {TimeBar} bar */
export function isShown(date, { bounds: { first, last }, data: { today } }) {
  const year = yearOf(date), [month, day] = date.slice(5).split("-").map(Number);
  if (year < first || year > last || shownDay(date, today) > today) return false;
  return isYear(date) || (month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month));
}

export class Host {
  /** Whether it has heard that the bar hears. */ isTold = false;

  /** @param {TimeBar} bar @param {Window} page */
  constructor(bar, page = window) {
    this.bar = bar;
    this.page = page;
    this.isThere = page.parent !== page;
  }

  /** @param {AbortSignal} signal ends it */
  listen(signal) {
    if (this.isThere) this.page.addEventListener("message", (event) => this.onMessage(event), { signal });
  }

  /** Say that dates are heard: from when on is known which there are. */
  greet() {
    if (!this.isThere || this.isTold) return;
    this.isTold = true;
    this.page.parent.postMessage({ type: "ready" }, "*"); // which anybody may know
  }

  /** @param {Pick<MessageEvent, "data" | "source">} event */
  onMessage({ data, source }) {
    const { bar, page } = this, date = source === page.parent ? askedDate(data) : null;
    if (date === null || !this.isTold || bar.isDragging || !isShown(date, bar)) return;
    bar.player.stop({ commit: false });
    bar.go(date);
  }
}
