// Watches, frame by frame, what the map of a page shows: whether it has shapes, and which.
// A live map is an iframe of streamlit-folium that takes up room; its shapes are the paths that take the pointer.
(() => {
  const SHAPE = "path.leaflet-interactive";
  const NOTHING = "M0 0"; // what Leaflet writes for a path that lies outside the view

  const roomy = (frame) => frame.checkVisibility({ opacityProperty: true }) && frame.getBoundingClientRect().height > 0;
  const drawn = (path) => path.getAttribute("d") !== NOTHING && path.getAttribute("d") !== null;

  /* The map on the page with shapes on it, or null: its document, its first shape, its date if it tells one. */
  const look = () => {
    for (const frame of [...document.querySelectorAll("iframe[title*=st_folium]")].reverse()) {
      const inside = frame.contentDocument;
      if (!inside?.body || !roomy(frame)) continue;
      const shape = [...inside.querySelectorAll(SHAPE)].find(drawn);
      if (shape) return { shape, date: inside.body.dataset.date };
    }
    return null;
  };

  /* The atlas tells its date; the usual app makes every shape anew. */
  const isOther = (seen, before) => (seen.date ? seen.date !== before.date : seen.shape !== before.shape);

  /* Whether the first page shows a sketch with lands on it: a map of the day, before the live one. */
  const sketched = () => Boolean(document.querySelector(".sketch path.base")?.checkVisibility());

  /* When something is so for the first time (ms from the start of the navigation). */
  const once = (has) => new Promise((resolve) => {
    const frame = () => (has() ? resolve(performance.now()) : requestAnimationFrame(frame));
    requestAnimationFrame(frame);
  });
  const firstMap = once(() => sketched() || look());
  const liveMap = once(look);

  /* What is awaited, or an error once `patience` (ms) is over. */
  const within = (patience, awaited) => Promise.race([awaited, new Promise((_, fail) => {
    setTimeout(() => fail(new Error(`No new map within ${patience} ms.`)), patience);
  })]);

  /* Watches from the next key press until `stop`. */
  const watch = () => {
    const before = look();
    const record = { shown: null, blank: 0, blankFrames: 0, frames: 0 };
    let pressed = null, last = null, running = true, tellShown;
    const shown = new Promise((resolve) => { tellShown = resolve; });
    const onKey = (event) => { pressed ??= event.timeStamp; };
    window.addEventListener("keydown", onKey, { capture: true });
    const frame = (now) => {
      if (!running) return;
      if (pressed !== null) {
        const seen = look();
        record.frames += 1;
        if (!seen) {
          record.blankFrames += 1;
          record.blank += now - (last ?? now);
        }
        if (seen && record.shown === null && isOther(seen, before)) {
          record.shown = performance.now() - pressed;
          tellShown(record.shown);
        }
      }
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    const stop = () => {
      running = false;
      window.removeEventListener("keydown", onKey, { capture: true });
      return record;
    };
    return { shown, stop };
  };

  /* Where the map is: in its frame, in the light edition in the page itself. */
  const mapFrame = () => document.querySelector("iframe[title*=st_folium]")?.contentWindow ?? window;

  const slider = (root = document) => {
    const own = root.querySelector("input[type=range]");
    if (own) return own;
    for (const host of root.querySelectorAll("*")) {
      const found = host.shadowRoot && slider(host.shadowRoot);
      if (found) return found;
    }
    return null;
  };

  /* Calls `work` with `atlas.draw` wrapped so that the time (ms) of each call is kept. */
  const timingDraws = async (work) => {
    const { atlas } = mapFrame();
    const { draw } = atlas;
    const scripts = [];
    atlas.draw = function (...given) {
      const started = performance.now();
      const result = draw.apply(this, given);
      scripts.push(performance.now() - started);
      return result;
    };
    try { return { ...(await work()), scripts }; } finally { delete atlas.draw; }
  };

  /* Moves the slider through every year, forwards or back, one step a frame; one frame more for the last to be drawn. */
  const drag = (back) => timingDraws(() => new Promise((resolve) => {
    const input = slider();
    const years = [], times = [];
    for (let year = Number(input.min); year <= Number(input.max); year += 1) years.push(year);
    if (back) years.reverse();
    let next = 0, last = null;
    const frame = (now) => {
      if (last !== null) times.push(now - last);
      last = now;
      if (next === years.length) {
        requestAnimationFrame(() => resolve({ times, years, date: mapFrame().document.body.dataset.date }));
        return;
      }
      input.value = years[next];
      next += 1;
      input.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }));

  /* Ends a drag as letting go of the thumb does. */
  const release = () => slider().dispatchEvent(new Event("change", { bubbles: true, composed: true }));

  window.bench = { look, slider, sketched, firstMap, liveMap, within, watch, rest: window.benchRest, drag, release };
})();
