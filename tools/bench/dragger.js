// Drags a map through the years, one step a frame, and keeps the times of frames and of the map's own scripts.
// The map is the atlas's, which hears of a day on a BroadcastChannel, or a Timeline of Folium (benchTimeline).
(() => {
  const CHANNEL = "bench", FIRST = 1884, LAST = 2026;
  const spent = new Map(); // ms by day
  const nextFrame = window.requestAnimationFrame.bind(window); // for what is the bench's own
  let inside = false, prepared = false;

  /* `work`, its time added to that of a day; what it calls in turn is in it, and not counted again. */
  const timed = (work, dayOf) => function (...given) {
    if (inside) return work.apply(this, given);
    inside = true;
    const started = performance.now();
    try { return work.apply(this, given); } finally {
      const took = performance.now() - started, day = dayOf(...given);
      inside = false;
      spent.set(day, (spent.get(day) || 0) + took);
    }
  };

  /* Whoever listens to a channel is timed: the handler may do more, or less, than to draw. */
  const dayOfEvent = (event) => event.data.date;
  const { prototype } = BroadcastChannel, { get, set } = Object.getOwnPropertyDescriptor(prototype, "onmessage");
  Object.defineProperty(prototype, "onmessage", { get, set(handler) { set.call(this, handler && timed(handler, dayOfEvent)); } });
  prototype.addEventListener = function (kind, handler, ...rest) {
    const listener = kind === "message" && typeof handler === "function" ? timed(handler, dayOfEvent) : handler;
    EventTarget.prototype.addEventListener.call(this, kind, listener, ...rest);
  };

  const speaker = new BroadcastChannel(CHANNEL);
  const atlas = {
    day: () => document.body.dataset.date,
    step: (day) => speaker.postMessage({ type: "date", date: day }),
    prepare: () => { window.atlas.draw = timed(window.atlas.draw, atlas.day); },
  };
  const timeline = {
    day: () => new Date(window.benchTimeline.time).toISOString().slice(0, 10),
    step: timed((day) => window.benchTimeline.setTime(Date.parse(day)), (day) => day),
    prepare: () => {},
  };
  /* What a map puts off to the next frame is done for the day that it shows. */
  window.requestAnimationFrame = (work) => nextFrame(timed(work, () => shown()?.day()));
  const shown = () => {
    if (window.benchTimeline) return timeline;
    return document.body?.dataset.date ? atlas : null;
  };

  /* Answers go to the console: whoever waits for a message there need not ask the page, which may hang. */
  const tell = (answer) => console.debug(`bench:${JSON.stringify(answer)}`);
  const bench = { tell: (call) => { call.then(tell); } };

  /* Tells when the map's first day is on the screen (ms from the start of the navigation): a frame after it is drawn. */
  const watch = () => {
    if (!shown()) nextFrame(watch);
    else nextFrame(() => tell(performance.now()));
  };
  nextFrame(watch);

  bench.rest = window.benchRest;

  /* Goes through every year, forwards or back, until the last is shown and one frame more; gives up after `limit` ms.
   * Gives frame times, and for each day that was asked for the time of the map's scripts. */
  bench.drag = (back, limit) => new Promise((resolve) => {
    const map = shown(), times = [];
    const days = Array.from({ length: LAST - FIRST + 1 }, (_, index) => `${FIRST + index}-12-31`);
    if (back) days.reverse();
    if (!prepared) map.prepare();
    prepared = true;
    spent.clear();
    let next = 0, first = null, last = null, ending = false;
    const frame = (now) => {
      if (last !== null) times.push(now - last);
      first ??= now;
      last = now;
      const late = now - first > limit;
      if (ending || late) {
        const asked = days.slice(0, next).filter((day) => !late || spent.has(day));
        resolve({ times, scripts: asked.map((day) => spent.get(day) || 0), asked: days.length, whole: ending });
        return;
      }
      if (next < days.length) map.step(days[next++]);
      else ending = map.day() === days[days.length - 1];
      nextFrame(frame);
    };
    nextFrame(frame);
  });

  window.bench = bench;
})();
