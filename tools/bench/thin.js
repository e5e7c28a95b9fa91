// Watches, frame by frame, how far the first map of a page has come; times in ms from the start of the navigation.
// Needs recorder.js before it.
(() => {
  const stages = {};
  const reach = (stage, has) => { if (has && !(stage in stages)) stages[stage] = performance.now(); };

  /* The map's own window, once there is one that can be looked into. */
  const live = () => document.querySelector("iframe[title*=st_folium]")?.contentWindow;

  const frame = () => {
    const map = live();
    reach("told", document.body?.innerText.trim());
    reach("sketched", window.bench.sketched());
    reach("shown", window.bench.look());
    reach("dragged", stages.shown && map?.atlas?.channel && window.bench.slider());
    reach("whole", map?.document.body?.classList.contains("ready"));
    if (!stages.whole || !stages.dragged) requestAnimationFrame(frame);
  };
  if (window === window.top) requestAnimationFrame(frame);
  window.benchStages = stages;
})();
