/* Loads the live map's modules, all under the version that this script was asked for.
 *
 * streamlit-folium loads plain scripts; an import map gives every module of static/map the same
 * version, so that a browser never mixes an old one with a new one.
 */
(function () {
  "use strict";

  const { href, search } = new URL(document.currentScript.src);
  const address = (name) => new URL(`map/${name}.js`, href).href;
  const names = [
    "atlas", "badge", "borders", "changes", "dates", "differences", "kept", "labels", "legend", "marks", "names", "paint", "pair", "places",
    "pointer", "territories", "towns", "views",
  ];
  const versions = document.createElement("script");
  versions.type = "importmap";
  versions.textContent = JSON.stringify({
    imports: Object.fromEntries(names.map((name) => [address(name), address(name) + search])),
  });
  document.head.append(versions);

  const loaded = import(address("atlas"));
  window.atlasMap = (map, config) => loaded.then(({ start }) => start(map, config));
})();
