/** A QR code as large as the screen, for a class to read off the wall. */

/** @import { Phrases } from "../types.js" */

import { drawCode } from "./code.js";
import { makeButton, makeElement } from "./elements.js";

export class Wall {
  constructor() {
    this.dialog = makeElement("dialog", { className: "share-wall" });
    this.screen = makeElement("div", {}, this.dialog);
    document.body.append(this.dialog);
    this.dialog.addEventListener("close", () => this.leave());
    this.dialog.addEventListener("keydown", (event) => event.stopPropagation()); // Escape is for the wall alone
    document.addEventListener("fullscreenchange", () => {
      if (!document.fullscreenElement && this.dialog.open) this.dialog.close();
    });
  }

  /**
   * Show a link; false if it is too long for a code.
   *
   * @param {string} link
   * @param {string} title
   * @param {Phrases} phrases
   */
  show(link, title, phrases) {
    const code = drawCode(link, phrases.code);
    if (!code) return false;
    this.dialog.setAttribute("aria-label", phrases.code);
    const words = makeElement("div", { className: "words" });
    makeElement("h2", { textContent: title }, words);
    makeElement("p", { textContent: phrases.code_how }, words);
    makeElement("p", { className: "link", textContent: link }, words);
    words.append(makeButton(phrases.close, () => this.dialog.close(), "close"));
    this.screen.replaceChildren(code, words);
    this.dialog.showModal();
    // A dialog itself cannot fill the screen.
    this.screen.requestFullscreen?.().catch(() => {}); // then it fills the window
    return true;
  }

  leave() {
    if (document.fullscreenElement === this.screen) document.exitFullscreen();
  }
}
