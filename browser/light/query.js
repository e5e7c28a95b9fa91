/** The query of a page of text. */

/** Put values into the query, without an entry in the history; empty ones leave it. @param {Record<string, string>} values */
export function writeQuery(values) {
  const query = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(values)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const written = String(query), { pathname, hash } = window.location;
  window.history.replaceState(null, "", `${pathname}${written && `?${written}`}${hash}`);
}
