// @ts-check
// The words of a text as every search compares them, and whether some of them call for the help lines first.

/** Whole words in small letters, accents and marks left out. @param {string} text @returns {string[]} */
export const wordsOf = (text) => text.normalize("NFD").replace(/[\p{M}'’]/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether what someone looks for holds a word or phrase of `worries`. @param {string} words @param {string[]} worries */
export function worried(words, worries) {
  const plain = (/** @type {string} */ text) => ` ${wordsOf(text).join(" ")} `;
  return worries.some((worry) => plain(words).includes(plain(worry)));
}
