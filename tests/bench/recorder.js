// Watches, frame by frame, which map a page shows: which frame element, how many shapes, which date.
(() => {
  const maps = () => [...document.querySelectorAll("iframe")].filter((frame) => frame.title.includes("st_folium"));
  const look = () => {
    const frame = maps().at(-1);
    const inside = frame && frame.contentDocument;
    const body = inside && inside.body;
    return {
      frame,
      shapes: body ? inside.querySelectorAll("path.leaflet-interactive").length : 0,
      date: (body && body.dataset.date) || "",
    };
  };
  window.benchStep = (act, timeout = 8000) => new Promise((resolve) => {
    const before = look();
    const started = performance.now();
    let blank = 0, last = started, blankSince = null;
    const frame = (now) => {
      const seen = look();
      if (seen.shapes === 0) blank += now - last;
      last = now;
      const fresh = seen.date ? seen.date !== before.date : seen.frame && seen.frame !== before.frame;
      if (fresh && seen.shapes > 0) resolve({ ms: performance.now() - started, blank });
      else if (now - started > timeout) resolve({ ms: null, blank });
      else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    act();
  });
  window.benchDrag = (input, first, last) => new Promise((resolve) => {
    const gaps = [], scripts = [];
    let value = first, before = null;
    const frame = (now) => {
      if (before !== null) gaps.push(now - before);
      before = now;
      if (value > last) { resolve({ gaps, scripts, shown: look().date }); return; }
      const started = performance.now();
      input.value = value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      scripts.push(performance.now() - started);
      value += 1;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
})();
