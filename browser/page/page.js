/** Tells the page its language and theme, gives it its first link, and what it says to others: a menu, and in a frame its host. */

import { prepareShare } from "./share-button.js";
import { leadPastHead } from "./skip-link.js";

// What changes stands in attributes of the script: its text is always the same, and the policy of the page lets this
// one run by its hash.
const { language, theme, words, share, embed } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
Object.assign(document.documentElement, { lang: language });
document.documentElement.dataset.theme = theme;
leadPastHead(words);
if (share) prepareShare(JSON.parse(share));
if (embed) import(embed).catch((error) => console.warn(error));
