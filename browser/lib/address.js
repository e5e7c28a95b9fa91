/** The map's view in the address of the page: the parameter `at`. */

/** @param {string} search a query string */
export const viewIn = (search) => new URLSearchParams(search).get("at");

/**
 * A query string with `at` set and last, every other parameter left as it is written.
 *
 * @param {string} search
 * @param {string} at
 */
export function withView(search, at) {
  const others = search.replace(/^\?/, "").split("&").filter((part) => part && !new URLSearchParams(part).has("at"));
  return `?${[...others, new URLSearchParams({ at })].join("&")}`;
}
