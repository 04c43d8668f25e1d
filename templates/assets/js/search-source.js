// @ts-check
// Where the index of a site is fetched from: nothing of it before the first words are looked for, everything from this site, and nothing is kept.
// A site that opens from a folder has the same in a script (templates/offline/search-source.js).

const folder = new URL("../../search-index/", import.meta.url);
/** @type {Map<string, Promise<any>>} */
const fetched = new Map();

/** A file of the index, once. It is packed, if the server has not unpacked it. @param {string} name @param {RequestInit} [how] */
function file(name, how) {
  const known = fetched.get(name) ?? unpacked(new URL(`${name}.json.gz`, folder), how).catch((error) => (fetched.delete(name), Promise.reject(error)));
  fetched.set(name, known);
  return known;
}

/** @param {URL} address @param {RequestInit} [how] */
async function unpacked(address, how) {
  const answer = await fetch(address, how);
  if (!answer.ok) throw new Error(`${address.pathname}: ${answer.status}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = isPacked ? new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")) : new Blob([bytes]);
  return new Response(plain).json();
}

/** @returns {Promise<SearchHead>} */
export const headOf = () => file("head", { cache: "no-cache" });

/** A part of the words, or the text of a page, by the name that the head gives it. @param {string} name */
export const partOf = (name) => file(name);

/** @param {string} path */
export const addressOf = (path) => new URL(`../${path ? `${path}/` : ""}`, folder).href;
