/** The menu to share a view: its link, a picture, a citation, a code for the wall, the whole screen. */

/** @import { ShareData } from "../types.js" */

import { PAUSE } from "../lib/messages.js";
import { copyPicture, copyText } from "./copy.js";
import { makeButton, makeElement } from "./elements.js";
import { citationOf, daysOf, linkOf, pictureOf } from "./view.js";
import { Wall } from "./wall.js";

const BUTTON = ".share-button";
const GAP = 6; // px between the button and the menu

/** Ask for the style of the menu; the promise is kept once it is there, or cannot be had. */
const askStyle = () => new Promise((settle) => {
  const href = import.meta.url.replace(".js", ".css");
  makeElement("link", { rel: "stylesheet", href, onload: settle, onerror: settle }, document.head);
});

class Menu {
  /** @type {ShareData} */ data;
  /** The version of the record that the link names. */ edition = "";

  constructor() {
    this.styled = askStyle();
    this.wall = new Wall();
    this.dialog = makeElement("dialog", { className: "share-menu" });
    this.dialog.setAttribute("aria-labelledby", "share-title");
    this.field = makeElement("textarea", { readOnly: true, rows: 2, spellcheck: false });
    this.status = makeElement("p", { className: "said" });
    this.status.setAttribute("role", "status");
    document.body.append(this.dialog);
    this.listen();
  }

  listen() {
    const { dialog } = this;
    dialog.addEventListener("keydown", (event) => event.stopPropagation()); // Escape is for the menu alone
    dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close()); // beside it
    dialog.addEventListener("close", () => /** @type {HTMLElement | null} */ (document.querySelector(BUTTON))?.focus());
    this.field.addEventListener("focus", () => this.field.select());
    window.navigation?.addEventListener("currententrychange", () => this.showLink());
    for (const type of ["pointerover", "focusin"]) dialog.addEventListener(type, () => this.showLink()); // where there is none
    window.addEventListener("popstate", () => dialog.close());
  }

  /** @param {ShareData} data */
  async open(data) {
    this.data = data;
    this.edition = "";
    this.fill();
    window.dispatchEvent(new Event(PAUSE));
    await this.styled;
    this.place();
    this.dialog.showModal();
  }

  /** Write the menu anew: another language, another page. */
  fill() {
    const { data: { phrases }, dialog, field, status } = this;
    const label = makeElement("label", { textContent: phrases.link });
    label.append(field);
    const acts = makeElement("div", { className: "acts" });
    acts.append(...this.acts());
    status.textContent = "";
    const title = makeElement("h2", { id: "share-title", textContent: phrases.title });
    dialog.replaceChildren(title, makeButton(phrases.close, () => dialog.close(), "close"), label, ...this.choice(), acts, status);
    this.showLink();
  }

  /** The choice whether the link names the edition of the record. */
  choice() {
    const { data: { edition, phrases } } = this;
    if (!edition || new URL(location.href).searchParams.has("edition")) return [];
    const label = makeElement("label", { className: "choice" });
    const box = makeElement("input", { type: "checkbox" }, label);
    box.addEventListener("change", () => {
      this.edition = box.checked ? edition : "";
      this.showLink();
    });
    label.append(phrases.edition);
    return [label];
  }

  /** A button for everything that can be done here, in this browser. */
  acts() {
    const { data: { has_map: hasMap, phrases } } = this;
    /** @type {[key: string, isPossible: boolean, act: () => void][]} */
    const acts = [
      ["copy_link", true, () => this.copy(this.link, "link_copied")],
      ["copy_picture", true, () => this.copyPicture()],
      ["copy_citation", true, () => this.copy(citationOf(location.href, this.data, this.link), "citation_copied")],
      ["system", Boolean(navigator.share), () => this.shareElsewhere()],
      ["code", true, () => this.showCode()],
      [document.fullscreenElement ? "full_end" : "full", hasMap && document.fullscreenEnabled, () => this.fillScreen()],
    ];
    return acts.filter(([, isPossible]) => isPossible).map(([key, , act]) => makeButton(phrases[key], act, key));
  }

  get link() {
    return linkOf(location.href, this.edition);
  }

  /** Show the link as it is by now, unless a text is marked in its place. */
  showLink() {
    if (document.activeElement !== this.field && this.field.value !== this.link) this.field.value = this.link;
  }

  /** Below the button, or above the lower edge of a low window. */
  place() {
    const { bottom = 0, right = 0 } = document.querySelector(BUTTON)?.getBoundingClientRect() ?? {};
    const { style } = this.dialog, page = document.querySelector(".stApp");
    style.setProperty("--top", `${Math.max(GAP, bottom + GAP)}px`);
    style.setProperty("--right", `${Math.max(GAP, document.documentElement.clientWidth - right)}px`);
    if (page) style.colorScheme = getComputedStyle(page).colorScheme;
  }

  /** @param {string} key of what there is to say */
  say(key) {
    this.status.textContent = this.data.phrases[key];
  }

  /** @param {string} text @param {string} said */
  async copy(text, said) {
    this.say((await copyText(text, this.field)) ? said : "by_hand");
  }

  async copyPicture() {
    const { date = "" } = Object.fromEntries(new URL(location.href).searchParams);
    this.say("picture_waits");
    this.say(await copyPicture(pictureOf(location.href, this.data.picture), `atlas-${date}.png`));
  }

  async shareElsewhere() {
    try {
      await navigator.share({ title: this.title, url: this.link });
    } catch (error) {
      if (!(error instanceof Error && error.name === "AbortError")) await this.copy(this.link, "link_copied");
    }
  }

  get title() {
    return `${this.data.title} – ${daysOf(location.href, this.data).day}`;
  }

  showCode() {
    if (!this.wall.show(this.link, this.title, this.data.phrases)) this.say("code_long");
  }

  async fillScreen() {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await document.documentElement.requestFullscreen();
      this.dialog.close();
    } catch (error) {
      console.warn(error); // the browser does not let it; the menu stays
    }
  }
}

/** @type {Menu | undefined} */
let menu;

/** Open the menu. @param {ShareData} data */
export default function open(data) {
  menu ??= new Menu();
  menu.open(data);
}
