// @ts-check
// What a director does on the board, as edits and the words that say it. Pure.
import { DAYS, isOpen, open, sessionsOf, shapeNamed, slotAt, usualShape } from "./board-edits.js";
import { counted, dayName, placeWords, slotTitle, titleOf } from "./board-words.js";

/** @typedef {{ edits: Edit[], words: string }} Done */

/**
 * Drops what is held on a place: an open place takes it, a filled one changes with it; from the shelf, or as a copy, it takes the place of what stood there.
 * @param {Catalogue} catalogue @param {Track} track @param {Held} held @param {Place} to @returns {Done | null}
 */
export function dropped(catalogue, track, held, to) {
  const there = slotAt(track, to), from = held.from && slotAt(track, held.from);
  if (!there) return null;
  const title = from ? slotTitle(catalogue, track, from) : titleOf(catalogue, held.session), where = placeWords(to);
  const other = isOpen(there) ? "" : slotTitle(catalogue, track, there);
  if (held.from && from && !held.copy) {
    if (held.from.week === to.week && held.from.day === to.day && held.from.place === to.place) return null;
    return { edits: [{ op: "swap", ...held.from, to }], words: other ? `${title} and ${other} changed places: ${where}.` : `${title} moved to ${where}.` };
  }
  const slot = from ? { ...from, locked: false } : { ...open(), session: held.session };
  return { edits: [{ op: "put", ...to, slot }], words: other ? `${title} placed in ${where}, instead of ${other}.` : `${title} placed in ${where}.` };
}

/** @param {Catalogue} catalogue @param {Track} track @param {Place} at @returns {Done | null} */
export function removed(catalogue, track, at) {
  const slot = slotAt(track, at);
  return slot && !isOpen(slot) ? { edits: [{ op: "remove", ...at }], words: `${slotTitle(catalogue, track, slot)} removed from ${placeWords(at)}.` } : null;
}

/** @param {Catalogue} catalogue @param {Track} track @param {Place} at @returns {Done | null} */
export function lockChanged(catalogue, track, at) {
  const slot = slotAt(track, at);
  if (!slot || isOpen(slot)) return null;
  const words = slot.locked ? "no longer locked" : "locked: planning the rest leaves it there";
  return { edits: [{ op: "put", ...at, slot: { ...slot, locked: !slot.locked } }], words: `${slotTitle(catalogue, track, slot)} ${words}.` };
}

/** A week with the days and shapes of another and nothing in it. @param {TrackWeek} like @returns {TrackWeek} */
const empty = (like) => ({ theme: "A new week", days: Object.fromEntries(Object.entries(like.days).map(([day, { shape, start, slots }]) => [day, { shape, start, slots: slots.map(open) }])) });

/** A week is never without a theme. @param {number} week @param {string} words @returns {Done} */
export function themed(week, words) {
  const theme = words.replace(/\s+/g, " ").trim() || `Week ${week}`;
  return { edits: [{ op: "theme", week, theme }], words: `Theme of week ${week}: ${theme}.` };
}

/** @param {Track} track @param {number} week @returns {Done} */
export const weekAdded = (track, week) => ({ edits: [{ op: "insert-week", at: week + 1, week: empty(track.weeks[week - 1]) }], words: `An empty week ${week + 1} added.` });

/** @param {Track} track @param {number} week @returns {Done} */
export const weekCopied = (track, week) => ({ edits: [{ op: "insert-week", at: week + 1, week: track.weeks[week - 1] }], words: `Week ${week} copied to week ${week + 1}.` });

/** @param {Track} track @param {number} week @returns {Done} */
export function weekDropped(track, week) {
  const sessions = Object.values(track.weeks[week - 1].days).flatMap(({ slots }) => slots.flatMap(sessionsOf));
  return { edits: [{ op: "drop-week", at: week }], words: `Week ${week} dropped, with ${counted(sessions.length, "session")}.` };
}

/** @param {Track} track @param {number} week @param {number} to @returns {Done | null} */
export function weekMoved(track, week, to) {
  if (to < 1 || to > track.weeks.length) return null;
  const value = track.weeks.toSpliced(week - 1, 1).toSpliced(to - 1, 0, track.weeks[week - 1]);
  return { edits: [{ op: "set", key: "weeks", value }], words: `Week ${week} is now week ${to}.` };
}

/** A weekday for every week, or for one. @param {Track} track @param {string} day @param {number} [week] @returns {Done} */
export function dayAdded(track, day, week) {
  const weeks = track.weeks.map((_, index) => index + 1).filter((number) => (!week || number === week) && !track.weeks[number - 1].days[day]);
  const edits = weeks.map((number) => /** @type {Edit} */ ({ op: "add-day", week: number, day, shape: usualShape(track, day) }));
  return { edits, words: week ? `${dayName(day)} added to week ${week}.` : `${dayName(day)} added to ${counted(weeks.length, "week")}.` };
}

/** @param {Track} track @param {string} day @param {number} [week] @returns {Done} */
export function dayDropped(track, day, week) {
  const weeks = track.weeks.map((_, index) => index + 1).filter((number) => (!week || number === week) && track.weeks[number - 1].days[day]);
  const sessions = weeks.flatMap((number) => track.weeks[number - 1].days[day].slots.flatMap(sessionsOf));
  const where = week ? `week ${week}` : counted(weeks.length, "week");
  return { edits: weeks.map((number) => ({ op: "drop-day", week: number, day })), words: `${dayName(day)} taken out of ${where}, with ${counted(sessions.length, "session")}.` };
}

/**
 * Another shape or hour for a day of one week, or for that weekday in every week.
 * @param {Track} track @param {string} day @param {string} shape @param {number} start @param {number} [week] @returns {Done}
 */
export function dayChanged(track, day, shape, start, week) {
  const own = start === shapeNamed(track, shape).start ? null : start;
  const weeks = track.weeks.flatMap(({ days }, index) => (days[day] && (!week || week === index + 1) ? [index + 1] : []));
  const edits = weeks.map((number) => /** @type {Edit} */ ({ op: "day", week: number, day, shape, start: own }));
  if (!week) edits.unshift({ op: "set", key: "days", value: { ...track.days, [day]: shape } });
  return { edits, words: week ? `${dayName(day)} of week ${week} changed.` : `Every ${dayName(day)} changed.` };
}

/** The shapes with one changed, or with a new one. @param {Track} track @param {Shape} shape @returns {Done} */
export function shapeChanged(track, shape) {
  const known = track.shapes.some(({ name }) => name === shape.name);
  const value = known ? track.shapes.map((old) => (old.name === shape.name ? shape : old)) : [...track.shapes, shape];
  return { edits: [{ op: "set", key: "shapes", value }], words: `The shape "${shape.name}" ${known ? "changed" : "made"}.` };
}

/** Shapes that no day has can go; one must stay. @param {Track} track @param {string} name */
export const isUnused = (track, name) =>
  track.shapes.length > 1 && !Object.values(track.days).includes(name) && !track.weeks.some(({ days }) => Object.values(days).some(({ shape }) => shape === name));

/** The weekdays without a group in a week. @param {Track} track @param {number} week */
export const freeDays = (track, week) => DAYS.filter((day) => !track.weeks[week - 1].days[day]);
