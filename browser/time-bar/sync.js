/**
 * What the time bar says to the map and to Python, and what it takes from them.
 *
 * While a control moves, only the map hears of it, through a channel; Python hears when the move is over. A date from
 * Python is adopted only if the visitor has navigated since, which a number counts: within one navigation it is the
 * echo of a date that was sent from here.
 */

/** @import { ChannelEnd, Component, IsoDay, LinkDate, SendValue, TimeBarData } from "../types.js" */

import { openChannel } from "../lib/channel.js";
import { yearOf } from "../lib/dates.js";

/**
 * The bar, as far as it is synchronised.
 *
 * @typedef {object} Synchronised
 * @property {LinkDate} date
 * @property {IsoDay} day that the date stands for
 * @property {boolean} isDragging
 * @property {{ isPlaying: boolean }} player
 * @property {(date: LinkDate) => void} adopt shows a date that came from elsewhere
 * @property {(by: any) => void} step
 * @property {(at: string) => void} onMapMove
 * @property {() => void} onMapReady
 */

const LONGEST_VIEW = 80; // characters
let messages = 0; // that went to Python, from any bar of the page

export class Sync {
  /** @type {SendValue} */ setStateValue;
  /** @type {ChannelEnd | null} */ channel = null;
  /** What the channel is opened by. @type {TimeBarData["channel"] | undefined} */ channelName;
  /** The navigation whose date was taken last. @type {number | undefined} */ nav;
  /** The date that Python said last. @type {LinkDate | undefined} */ known;
  /** The date that was sent last, with the number of its message. @type {{ date: LinkDate, number: number } | null} */
  sent = null;
  /** Whether Python has still to answer what was sent last. */ isAwaiting = false;
  /** Whether a navigation came while an answer was awaited: the date that was sent comes after it. */
  isOvertaken = false;
  /** A date that came during a drag. @type {LinkDate | null} */ deferred = null;

  /** @param {Synchronised} bar */
  constructor(bar) {
    this.bar = bar;
  }

  close() {
    this.channel?.close();
  }

  /**
   * Take what Python says.
   *
   * @param {Pick<Component<TimeBarData>, "data" | "setStateValue">} component
   */
  receive({ data, setStateValue }) {
    this.setStateValue = setStateValue;
    const isNewServer = this.channelName !== undefined && data.channel !== this.channelName;
    if (data.channel !== this.channelName) this.open(data.channel);
    const date = String(data.date || yearOf(data.today));
    if (isNewServer) this.resumeOnNewServer(date, data.nav);
    else this.follow(date, data.nav, data.answered);
  }

  /**
   * Adopt a date if the visitor has navigated, unless Python has still to hear what he did since.
   *
   * @param {LinkDate} date
   * @param {number} nav
   * @param {number} [answered] the number of the last message that Python has taken
   */
  follow(date, nav, answered = Infinity) {
    this.known = date;
    this.isAwaiting = (this.sent?.number ?? 0) > answered;
    const isNavigation = nav !== this.nav;
    this.nav = nav;
    if (isNavigation && !this.isAwaiting) this.adopt(date);
    else if (isNavigation) this.isOvertaken = true;
    else if (this.isOvertaken && !this.isAwaiting) this.postDate(); // the map has adopted the navigation's date
    if (!this.isAwaiting) this.isOvertaken = false;
  }

  /**
   * Go on with another server, which knows no more than the address: what the visitor has done since is sent again.
   *
   * @param {LinkDate} date
   * @param {number} nav
   */
  resumeOnNewServer(date, nav) {
    const { bar, known, sent } = this, lost = this.isAwaiting ? sent : null;
    Object.assign(this, { known: date, nav, isAwaiting: false, isOvertaken: false });
    if (bar.player.isPlaying) this.postDate();
    else if (lost && lost.date !== date) {
      this.postDate();
      this.sendDate(lost.date);
    } else if (date !== known) this.adopt(date);
  }

  /** @param {LinkDate} date */
  adopt(date) {
    if (this.bar.isDragging) this.deferred = date;
    else this.bar.adopt(date);
  }

  /** Adopt a date that came during a drag, unless the end of the drag has sent another. */
  adoptDeferred() {
    if (!this.deferred) return;
    this.bar.adopt(this.deferred);
    this.deferred = null;
  }

  // To and from the map

  /** @param {TimeBarData["channel"]} name */
  open(name) {
    this.channel?.close();
    this.channelName = name;
    this.channel = openChannel(name);
    if (this.channel) this.channel.onmessage = ({ data }) => this.onMessage(data ?? {});
  }

  greetMap() {
    this.postDate();
    this.bar.onMapReady();
  }

  /** @param {{ type?: string, by?: unknown, at?: unknown }} message */
  onMessage({ type, by, at }) {
    if (type === "ready") this.greetMap();
    else if (type === "step") this.bar.step(by);
    else if (type === "view" && typeof at === "string" && at.length < LONGEST_VIEW) this.bar.onMapMove(at);
  }

  /** Tell the map the day shown. */
  postDate() {
    this.channel?.postMessage({ type: "date", date: this.bar.day });
  }

  /** Tell the map that the date rests. */
  postRest() {
    this.channel?.postMessage({ type: "rest" });
  }

  // To Python

  /** Tell Python the date, unless it knows. @param {LinkDate} date */
  sendDate(date) {
    this.deferred = null;
    if (date === this.known && !this.isAwaiting) return;
    this.isAwaiting = true;
    this.sent = { date, number: messages + 1 };
    this.send("date", date);
  }

  /**
   * Set a state of the component. Its number makes it another than the last one: for an equal one Streamlit would call
   * nobody, though a link may have changed the view since.
   *
   * @param {"date" | "at"} name
   * @param {string} value
   */
  send(name, value) {
    messages += 1;
    this.setStateValue(name, { value, number: messages });
  }
}
