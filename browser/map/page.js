/** The page around the map: its theme, and the sketch that it shows in place of the map until that is drawn. */

/** @param {string | undefined} theme */
export function setTheme(theme) {
  document.documentElement.dataset.theme = theme === "dark" ? "dark" : "light";
}

/** Take the sketch away. */
export function removeSketch() {
  window.frameElement?.closest(".st-key-atlas_map")?.querySelector(".first-sight")?.remove();
}

/** Take the words away that the page shows in the place of a map, and that it covers now: a browser would keep a layer for them. */
export function removeWords() {
  const { style } = /** @type {HTMLElement | null | undefined} */ (window.frameElement?.closest("[class*='st-key-atlas_map']")) ?? {};
  for (const words of ["--map-waits", "--map-waits-long"]) style?.setProperty(words, "none");
}

/** Streamlit sends its theme with every render of a component; the first one came before this script. */
export function followTheme() {
  const page = window.parent.document.querySelector(".stApp");
  if (page) setTheme(getComputedStyle(page).colorScheme);
  window.addEventListener("message", ({ data }) => {
    const theme = data && data.theme;
    if (theme && theme.base) setTheme(theme.base);
  });
}

/** The page hears of Escape wherever the focus is: a key pressed in the frame of the map stays there by itself. */
export function passEscapeOn() {
  if (window.parent === window) return;
  window.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") window.parent.dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true }));
  }, { capture: true });
}
