/** Words without case, accents, apostrophes and punctuation, one space between them, as `geo.search.fold` writes them. @param {string} words */
export function fold(words) {
  const plain = words.toLowerCase().replace(/['’‘ʼʻ`´]/g, "").normalize("NFKD").replace(/\p{M}/gu, "");
  return plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
