// @ts-check
// Names of places, days and weeks in the page, and what is to mend by them. Pure.

/** The name of a place in the page: `3/tue/0`; of a day `3/tue/`, of a week `3//`. @param {number} week @param {string} [day] @param {number | string} [place] */
export const keyOf = (week, day = "", place = "") => `${week}/${day}/${place}`;

/** @param {string} key @returns {Place | null} */
export function placeOfKey(key) {
  const [week, day, place] = key.split("/");
  return day && place !== "" ? { week: Number(week), day, place: Number(place) } : null;
}

/** @param {string} key @returns {{ week: number, day: string }} */
export const partsOfKey = (key) => ({ week: Number(key.split("/")[0]), day: key.split("/")[1] });

/**
 * What is to mend, by the place, day or week that it concerns.
 * @param {BoardLook | null} look
 */
export function findingsByKey(look) {
  /** @type {Map<string, BoardFinding[]>} */
  const found = new Map();
  for (const finding of look?.findings ?? []) {
    if (!finding.at) continue;
    const key = keyOf(finding.at.week, finding.at.day ?? "", finding.at.place ?? "");
    found.set(key, [...(found.get(key) ?? []), finding]);
  }
  return found;
}
