// @ts-check
// Pages by how well they fit what is meant.

/** @typedef {{ counts: number, places: number[] }} Stand how much a word counts on a page, and where it stands there */

/** A row of the index, as builder/site/search_index.py writes it, by page. @param {number[]} row */
function standsOf(row) {
  /** @type {Map<number, Stand>} */
  const stands = new Map();
  let page = 0;
  for (let at = 0; at < row.length; ) {
    page += row[at];
    const end = at + 3 + row[at + 2];
    let place = 0;
    stands.set(page, { counts: row[at + 1], places: row.slice(at + 3, end).map((more) => (place += more)) });
    at = end;
  }
  return stands;
}

/** A word in all of its forms, by page. @param {Form[]} forms @param {Map<number, number[]>} rows @param {number} pages */
function standing(forms, rows, pages) {
  /** @type {Map<number, Stand>} */
  const found = new Map();
  for (const form of forms) {
    const stands = standsOf(rows.get(form.number) ?? []);
    const rare = Math.log(1 + pages / (stands.size || 1)) * form.counts;
    for (const [page, { counts, places }] of stands) {
      const before = found.get(page);
      found.set(page, { counts: Math.max(before?.counts ?? 0, counts * rare), places: before ? [...before.places, ...places] : places });
    }
  }
  return found;
}

/** How well each page fits one way to say something: all of its words have to stand there, side by side where they are a phrase. @param {Way} way @param {Map<number, number[]>} rows @param {number} pages */
function fitting(way, rows, pages) {
  const [first, ...rest] = way.words.map((forms) => standing(forms, rows, pages));
  /** @type {Map<number, number>} */
  const points = new Map();
  for (const [page, stand] of first ?? []) {
    const others = rest.map((stands) => stands.get(page));
    if (!others.every((other) => other !== undefined)) continue;
    if (way.together && !stand.places.some((place) => others.every((other, index) => other.places.includes(place + index + 1)))) continue;
    const sum = others.reduce((all, other) => all + other.counts, stand.counts);
    points.set(page, (sum / way.words.length) * way.counts);
  }
  return points;
}

/**
 * Pages, best first: those that come first whatever else, then those with all that is meant; where these are few, those with some of it.
 * @param {Meant} meant @param {Map<number, number[]>} rows rows of the index by word @param {number} pages how many pages the site has
 * @returns {{ pages: number[], whole: number }} and how many of them have all
 */
export function ranked(meant, rows, pages) {
  /** @type {Map<number, { points: number, groups: number }>} */
  const found = new Map();
  for (const group of meant.groups) {
    /** @type {Map<number, number>} */
    const best = new Map();
    for (const way of group) for (const [page, points] of fitting(way, rows, pages)) best.set(page, Math.max(best.get(page) ?? 0, points));
    for (const [page, points] of best) {
      const before = found.get(page) ?? { points: 0, groups: 0 };
      found.set(page, { points: before.points + points, groups: before.groups + 1 });
    }
  }
  const order = [...found].sort(([, one], [, other]) => other.groups - one.groups || other.points - one.points);
  const whole = order.filter(([, { groups }]) => groups === meant.groups.length).map(([page]) => page);
  const some = whole.length >= FEW || meant.groups.some((group) => group[0].together) ? [] : order.slice(whole.length).map(([page]) => page);
  const first = [...new Set(meant.pages)];
  const rest = (/** @type {number[]} */ list) => list.filter((page) => !first.includes(page));
  return { pages: [...first, ...rest(whole), ...rest(some)], whole: first.length + rest(whole).length };
}

const FEW = 3;
