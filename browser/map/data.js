/** Data: the files that the map reads, fetched or at hand. */

import { translated } from "./translate.js";

/** @import { AtlasData, Config } from "./types.js" */

/** The file at a URL; a page without a server has it at hand and gives the file itself. @param {string | object | undefined} file @returns {Promise<any>} */
async function fetchFile(file) {
  if (typeof file !== "string") return file;
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(`${answer.status} for ${file}`);
  return answer.json();
}

/** The dataset in the visitor's language, and the physical map, which may come later. @param {Config} config @returns {Promise<{ data: AtlasData, physical: Promise<any> }>} */
export async function loadData({ layers }) {
  const [atlas, physical, translations] = layers.map(fetchFile);
  physical.catch(() => {}); // whoever waits for it hears of it
  return { data: translated(await atlas, await translations), physical };
}
