// Frame times (ms) while nothing is asked of a page: what this browser can do at best.
window.benchRest = (count) => new Promise((resolve) => {
  const times = [];
  let last = null;
  const frame = (now) => {
    if (last !== null) times.push(now - last);
    last = now;
    if (times.length < count) requestAnimationFrame(frame);
    else resolve(times);
  };
  requestAnimationFrame(frame);
});
