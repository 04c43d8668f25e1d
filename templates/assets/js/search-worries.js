// @ts-check
// The words of a text as every search compares them, words that are one letter apart, and whether some call for help first.

/** Whole words in small letters, accents and marks left out. @param {string} text @returns {string[]} */
export const wordsOf = (text) => text.normalize("NFD").replace(/[\p{M}'’]/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether one letter more, one less, another one, or two in each other's place make one word of the other. @param {string} one @param {string} other */
export function isNear(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [mine, yours] = [one.slice(at), other.slice(at)];
  const swapped = mine[0] === yours[1] && mine[1] === yours[0] && mine.slice(2) === yours.slice(2);
  return swapped || mine.slice(1) === yours.slice(1) || mine.slice(1) === yours || mine === yours.slice(1);
}

const LONG = 6; // letters from which on a word is known with one of them wrong: of shorter ones too many are one letter apart

/**
 * Whether what someone looks for holds a word or phrase of `worries`, as people type it: with a letter wrong in a long word, or joined to one word.
 * `ordinary` are words that a mistake must not make of one, and phrases that have one in them and mean no harm.
 * @param {string} words @param {string[]} worries @param {string[]} ordinary
 */
export function worried(words, worries, ordinary) {
  const typed = without(wordsOf(words), ordinary.filter((one) => one.includes(" ")));
  const same = (/** @type {string | undefined} */ word, /** @type {string} */ part) =>
    word === part || (word !== undefined && part.length >= LONG && !ordinary.includes(word) && isNear(word, part));
  return worries.map(wordsOf).some((parts) => {
    const joined = parts.join("");
    return typed.some((_, at) => parts.every((part, index) => same(typed[at + index], part)) || (joined.length >= LONG && isJoined(typed, at, joined)));
  });
}

/** Whether some words from `at` on make `joined`, written together. @param {string[]} typed @param {number} at @param {string} joined */
function isJoined(typed, at, joined) {
  let said = "";
  for (let next = at; next < typed.length && said.length < joined.length; next += 1) said += typed[next];
  return said === joined;
}

/** The words, with a gap where one of the phrases stood. @param {string[]} typed @param {string[]} phrases */
function without(typed, phrases) {
  const text = phrases.reduce((left, phrase) => left.replaceAll(` ${phrase} `, " | "), ` ${typed.join(" ")} `);
  return text.trim().split(" ");
}
