/**
 * Plays the years that a link asks for while the map is seen, and rests while it is not; whoever has asked for less
 * motion sees the date of the link. Whatever the visitor does with the time bar ends it.
 */

/** @import { TimeBar } from "./bar.js" */

const SEEN = 0.5; // of the map

export class Autoplay {
  /** The years that are still to be played. @type {{ from: string, until: string } | null} */ span = null;
  /** The navigation whose years were taken last. @type {number | undefined} */ nav;
  /** The date at which the bar was left: at another one somebody has moved it. @type {string | undefined} */ date;
  isSeen = false;

  /** @param {TimeBar} bar @param {() => boolean} isMapThere whether there is a map that would follow */
  constructor(bar, isMapThere) {
    this.bar = bar;
    this.isMapThere = isMapThere;
    this.observer = new IntersectionObserver((entries) => this.onSeen(Boolean(entries.at(-1)?.isIntersecting)), { threshold: SEEN });
  }

  destroy() {
    this.observer.disconnect();
  }

  /** Take the years of a link, `1913-1925`; the same navigation brings them once. @param {string | undefined} play @param {number} nav @param {Element} scene */
  offer(play, nav, scene) {
    if (nav === this.nav) return;
    this.nav = nav;
    this.end();
    if (!play || window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const [from, until] = play.split("-");
    this.span = { from, until };
    this.date = this.bar.date;
    this.observer.observe(scene);
  }

  /** @param {boolean} isSeen */
  onSeen(isSeen) {
    this.isSeen = isSeen;
    if (isSeen) this.begin();
    else this.rest();
  }

  /** Play, if all that it takes is there. */
  begin() {
    const { bar, span } = this;
    if (!span || !this.isSeen || bar.player.isPlaying || !this.isMapThere()) return;
    if (bar.date !== this.date) {
      this.end();
      return;
    }
    bar.player.start(span);
    this.span = { ...span, from: "" }; // whoever comes back goes on where he was
    this.date = undefined;
  }

  rest() {
    const { bar, span } = this;
    if (!span || !bar.player.isPlaying || bar.player.until === null) return; // the visitor plays himself
    bar.player.stop({ commit: true });
    this.date = bar.date;
  }

  end() {
    this.span = null;
    this.observer.disconnect();
  }
}
