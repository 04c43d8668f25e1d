// @ts-check
// The one place that knows Pagefind. Nothing of it is fetched before the first words are looked for; everything comes from this site, and nothing is kept.
import { element } from "./page.js";
import { wordsOf } from "./search-worries.js";

const folder = new URL("../../pagefind/", import.meta.url);
/** @type {Promise<Pagefind> | null} */
let opening = null;

async function open() {
  /** @type {Pagefind} */
  const pagefind = await import(new URL("pagefind.js", folder).href);
  await pagefind.options({ noWorker: true, excerptLength: 28 });
  const parts = await (await fetch(new URL("parts.json", folder), { cache: "no-cache" })).json(); // a large site has its index in several
  for (let part = 2; part <= parts; part += 1) await pagefind.mergeIndex(new URL(`${part}/`, folder).href);
  return pagefind;
}

/** Typographic quotation marks of a phone's keyboard count as plain ones. @param {string} words */
const plain = (words) => words.trim().replace(/[“”„«»]/g, '"');

/**
 * Where Pagefind knows no such word it falls back to shorter ones ("zebra" to "z"): true when some word has none in a page found that begins alike.
 * @param {string} words @param {FoundPage} page
 */
function strays(words, page) {
  const met = page.matched.flatMap(wordsOf);
  return wordsOf(words).some((word) => !met.some((other) => other.startsWith(word.slice(0, 3))));
}

/**
 * Pages with these words, best first, a phrase in quotation marks as it stands; `near` when they have only words that resemble them. Raises when the index
 * cannot be fetched.
 * @param {string} words @returns {Promise<{ results: Hit[], near: boolean }>}
 */
export async function find(words) {
  const mine = (opening ??= open());
  try {
    const { results } = await (await mine).search(plain(words));
    const near = results.length > 0 && strays(words, asPage(await results[0].data()));
    return { results: results.map(({ id, data }) => ({ id, page: async () => asPage(await data()) })), near };
  } catch (error) {
    mine.then((pagefind) => pagefind.destroy()).catch(() => {});
    opening = null;
    throw error;
  }
}

/** @param {PagefindPage} found @returns {FoundPage} */
function asPage({ url, meta, content, locations, sub_results: found }) {
  const text = content.split(/\s+/);
  return { title: meta.title, where: meta.where ?? "", address: url, matched: [meta.title, ...locations.map((place) => text[place] ?? "")], parts: found.map(asPart) };
}

/** @param {PagefindPart} found @returns {FoundPart} */
function asPart({ anchor, url, excerpt, plain_excerpt: words }) {
  const heading = anchor?.text ?? "";
  const first = words.startsWith(heading) ? heading.split(/\s+/).filter(Boolean).length : 0; // the heading stands above its text already
  return { title: anchor?.element === "h1" ? "" : heading, address: url, excerpt: pieces(excerpt.split(" ").slice(first).join(" ")) };
}

const unescaped = (/** @type {string} */ text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">");

/** @param {string} excerpt @returns {ExcerptPiece[]} */
function pieces(excerpt) {
  return excerpt
    .split(/(<mark>.*?<\/mark>)/)
    .filter(Boolean)
    .map((piece) => ({ marked: piece.startsWith("<mark>"), text: unescaped(piece.replace(/<\/?mark>/g, "")) }));
}

/** An excerpt under the heading that it stands under, if it has one, as an item of a list. @param {FoundPart} part */
export function itemOf({ title, address, excerpt }) {
  const where = title ? [element("a", { href: address, textContent: title }), " "] : [];
  const text = excerpt.map((piece) => (piece.marked ? element("mark", { textContent: piece.text }) : piece.text));
  return element("li", {}, ...where, element("span", {}, ...text));
}

/** The places in the library of the pages found, where the site has a library: fragment ids in teaching order, written at publishing. */
export async function placesOfIds() {
  const answer = await fetch(new URL("order.json", folder), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`the order of sessions cannot be fetched: ${answer.status}`);
  /** @type {string[]} */
  const ids = await answer.json();
  return new Map(ids.map((id, place) => [id, place]));
}
