// @ts-check
// How what someone wrote fits the box of a field: lines, and the largest letters that hold all of it. Pure; lengths are points.

export const SIZES = [12, 11, 10, 9, 8, 7, 6];
export const LEADING = 1.25;
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
 * @param {string} text @param {{ width: number, height: number }} box @param {number} begin @param {(words: string, size: number) => number} widthOf
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
