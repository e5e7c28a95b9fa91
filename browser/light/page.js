/** A page of text of the light edition: links take the view along, a field leaves the cards that have its words. */

import { fold } from "../lib/fold.js";
import { fill } from "../lib/words.js";
import { carryView } from "../lib/carry.js";
import { writeQuery } from "./query.js";

/** What a filter looks through: cards, each with its words, and the parts of the page that go when none is left. */
function filterCards() {
  /** @type {HTMLInputElement | null} */
  const field = document.querySelector("#filter");
  const status = document.querySelector("#shown");
  if (!field || !(status instanceof HTMLElement)) return;
  const cards = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("main .event")]);
  const texts = cards.map(({ textContent }) => fold(textContent ?? ""));
  const { parentElement: line } = field;
  if (line) line.hidden = false;

  const show = () => {
    const words = fold(field.value).split(" ").filter(Boolean);
    let count = 0;
    for (const [index, card] of cards.entries()) {
      card.hidden = !words.every((word) => texts[index].includes(word));
      if (!card.hidden) count += 1;
    }
    hideEmptyDecades();
    status.textContent = words.length ? fill(status.dataset.words ?? "", { count, total: cards.length }) : "";
    writeQuery({ q: field.value.trim() });
  };
  field.value = new URLSearchParams(window.location.search).get("q") ?? "";
  field.addEventListener("input", show);
  if (field.value) show();
}

/** A heading without a card below it says nothing. */
function hideEmptyDecades() {
  for (const heading of document.querySelectorAll("main > h2")) {
    /** @type {Element[]} */
    const below = [];
    for (let next = heading.nextElementSibling; next && next.tagName !== "H2"; next = next.nextElementSibling) below.push(next);
    const cards = below.flatMap((part) => [...(part.matches(".event") ? [part] : part.querySelectorAll(".event"))]);
    /** @type {HTMLElement} */ (heading).hidden = cards.length > 0 && cards.every((card) => /** @type {HTMLElement} */ (card).hidden);
  }
}

/** Go to the step or the event that the link names. */
function goToNamed() {
  const asked = new URLSearchParams(window.location.search);
  const ids = [asked.has("step") && `step-${asked.get("step")}`, asked.get("event"), asked.get("mission")];
  const named = ids.map((id) => id && document.getElementById(id)).find(Boolean);
  if (!named || window.location.hash) return;
  for (let box = named.closest("details"); box; box = box.parentElement?.closest("details") ?? null) box.open = true;
  named.scrollIntoView();
}

carryView();
filterCards();
goToNamed();
