/* Asks for all that the live map needs, under the version that this script was asked for.
 *
 * streamlit-folium loads scripts one after the other and this one first: layers and the map's own script are on
 * their way while Leaflet still is. map.js is the bundle of browser/map (`python -m geo.build scripts`).
 */
(function () {
  "use strict";

  const { href, searchParams } = new URL(document.currentScript.src);
  const [lands, physical, words] = searchParams.getAll("layer");
  const address = (path) => new URL(`${path}?v=${searchParams.get("v")}`, href).href;
  const ask = (attributes) => document.head.append(Object.assign(document.createElement("link"), attributes));
  const askLayer = (url) => url && ask({ rel: "preload", as: "fetch", crossOrigin: "anonymous", href: url });
  askLayer(lands);
  askLayer(words);
  ask({ rel: "preload", as: "script", href: address("vendor/leaflet.js") });
  // In the body: streamlit-folium writes the head anew, and waits for no style sheet of its own.
  const styled = Promise.all(["vendor/leaflet.css", "atlas-map.css"].map((sheet) => new Promise((settle) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address(sheet), onload: settle, onerror: settle });
    (document.body || document.head).append(link);
  })));
  const loaded = import(address("map.js"));
  askLayer(physical);
  const failed = ({ words }, error) => {
    console.warn(error);
    const box = Object.assign(document.createElement("p"), { className: "failed", textContent: words.failed });
    box.setAttribute("role", "alert");
    document.body.append(box);
  };
  window.atlasMap = (map, config) => Promise.all([loaded, styled])
    .then(([{ start }]) => start(map, config)).catch((error) => failed(config, error));
})();
