/** Copies a text or a picture; what the browser does not let a page copy is marked or saved. */

/**
 * Copy a text; whether that worked. A page that came over plain http has no clipboard, and may still copy what is marked.
 *
 * @param {string} text
 * @param {HTMLTextAreaElement} field where it is marked if it cannot be copied otherwise
 */
export async function copyText(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field.value = text;
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}

/** @param {string} url @returns {Promise<Blob>} */
async function fetchPicture(url) {
  const response = await fetch(url);
  if (!response.ok || response.headers.get("content-type") !== "image/png") throw new Error(`no picture: ${response.status}`);
  return response.blob();
}

/** @param {Blob} blob @param {string} name */
function save(blob, name) {
  const href = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href));
}

/**
 * Copy a picture (PNG), or save it.
 *
 * @param {string} url
 * @param {string} name of the file
 * @returns {Promise<"picture_copied" | "picture_saved" | "picture_failed">} the key of what there is to say
 */
export async function copyPicture(url, name) {
  const picture = fetchPicture(url);
  try {
    // A promise: Safari lets a page copy only what it says at once that it will.
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
    return "picture_copied";
  } catch {
    const blob = await picture.catch((error) => console.warn(error));
    if (!blob) return "picture_failed";
    save(blob, name);
    return "picture_saved";
  }
}
