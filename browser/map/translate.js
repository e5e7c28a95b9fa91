/* The words of another language, put into the layers where their English stands. */

const WORDLESS = new Set(["topology", "outer", "arcs", "parts", "unless"]);

/* A label before what it labels: some languages have a space before the colon. */
export function headed(label, words) {
  return (words.headed || "{label}:").split("{label}").join(label);
}

/* A copy of a layer with `words`: section, then property, then English, gives the text; without words the layer itself. */
export function translated(layer, words) {
  if (!words) return layer;
  const turn = (value, key, own) => {
    if (typeof value === "string") return own[key]?.[value] ?? value;
    if (WORDLESS.has(key) || value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map((item) => turn(item, key, own));
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, turn(item, name, own)]));
  };
  const sections = Object.entries(layer).map(([name, section]) => [name, turn(section, name, words.sections[name] || {})]);
  return { ...Object.fromEntries(sections), certainties: words.certainties };
}
