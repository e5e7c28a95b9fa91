/** Elements of a page: found in what holds them. */

/**
 * The first element that a selector finds; what looks for one knows that it is there.
 *
 * @template {Element} [Found=HTMLElement]
 * @param {ParentNode} parent
 * @param {string} selector
 */
export const find = (parent, selector) => /** @type {Found} */ (parent.querySelector(selector));
