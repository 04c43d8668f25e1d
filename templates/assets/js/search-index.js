// @ts-check
// Looking for words in the index of a site: which pages have them, and where on a page they stand.
import { element } from "./page.js";
import { lexicon, understand } from "./search-query.js";
import { ranked } from "./search-rank.js";
import { addressOf, headOf, partOf } from "./search-source.js";
import { wordsOf } from "./search-worries.js";

const AROUND = 28, BEFORE = 8; // words of an excerpt, and those before what was found

/** @type {{ of: SearchHead, known: Lexicon } | null} */
let opened = null;

async function open() {
  const head = await headOf();
  if (opened?.of !== head) opened = { of: head, known: lexicon(head) };
  return { head, known: opened.known };
}

/** The rows of these words. @param {SearchHead} head @param {Set<number>} numbers */
async function rowsOf({ parts }, numbers) {
  /** @type {Map<number, number[]>} */
  const rows = new Map();
  const wanted = parts.map(([first, name], index) => ({ first, name, own: [...numbers].filter((number) => number >= first && number < (parts[index + 1]?.[0] ?? Infinity)) }));
  await Promise.all(wanted.filter(({ own }) => own.length).map(async ({ first, name, own }) => {
    const part = await partOf(name);
    for (const number of own) rows.set(number, part[number - first]);
  }));
  return rows;
}

/**
 * Pages with these words, best first, a phrase in quotation marks as it stands; `whole` is how many have all that is meant, the others have some of it.
 * Raises when the index cannot be fetched.
 * @param {string} text @returns {Promise<Found>}
 */
export async function find(text) {
  const { head, known } = await open();
  const meant = understand(text, known);
  const ways = meant.groups.flat();
  const rows = await rowsOf(head, new Set(ways.flatMap(({ words }) => words.flat().map(({ number }) => number))));
  const { pages, whole } = ranked(meant, rows, head.pages.length);
  const phrases = ways.filter(({ together }) => together).map(({ words }) => words.map((forms) => (forms.length ? known.words[forms[0].number] : "")));
  const single = new Set(ways.filter(({ together }) => !together).flatMap(({ words }) => words.flat().map(({ number }) => known.words[number])));
  const hits = pages.map((number) => {
    const [path, file, place] = head.pages[number];
    return { path, place, page: async () => pageOf(await partOf(file), addressOf(path), single, phrases) };
  });
  return { hits, whole, instead: meant.instead, also: [...new Set(meant.also)] };
}

/** @param {PageText} text @param {string} address @param {Set<string>} single @param {string[][]} phrases @returns {FoundPage} */
const pageOf = ([title, where, lead, parts], address, single, phrases) => ({ title, where, address, parts: partsOf([lead, parts], address, single, phrases) });

/**
 * The parts of a page in whose heading or text the words stand, those with most of them first; of a page that has them in its title alone, its first sentence.
 * @param {[string, [string, string, string][]]} text @param {string} address @param {Set<string>} single @param {string[][]} phrases @returns {FoundPart[]}
 */
function partsOf([lead, parts], address, single, phrases) {
  const found = parts.flatMap(([anchor, heading, words]) => {
    const tokens = words.split(" ");
    const marked = markedIn(tokens, single, phrases);
    const headed = heading.split(" "), over = markedIn(headed, single, phrases);
    const said = new Set([...tokens.filter((_, at) => marked.has(at)), ...headed.filter((_, at) => over.has(at))].flatMap(wordsOf));
    return said.size ? [{ said: said.size, title: heading, address: anchor ? `${address}#${anchor}` : address, excerpt: excerpt(tokens, marked) }] : [];
  });
  found.sort((one, other) => other.said - one.said);
  return found.length || !lead ? found : [{ title: "", address, excerpt: [{ text: lead, marked: false }] }];
}

/** Which of these words are looked for. @param {string[]} tokens @param {Set<string>} single @param {string[][]} phrases */
function markedIn(tokens, single, phrases) {
  const flat = tokens.flatMap((token, at) => wordsOf(token).map((word) => ({ word, at })));
  const marked = new Set(flat.filter(({ word }) => single.has(word)).map(({ at }) => at));
  for (const phrase of phrases) {
    flat.forEach((_, from) => {
      if (phrase.every((word, index) => flat[from + index]?.word === word)) phrase.forEach((_word, index) => marked.add(flat[from + index].at));
    });
  }
  return marked;
}

/** The words around the first that was found, or the first words where the heading alone has them. @param {string[]} tokens @param {Set<number>} marked @returns {ExcerptPiece[]} */
function excerpt(tokens, marked) {
  const from = marked.size ? Math.max(0, Math.min(...marked) - BEFORE) : 0, to = Math.min(tokens.length, from + AROUND);
  const pieces = tokens.slice(from, to).flatMap((token, index) => [{ text: token, marked: marked.has(from + index) }, { text: " ", marked: false }]);
  return [{ text: from ? "… " : "", marked: false }, ...pieces.slice(0, -1), { text: to < tokens.length ? " …" : "", marked: false }];
}

/** An excerpt under the heading that it stands under, if it has one, as an item of a list. @param {FoundPart} part */
export function itemOf({ title, address, excerpt: pieces }) {
  const where = title ? [element("a", { href: address, textContent: title }), " "] : [];
  return element("li", {}, ...where, element("span", {}, ...pieces.map(({ text, marked }) => (marked ? element("mark", { textContent: text }) : text))));
}
