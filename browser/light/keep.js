/** Keeps the light edition on the device, where it is served: it opens without a network, and takes over new editions. */

import { find } from "../lib/elements.js";

/** Let a worker keep what this page has loaded; a page opened as a file has none and needs none. */
export function keepOffline() {
  const { protocol, hostname } = window.location;
  const isServed = protocol === "https:" || hostname === "localhost" || hostname === "127.0.0.1";
  if (!isServed || !("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  serviceWorker.register("worker.js").catch((error) => console.warn(error));
  serviceWorker.ready.then(() => { find(document, "#kept").hidden = false; });
}
