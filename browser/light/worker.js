/**
 * The worker of the light edition: keeps its files under the name of the edition, answers from there, and lets go of
 * what older editions have left.
 *
 * The build puts the name of the edition and its files in place of two words below. A page opens from what is kept,
 * whatever its query says: its scripts read the link.
 */

/** @type {any} */
const worker = self;
const EDITION = "{edition}";
const PREFIX = new URL("./", worker.location.href).pathname;
/** @type {string[]} */
const FIRST = "{files}".split(" "); // what the map needs

/** Keep what the map needs; the page has just loaded it under the name of its edition, so that it comes from there. */
async function keepFirst() {
  const cache = await caches.open(PREFIX + EDITION);
  await Promise.all(FIRST.map(async (name) => {
    const fresh = await fetch(name.endsWith(".html") ? name : `${name}?v=${EDITION}`);
    if (!fresh.ok) throw new Error(`${fresh.status} for ${name}`);
    await cache.put(PREFIX + name, fresh);
  }));
  await worker.skipWaiting();
}

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(keepFirst()));

worker.addEventListener("activate", (/** @type {any} */ event) => {
  const isOld = (/** @type {string} */ name) => name.startsWith(PREFIX) && name !== PREFIX + EDITION;
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name))))
    .then(() => worker.clients.claim()));
});

/** The file that a request asks for, by its path alone. @param {Request} request */
function keyOf({ url }) {
  const { origin, pathname } = new URL(url);
  const path = pathname === PREFIX ? `${PREFIX}index.html` : pathname;
  return origin + path + (/\.\w+$/.test(path) ? "" : ".html");
}

/** @param {Request} request */
async function answer(request) {
  const cache = await caches.open(PREFIX + EDITION), key = keyOf(request);
  const kept = await cache.match(key);
  if (kept) return kept;
  const fresh = await fetch(request);
  if (fresh.ok && fresh.type === "basic") await cache.put(key, fresh.clone());
  return fresh;
}

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin || !pathname.startsWith(PREFIX)) return;
  event.respondWith(answer(request));
});
