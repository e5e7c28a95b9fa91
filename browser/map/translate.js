/** Translations: another language's text, put into a data file where its English stands. */

const WITHOUT_TEXT = new Set(["topology", "outer", "arcs", "parts", "unless"]);

/**
 * A label before what it labels: some languages have a space before the colon.
 * @param {string} label
 * @param {import("./types.js").Phrases} phrases
 */
export function headed(label, phrases) {
  return (phrases.headed || "{label}:").split("{label}").join(label);
}

/** How sure a line is, with what that means. @param {string} certainty @param {Record<string, string>} certainties @param {import("./types.js").Phrases} phrases */
export function certaintyLabel(certainty, certainties, phrases) {
  const meaning = certainties[certainty];
  return meaning ? `${headed(certainty, phrases)} ${meaning}` : certainty;
}

/**
 * A copy of a data file with its text translated; the file itself if there are no translations.
 * @template {Record<string, any>} File
 * @param {File} file
 * @param {{ sections: Record<string, Record<string, Record<string, string>>>, certainties: Record<string, string> } | undefined} translations
 *   by section, then property, then English
 * @returns {File}
 */
export function translated(file, translations) {
  if (!translations) return file;
  /** @param {any} value @param {string} key @param {Record<string, Record<string, string>>} texts @returns {any} */
  const translate = (value, key, texts) => {
    if (typeof value === "string") return texts[key]?.[value] ?? value;
    if (WITHOUT_TEXT.has(key) || value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map((item) => translate(item, key, texts));
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, translate(item, name, texts)]));
  };
  const sections = Object.entries(file).map(([name, section]) => [name, translate(section, name, translations.sections[name] || {})]);
  return { ...Object.fromEntries(sections), certainties: translations.certainties };
}
