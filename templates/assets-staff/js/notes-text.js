// @ts-check
// A line with blanks, and the same line with what was written into them. Pure.

// A blank is "____"; words in brackets after it say what belongs there, or give choices parted by " / ".
const PLACE = /____(?: \(([^()]*)\))?/g;

/** The line as its pieces: texts and blanks. @param {string} line */
export function pieces(line) {
  /** @type {(string | Blank)[]} */
  const found = [];
  let at = 0;
  for (const match of line.matchAll(PLACE)) {
    if (match.index > at) found.push(line.slice(at, match.index));
    const inside = match[1] ?? "";
    const choices = inside.includes(" / ") ? inside.split(" / ") : [];
    const before = line.slice(0, match.index).replace(/____(?: \([^()]*\))?/g, "…").split(/[.;:]\s|…\s?[,/]?\s?/).filter((words) => /\w/.test(words));
    found.push({ before: (before.at(-1) ?? line.slice(0, match.index)).replace(/[:\s]+$/, ""), hint: choices.length ? "" : inside, choices, bracket: match[1] === undefined ? "" : ` (${inside})` });
    at = match.index + match[0].length;
  }
  if (at < line.length) found.push(line.slice(at));
  return found;
}

/** A phone may begin a choice with a capital; where the choices are figures, another figure answers too. @param {string[]} choices @param {string} value */
const answers = (choices, value) => choices.some((one) => one.toLowerCase() === value.toLowerCase()) || [...choices, value].every((one) => /^\d+$/.test(one));

/**
 * The line in words. A hint goes when its blank is filled; choices go when one of them was taken, and stay for what qualifies the words before.
 * @param {string} line @param {string[]} values
 */
export function filled(line, values) {
  let blank = 0;
  return pieces(line).map((piece) => {
    if (typeof piece === "string") return piece;
    const value = (values[blank++] ?? "").trim();
    if (!value) return `____${piece.bracket}`;
    return piece.hint || answers(piece.choices, value) ? value : `${value}${piece.bracket}`;
  }).join("");
}

/** The minutes that came with the address, empty where none did or they make no sense. @param {string} hash */
export function minutesGiven(hash) {
  const minutes = Number(new URLSearchParams(hash.slice(1)).get("minutes"));
  return Number.isInteger(minutes) && minutes > 0 && minutes < 1000 ? String(minutes) : "";
}
