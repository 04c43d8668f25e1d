// @ts-check
// The arithmetic of the library's facets, without a page: sets of sessions as bits, 32 to a word. Any value within a facet, all facets together.

const GAP = 80; // as builder/views/library.py packs them

const empty = (/** @type {number} */ sessions) => new Uint32Array(Math.ceil(sessions / 32));

/** @param {Iterable<number>} places @param {number} sessions */
export function setOf(places, sessions) {
  const set = empty(sessions);
  for (const place of places) set[place >>> 5] |= 1 << (place & 31);
  return set;
}

/** @param {Uint32Array} set */
export function placesOf(set) {
  /** @type {number[]} */
  const places = [];
  set.forEach((word, index) => {
    for (let rest = word; rest; rest &= rest - 1) places.push(index * 32 + 31 - Math.clz32(rest & -rest));
  });
  return places;
}

/** @param {string} text */
export function unpack(text) {
  const places = [];
  let last = -1, far = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 33) {
      far += GAP;
      continue;
    }
    last += 1 + far + code - (code > 92 ? 36 : 35);
    far = 0;
    places.push(last);
  }
  return places;
}

/** @param {PackedSets} packed @returns {Facets} */
export function open({ sessions, sets }) {
  const values = (/** @type {Record<string, string>} */ facet) => new Map(Object.entries(facet).map(([value, text]) => [value, setOf(unpack(text), sessions)]));
  return { sessions, facets: new Map(Object.entries(sets).map(([facet, of]) => [facet, values(of)])) };
}

/** @param {Map<string, Uint32Array>} values @param {string[]} chosen @param {number} sessions */
function anyOf(values, chosen, sessions) {
  const set = empty(sessions);
  for (const value of chosen) values.get(value)?.forEach((word, index) => (set[index] |= word));
  return set;
}

/** @param {Uint32Array} set @param {Uint32Array} other */
function narrow(set, other) {
  for (let index = 0; index < set.length; index++) set[index] &= other[index];
}

/** @param {Uint32Array} set */
function size(set, other = set) {
  let count = 0;
  for (let index = 0; index < set.length; index++) {
    let word = set[index] & other[index];
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

/**
 * What fits `chosen` and `found`, a set from the search, leaving one facet out of account.
 * @param {Facets} index @param {Chosen} chosen @param {Uint32Array | null} found @param {string} [leaving]
 */
function fits(index, chosen, found, leaving) {
  const set = empty(index.sessions).fill(0xffffffff);
  if (index.sessions & 31) set[set.length - 1] = (1 << (index.sessions & 31)) - 1;
  if (found) narrow(set, found);
  for (const [facet, values] of index.facets) {
    const of = facet === leaving ? [] : chosen[facet] ?? [];
    if (of.length) narrow(set, anyOf(values, of, index.sessions));
  }
  return set;
}

/**
 * The sessions that fit, by place, and for every value how many it would show: those that fit the other facets.
 * @param {Facets} index @param {Chosen} chosen @param {Uint32Array | null} [found]
 */
export function narrowed(index, chosen, found = null) {
  /** @type {Record<string, Record<string, number>>} */
  const counts = {};
  for (const [facet, values] of index.facets) {
    const others = fits(index, chosen, found, facet);
    counts[facet] = Object.fromEntries([...values].map(([value, set]) => [value, size(others, set)]));
  }
  return { places: placesOf(fits(index, chosen, found)), counts };
}

// The state in an address: `?load=light&load=moderate&words=slow+replay`

/** @param {string} query @param {string[]} facets @returns {LibraryState} */
export function fromAddress(query, facets) {
  const given = new URLSearchParams(query);
  return { chosen: Object.fromEntries(facets.map((facet) => [facet, given.getAll(facet)])), words: given.get("words") ?? "" };
}

/** @param {LibraryState} state */
export function toAddress({ chosen, words }) {
  const query = new URLSearchParams(Object.entries(chosen).flatMap(([facet, values]) => values.map((value) => [facet, value])));
  if (words) query.set("words", words);
  return query.size ? `?${query}` : "";
}
