// Positions in a text, and the words and sentences around them.
// The store counts code points; JavaScript counts UTF-16 units, of which an emoji has two.

/** Convert positions of one text at the border between the store and the screen. */
export class Positions {
  #units = null; // UTF-16 unit at which each code point begins; null where both counts are the same

  constructor(text) {
    this.length = text.length;
    if (!/[\uD800-\uDBFF]/.test(text)) return;
    const units = [];
    for (let at = 0; at < text.length; at += text.codePointAt(at) > 0xffff ? 2 : 1) units.push(at);
    units.push(text.length);
    this.#units = Uint32Array.from(units);
  }

  toUnits(points) {
    return this.#units ? this.#units[Math.min(points, this.#units.length - 1)] : points;
  }

  toPoints(units) {
    if (!this.#units) return units;
    let [low, high] = [0, this.#units.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#units[middle] < units) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Split a text into words or sentences: `[start, end]` of each, in UTF-16 units from `from`. */
export function pieces(text, granularity, language, from = 0) {
  const segmenter = new Intl.Segmenter(language || undefined, { granularity });
  const found = [];
  for (const piece of segmenter.segment(text)) {
    if (granularity === "word" && !piece.isWordLike) continue;
    const words = piece.segment.trimEnd();
    if (words) found.push([from + piece.index, from + piece.index + words.length]);
  }
  return found;
}

/** Leave white space at either end out of a passage. */
export function trimmed(text, start, end) {
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  return { start, end };
}

/** Let a passage that begins or ends within a word take in the whole word, as a highlighter does. */
export function wholeWords(text, start, end) {
  const inWord = (at) => at > 0 && at < text.length && /[\p{L}\p{N}\p{M}]/u.test(text[at - 1]) && /[\p{L}\p{N}\p{M}]/u.test(text[at]);
  while (inWord(start)) start -= 1;
  while (inWord(end)) end += 1;
  return [start, end];
}

/** Shorten words for a label. */
export function shortened(words, most = 80) {
  const line = words.replace(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line;
}

/** Return the seconds of a time into a recording, such as 00:01:02.5, or null. */
export function seconds(time) {
  if (!/^\d+(:\d\d){1,2}([.,]\d+)?$/.test(time)) return null;
  return time.replace(",", ".").split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** Write a time for the margin: no needless zeros, no fractions; dates in the reader's own way. */
export function shownTime(time) {
  const into = seconds(time);
  if (into !== null) return time.replace(/[.,]\d+$/, "").replace(/^00:/, "");
  if (!/^\d{4}-\d\d-\d\dT/.test(time)) return time;
  return `${time.slice(0, 10)} ${time.slice(11, 16)}`;
}
