// The one place that knows Pagefind. Nothing of it is fetched before the first words are looked for; everything comes from this site, and nothing is kept.

const folder = new URL("../../pagefind/", import.meta.url);
let opening = null;

async function open() {
  const pagefind = await import(new URL("pagefind.js", folder));
  await pagefind.options({ noWorker: true, excerptLength: 28 });
  const parts = await (await fetch(new URL("parts.json", folder), { cache: "no-cache" })).json(); // a large site has its index in several
  for (let part = 2; part <= parts; part += 1) await pagefind.mergeIndex(new URL(`${part}/`, folder).href);
  return pagefind;
}

// Typographic quotation marks of a phone's keyboard count as plain ones
const plain = (words) => words.trim().replace(/[“”„«»]/g, '"');
const letters = (words) => words.normalize("NFD").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

// Where Pagefind knows no such word it falls back to shorter ones ("zebra" to "z"): true when some word has none in a page found that begins alike
function strays(words, page) {
  const met = page.matched.flatMap(letters);
  return letters(words).some((word) => !met.some((other) => other.startsWith(word.slice(0, 3))));
}

// { results: [{ id, page() }], near }: pages with these words, best first, a phrase in quotation marks as it stands; `near` when they have only words that
// resemble them. Raises when the index cannot be fetched.
export async function find(words) {
  opening ??= open();
  try {
    const { results } = await (await opening).search(plain(words));
    const near = results.length > 0 && strays(words, asPage(await results[0].data()));
    return { results: results.map(({ id, data }) => ({ id, page: async () => asPage(await data()) })), near };
  } catch (error) {
    opening.then((pagefind) => pagefind.destroy()).catch(() => {});
    opening = null;
    throw error;
  }
}

// { title, where, address, matched, parts: [{ title, address, excerpt }] }, an excerpt being [{ text, marked }]
function asPage({ url, meta, content, locations, sub_results: found }) {
  const text = content.split(/\s+/);
  return { title: meta.title, where: meta.where ?? "", address: url, matched: [meta.title, ...locations.map((place) => text[place] ?? "")], parts: found.map(asPart) };
}

function asPart({ anchor, url, excerpt, plain_excerpt: words }) {
  const heading = anchor?.text ?? "";
  const first = words.startsWith(heading) ? heading.split(/\s+/).filter(Boolean).length : 0; // the heading stands above its text already
  return { title: anchor?.element === "h1" ? "" : heading, address: url, excerpt: pieces(excerpt.split(" ").slice(first).join(" ")) };
}

const unescaped = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">");

function pieces(excerpt) {
  return excerpt
    .split(/(<mark>.*?<\/mark>)/)
    .filter(Boolean)
    .map((piece) => ({ marked: piece.startsWith("<mark>"), text: unescaped(piece.replace(/<\/?mark>/g, "")) }));
}

// The places in the library of the pages found, where the site has a library: fragment ids in teaching order, written at publishing
export async function placesOfIds() {
  const answer = await fetch(new URL("order.json", folder), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`the order of sessions cannot be fetched: ${answer.status}`);
  return new Map((await answer.json()).map((id, place) => [id, place]));
}
