/** Idle moments: what may wait until the date rests, and small jobs for when the browser has nothing else to do. */

const ENOUGH_MS = 2; // left of a moment for one more job, on a fast machine
const FADING = 0.8; // how much of a long job is remembered from one moment to the next
const EVERY_MS = 60; // where a browser does not say when it is idle, with a moment of
const MOMENT_MS = 4;
const LONGEST_FRAME_MS = 500; // until a frame is no longer waited for

/**
 * Calls something once nobody has put it off for a while: one timer, however many steps there are.
 *
 * The while begins when a step is on the screen: where a frame takes longer than that, no drag would rest between two.
 */
export class Rest {
  /** @param {number} ms @param {() => void} onRest */
  constructor(ms, onRest) {
    this.ms = ms;
    this.onRest = onRest;
    this.timer = 0; // while something is still to come
    this.dueAt = 0;
    this.unseenUntil = 0; // while a step is on its way to the screen; a page that is hidden has no frames
  }

  putOff() {
    const now = performance.now();
    this.dueAt = now + this.ms;
    this.timer = this.timer || window.setTimeout(() => this.check(), this.ms);
    if (now < this.unseenUntil) return;
    this.unseenUntil = now + LONGEST_FRAME_MS;
    requestAnimationFrame(() => setTimeout(() => this.onSeen()));
  }

  onSeen() {
    this.unseenUntil = 0;
    this.dueAt = performance.now() + this.ms;
  }

  check() {
    const left = Math.max(this.dueAt, this.unseenUntil && Math.min(this.unseenUntil, performance.now() + this.ms)) - performance.now();
    this.timer = left > 1 ? window.setTimeout(() => this.check(), left) : 0;
    if (!this.timer) this.onRest();
  }
}

/** @typedef {{ timeRemaining: () => number }} Deadline */

/** @param {(deadline: Deadline) => void} work */
function requestIdle(work) {
  if (window.requestIdleCallback) window.requestIdleCallback(work);
  else setTimeout(() => work({ timeRemaining: () => MOMENT_MS }), EVERY_MS);
}

/**
 * Do jobs one after the other whenever there is time, then call `onDone`; return what stops them.
 * @param {Iterator<() => void>} jobs
 * @param {() => void} onDone
 * @returns {() => void}
 */
export function whenIdle(jobs, onDone) {
  let isStopped = false, longest = 0; // ms of the jobs of late: the next one shall end within its moment as well
  /** @param {Deadline} deadline */
  const work = (deadline) => {
    for (let left = deadline.timeRemaining(); left > Math.max(ENOUGH_MS, longest);) {
      if (isStopped) return;
      const { value: job, done } = jobs.next();
      if (done) {
        onDone();
        return;
      }
      job();
      const before = left;
      left = deadline.timeRemaining();
      longest = Math.max(longest, before - left);
    }
    longest *= FADING;
    if (!isStopped) requestIdle(work);
  };
  requestIdle(work);
  return () => { isStopped = true; };
}
