/** The elements of the menu; text is set as text. */

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Partial<HTMLElementTagNameMap[Name]>} properties
 * @param {Element} [parent] to which it is appended
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function makeElement(name, properties, parent) {
  const element = Object.assign(document.createElement(name), properties);
  parent?.append(element);
  return element;
}

/**
 * @param {string} words
 * @param {() => void} onclick
 * @param {string} className
 */
export const makeButton = (words, onclick, className) => makeElement("button", { type: "button", textContent: words, className, onclick });
