/** Mounts what a Streamlit component shows, and keeps it alive from one call of Streamlit's renderer to the next. */

/** @import { Component, Mounted } from "../types.js" */

/**
 * A renderer for Streamlit: makes the thing on the first call, updates it on every other, destroys it when it goes.
 *
 * @template Data
 * @param {string} selector of the element in which the thing stands
 * @param {(root: HTMLElement) => Mounted<Data>} make
 * @returns {(component: Component<Data>) => () => void}
 */
export function rendererOf(selector, make) {
  /** @type {WeakMap<ParentNode, { root: HTMLElement, thing: Mounted<Data>, call: number }>} */
  const mounts = new WeakMap();

  return (component) => {
    const { parentElement } = component;
    const root = /** @type {HTMLElement} */ (parentElement.querySelector(selector));
    let mount = mounts.get(parentElement);
    if (mount?.root !== root) {
      mount?.thing.destroy();
      mount = { root, thing: make(root), call: 0 };
      mounts.set(parentElement, mount);
    }
    const mine = mount, call = ++mine.call;
    mine.thing.update(component);
    return () => {
      // Streamlit may clean up after a call that another has overtaken: only the latest takes the thing away.
      if (mine.call !== call || mounts.get(parentElement) !== mine) return;
      mine.thing.destroy();
      mounts.delete(parentElement);
    };
  };
}
