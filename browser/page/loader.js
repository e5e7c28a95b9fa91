/**
 * Asks for all that the live map needs, under the version that this script was asked for.
 *
 * streamlit-folium loads scripts one after the other and this one first: layers and the map's own script are on
 * their way while Leaflet still is. map.js is the bundle of browser/map (`python -m geo.build scripts`).
 */

/** @import { MapConfig } from "../types.js" */

const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
const { href, searchParams } = new URL(src);
const [lands, physical, translation] = searchParams.getAll("layer");

/** @param {string} path */
const address = (path) => new URL(`${path}?v=${searchParams.get("v")}`, href).href;

/** @param {Partial<HTMLLinkElement>} attributes */
const ask = (attributes) => document.head.append(Object.assign(document.createElement("link"), attributes));

/** @param {string | undefined} url */
const askLayer = (url) => url && ask({ rel: "preload", as: "fetch", crossOrigin: "anonymous", href: url });

/**
 * In the body: streamlit-folium writes the head anew, and waits for no style sheet of its own.
 *
 * @param {string} sheet
 */
const askStyle = (sheet) => new Promise((settle) => {
  const handlers = { onload: settle, onerror: settle };
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address(sheet), ...handlers });
  (document.body || document.head).append(link);
});

/**
 * @param {MapConfig} config
 * @param {unknown} error
 */
function fail({ phrases }, error) {
  console.warn(error);
  const box = Object.assign(document.createElement("p"), { className: "failed", textContent: phrases.failed });
  box.setAttribute("role", "alert");
  document.body.append(box);
}

askLayer(lands);
askLayer(translation);
ask({ rel: "preload", as: "script", href: address("vendor/leaflet.js") });
const styled = Promise.all(["vendor/leaflet.css", "atlas-map.css"].map(askStyle));
const loaded = import(address("map.js"));
askLayer(physical);
window.atlasMap = (map, config) => Promise.all([loaded, styled])
  .then(([{ start }]) => start(map, { ...config, loadCanvas: () => import(address("map-canvas.js")) })).catch((error) => fail(config, error));
