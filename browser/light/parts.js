/**
 * The parts of the data, each a script that sets it: a page opened as a file can fetch nothing else.
 *
 * What a page needs at once stands in it as scripts; the rest is asked for when somebody wants it.
 */

/** @import { SiteData } from "../types.js" */

// The scripts of one page are all of one edition.
const version = new URL(/** @type {HTMLScriptElement} */ (document.currentScript).src).search;
/** @type {Map<string, Promise<void>>} */
const asked = new Map();

/** @param {string} name */
function load(name) {
  return new Promise((/** @type {(value?: undefined) => void} */ done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: `data/${name}.js${version}` });
    script.onload = () => done();
    script.onerror = () => {
      asked.delete(name); // a line that comes back serves the next who asks
      script.remove();
      failed(new Error(`data/${name}.js did not come`));
    };
    document.head.append(script);
  });
}

/** The data that stand in the page, with the day on which it is read: never before the record ends. @returns {SiteData} */
export function siteData() {
  const { atlasSite } = window, now = new Date().toISOString().slice(0, 10);
  return Object.assign(atlasSite, { today: now < atlasSite.as_of ? atlasSite.as_of : now });
}

/**
 * A part of the data, once it is there.
 *
 * @template {"details" | "physical" | "find"} Name
 * @param {Name} name
 * @returns {Promise<NonNullable<SiteData[Name]>>}
 */
export async function part(name) {
  const { atlasSite } = window;
  if (!atlasSite[name]) {
    if (!asked.has(name)) asked.set(name, load(name));
    await asked.get(name);
  }
  return /** @type {NonNullable<SiteData[Name]>} */ (atlasSite[name]);
}
