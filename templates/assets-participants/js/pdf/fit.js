// @ts-check
// How what someone wrote fits the box of a field, and the pages behind it: lines, and the largest letters that hold all of it. Pure; lengths are points.

export const SIZES = [12, 11, 10, 9];
/** From line to line in a field, in sizes: as close as viewers set them there. */
export const LEADING = 1.18;
export const INSET = 2;

/**
 * A text in lines no wider than `width`: at spaces where there are some, inside a word where it alone is too wide.
 * @param {string} text @param {number} width @param {(words: string) => number} widthOf @returns {string[]}
 */
export function wrapped(text, width, widthOf) {
  const lines = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(/(?<= )/)) {
      if (line && widthOf((line + word).trimEnd()) > width) {
        lines.push(line.trimEnd());
        line = "";
      }
      line += word;
      while (widthOf(line.trimEnd()) > width && [...line.trimEnd()].length > 1) {
        const letters = [...line];
        let count = 1;
        while (count < letters.length - 1 && widthOf(letters.slice(0, count + 1).join("")) <= width) count += 1;
        lines.push(letters.slice(0, count).join(""));
        line = letters.slice(count).join("");
      }
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

/**
 * The largest letters, from `begin` down, at which a text fits a box; at the smallest, `isLong` says that it does not.
 * @param {string} text @param {PdfBox} box @param {number} begin @param {(words: string, size: number) => number} widthOf
 */
export function fitted(text, { width, height }, begin, widthOf) {
  let lines = [text], size = begin;
  for (size of SIZES.filter((one) => one <= begin)) {
    const now = size;
    lines = wrapped(text, width - 2 * INSET, (words) => widthOf(words, now));
    if (lines.length === 1 || lines.length * size * LEADING <= height - INSET) return { lines, size, isLong: false };
  }
  return { lines, size, isLong: true };
}

/**
 * The lines that a box shows whole; the last of them ends with `mark`, which tells where all of it stands.
 * @param {string[]} lines @param {number} size @param {PdfBox} box @param {string} mark @param {(words: string) => number} widthOf
 */
export function cut(lines, size, { width, height }, mark, widthOf) {
  const count = Math.max(1, Math.floor((height - INSET) / (size * LEADING)));
  const fits = (/** @type {string} */ words) => widthOf(words) <= width - 2 * INSET;
  const end = fits(mark) ? mark : "…";
  let last = lines[count - 1];
  while (last && !fits(`${last} ${end}`)) last = last.includes(" ") ? last.slice(0, last.lastIndexOf(" ")) : [...last].slice(0, -1).join("");
  return [...lines.slice(0, count - 1), `${last} ${end}`.trimStart()];
}

/**
 * Pieces under one another on as many pages as they take. A heading stays with two lines of what follows it, and an answer is split between lines.
 * @param {PlacedText[]} pieces @param {number} height @returns {PlacedLines[][]}
 */
export function paged(pieces, height) {
  /** @type {PlacedLines[][]} */
  const pages = [[]];
  let top = 0;
  pieces.forEach((piece, index) => {
    const high = piece.size * piece.leading;
    const room = () => Math.max(0, Math.floor((height - top) / high + 0.001));
    const turn = () => {
      pages.push([]);
      top = 0;
    };
    if (top) top += piece.above;
    if (top && top + together(pieces, index) > height) turn();
    let { lines } = piece;
    while (lines.length) {
      const most = Math.max(1, Math.min(room(), lines.length));
      const count = most > 2 && lines.length === most + 1 ? most - 1 : most; // no line alone on the next page
      pages.at(-1)?.push({ piece, lines: lines.slice(0, count), top });
      lines = lines.slice(count);
      top += count * high;
      if (lines.length) turn();
    }
  });
  return pages;
}

/** What stays together from a piece on: a heading with those under it and two lines of an answer. @param {PlacedText[]} pieces @param {number} index @returns {number} */
function together(pieces, index) {
  const { tag, lines, size, leading } = pieces[index];
  const high = size * leading * (tag === "P" ? Math.min(2, lines.length) : lines.length);
  return tag === "P" || index + 1 === pieces.length ? high : high + pieces[index + 1].above + together(pieces, index + 1);
}
