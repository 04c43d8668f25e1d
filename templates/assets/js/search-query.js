// @ts-check
// What is meant by what someone typed: words of this site, with its other forms, what synonyms.yml says, and a letter put right.
import { isNear, wordsOf } from "./search-worries.js";

const FORM = 0.85, BEGINS = 0.6, MEANT = 0.9; // how much a word counts that was not typed so
const BEGUN = 3, RIGHTED = 4, BEGINNINGS = 12, LONGEST = 6;
const SMALL = new Set(
  "a an and are as at be but by can do does for from get how i im in is it its me my of on or so that the this to was what when why with you your al como con de del el en es la las lo los me mi o para por que se su un una y yo".split(" "),
); // they help to find only where nothing else was typed

/** A form of a word without its ending, the same for all of its forms, or near to it. @param {string} word */
export function stem(word) {
  const bare = word.replace(/ie[sd]$/, "y").replace(/(?:ings?|edly|ed|es|ly|s)$/, (ending, at) => (at > 2 && !/ss$/.test(word) && /[aeiouy]/.test(word.slice(0, at)) ? "" : ending));
  return bare.length > 3 ? bare.replace(/([^aeiou])\1$/, "$1").replace(/e$/, "") : bare;
}

const stems = (/** @type {string[]} */ words) => words.map(stem).join(" ");

/** The head of an index, made ready to be asked. @param {SearchHead} head @returns {Lexicon} */
export function lexicon({ words: continued, counts, synonyms }) {
  let before = "";
  const words = continued.trim().split(" ").map((word) => (before = before.slice(0, Number(word[0])) + word.slice(1)));
  /** @type {Map<string, number[]>} */
  const forms = new Map();
  words.forEach((word, number) => forms.set(stem(word), [...(forms.get(stem(word)) ?? []), number]));
  /** @type {Map<string, Meaning>} */
  const meant = new Map();
  for (const [typed, means, pages] of synonyms) for (const one of typed) meant.set(stems(one.split(" ")), { means, pages });
  const others = new Set(synonyms.flatMap(([typed]) => typed.flatMap((one) => one.split(" "))));
  return { words, numbers: new Map(words.map((word, number) => [word, number])), counts, forms, meant, others };
}

/** Every form in which the site has a word. @param {Lexicon} known @param {string} word @returns {Form[]} */
function formsOf({ words, numbers, forms }, word) {
  return (forms.get(stem(word)) ?? (numbers.has(word) ? [Number(numbers.get(word))] : [])).map((number) => ({ number, counts: words[number] === word ? 1 : FORM }));
}

/** The words that begin so, those on most pages first. @param {Lexicon} known @param {string} word @returns {Form[]} */
function begunBy({ words, counts }, word) {
  if (word.length < BEGUN) return [];
  const found = words.flatMap((own, number) => (own.startsWith(word) ? [number] : []));
  return found.sort((one, other) => counts.charCodeAt(other) - counts.charCodeAt(one)).slice(0, BEGINNINGS).map((number) => ({ number, counts: BEGINS }));
}

/** The word that was meant by one that nobody knows: one letter away, beginning alike if there is such a one, and the commonest. @param {Lexicon} known @param {string} word */
function righted({ words, counts, numbers, others }, word) {
  if (word.length < RIGHTED) return "";
  const near = [...others, ...words].filter((own) => own.length >= RIGHTED && isNear(word, own));
  const rank = (/** @type {string} */ own) => (own[0] === word[0] ? 1e6 : 0) + (others.has(own) ? 1e3 : 0) + (counts.charCodeAt(numbers.get(own) ?? -1) || 0);
  return near.sort((one, other) => rank(other) - rank(one))[0] ?? "";
}

/** @param {Lexicon} known @param {string} word */
const isKnown = (known, word) => known.others.has(word) || known.meant.has(stem(word)) || formsOf(known, word).length > 0;

/**
 * What to look for. `groups`: each has to be found, in one of several ways. `instead`: the words with letters put right, where some were. `also`: what else
 * is looked for because of synonyms.yml. `pages`: those that come first.
 * @param {string} text @param {Lexicon} known @returns {Meant}
 */
export function understand(text, known) {
  /** @type {Meant} */
  const meant = { groups: [], instead: "", also: [], pages: [] };
  const [phrases, free] = quoted(text);
  for (const phrase of phrases) meant.groups.push([{ words: phrase.map((word) => formsOf(known, word).filter(({ counts }) => counts === 1)), together: true, counts: 1 }]);
  const typed = wordsOf(free);
  const words = typed.map((word) => (isKnown(known, word) || begunBy(known, word).length ? word : righted(known, word) || word));
  if (words.join() !== typed.join()) meant.instead = [...phrases.map((phrase) => `"${phrase.join(" ")}"`), ...words].join(" ");
  for (let at = 0; at < words.length; ) at += take(words, at, known, meant);
  return meant;
}

/** Take the longest phrase of synonyms.yml that begins here, or one word; returns how many words that was. @param {string[]} words @param {number} at @param {Lexicon} known @param {Meant} meant */
function take(words, at, known, meant) {
  for (let length = Math.min(LONGEST, words.length - at); length > 0; length -= 1) {
    const own = words.slice(at, at + length);
    const found = known.meant.get(stems(own));
    if (!found) continue;
    const ways = found.means.map((one) => way(known, one.split(" "), MEANT));
    meant.groups.push([way(known, own, 1), ...ways]);
    meant.also.push(...found.means.filter((one) => stems(one.split(" ")) !== stems(own)));
    meant.pages.push(...found.pages);
    return length;
  }
  const word = words[at];
  if (!SMALL.has(word) || words.length === 1) {
    const forms = formsOf(known, word);
    meant.groups.push([{ words: [forms.length ? forms : begunBy(known, word)], together: false, counts: 1 }]);
  }
  return 1;
}

/** @param {Lexicon} known @param {string[]} words @param {number} counts @returns {Way} */
const way = (known, words, counts) => ({ words: words.filter((word) => words.length === 1 || !SMALL.has(word)).map((word) => formsOf(known, word)), together: false, counts });

/** Phrases in quotation marks, a phone's typographic ones among them, and the rest. @param {string} text @returns {[string[][], string]} */
function quoted(text) {
  /** @type {string[][]} */
  const phrases = [];
  const free = text.replace(/[“”„«»]/g, '"').replace(/"([^"]+)"?/g, (_, phrase) => (phrases.push(wordsOf(phrase)), " "));
  return [phrases.filter((words) => words.length), free];
}
