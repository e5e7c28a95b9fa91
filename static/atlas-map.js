/* Loads the live map's modules and layers, all under the version that this script was asked for.
 *
 * streamlit-folium loads scripts one after the other and this one first: all that the map will need is asked
 * for at once, while Leaflet is still on its way. An import map gives every module of static/map the same
 * version, so that a browser never mixes an old one with a new one.
 */
(function () {
  "use strict";

  const { href, search } = new URL(document.currentScript.src);
  const address = (path) => new URL(path, href).href;
  const names = [
    "atlas", "badge", "borders", "changes", "dates", "differences", "kept", "labels", "legend", "marks", "names", "paint", "pair", "places",
    "pointer", "territories", "towns", "views",
  ];
  const modules = names.map((name) => address(`map/${name}.js`));
  const versions = document.createElement("script");
  versions.type = "importmap";
  versions.textContent = JSON.stringify({ imports: Object.fromEntries(modules.map((module) => [module, module + search])) });
  document.head.append(versions);

  const ask = (attributes) => document.head.append(Object.assign(document.createElement("link"), attributes));
  for (const layer of ["atlas.json", "physical.json"]) ask({ rel: "preload", as: "fetch", crossOrigin: "anonymous", href: address(layer) + search });
  for (const script of ["vendor/leaflet.js", "vendor/topojson-client.js"]) ask({ rel: "preload", as: "script", href: address(script) });
  for (const module of modules) ask({ rel: "modulepreload", href: module + search });

  const loaded = import(modules[0]);
  window.atlasMap = (map, config) => loaded.then(({ start }) => start(map, config));
})();
