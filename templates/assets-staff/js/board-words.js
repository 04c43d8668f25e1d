// @ts-check
// How the board says places, sessions and times. Pure.
import { DAY_NAMES, sessionsOf } from "./board-edits.js";
import { asTime } from "./runsheet-times.js";

const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

/** @param {string} day */
export const dayName = (day) => DAY_NAMES[day] ?? day;

/** "week 2, Tuesday, first place". @param {Place} place */
export const placeWords = ({ week, day, place }) => `week ${week}, ${dayName(day)}, ${ORDINALS[place] ?? `${place + 1}th`} place`;

/** @param {number} count @param {string} one @param {string} [many] */
export const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** @param {string[]} words */
export const joined = (words) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`);

/** The title of a session; one of another library has its id. @param {Catalogue} catalogue @param {string} id */
export const titleOf = (catalogue, id) => catalogue.sessions[id]?.title ?? id;

/** What the check says, with the titles of sessions in place of their ids. @param {Catalogue} catalogue @param {string} words */
export const told = (catalogue, words) => words.replace(/'([a-z0-9-]+\/[a-z0-9-]+)'/g, (quoted, id) => (catalogue.sessions[id] ? `“${catalogue.sessions[id].title}”` : quoted));

/** @param {Catalogue} catalogue @param {Track} track @param {Slot} slot */
export function slotTitle(catalogue, track, slot) {
  if (slot.session) return titleOf(catalogue, slot.session);
  const streams = Object.entries(slot.streams ?? {});
  if (!streams.length) return "Open";
  const nameOf = (/** @type {string} */ stream) => track.streams.find(({ name }) => name === stream)?.title ?? stream;
  return streams.map(([stream, { session }]) => `${nameOf(stream)}: ${titleOf(catalogue, session)}`).join("; ");
}

/** What a meeting is made of besides breaks: "Check-in, Sessions, Family time". @param {Board} board @param {ShapePart[]} parts */
export function partWords({ kinds, draft }, parts) {
  const nameOf = (/** @type {string} */ kind) => draft.track.names[kind] ?? kinds.find(({ value }) => value === kind)?.title ?? kind;
  return [...new Set(parts.filter(({ kind }) => kind !== "break").map(({ kind }) => nameOf(kind)))].join(", ");
}

/** "5:30–8:35 pm", as short as it can be. @param {number} start @param {number} end @param {string} clock */
export function spanWords(start, end, clock) {
  const [from, to] = [asTime(start, clock), asTime(end, clock)];
  const half = from.slice(-3);
  return `${half === to.slice(-3) && / [ap]m$/.test(half) ? from.slice(0, -3) : from}–${to}`;
}

/** "5:30", for where the half of the day is seen from what stands around it. @param {number} minutes @param {string} clock */
export const bareTime = (minutes, clock) => asTime(minutes, clock).replace(/ [ap]m$/, "");

/** Two letters for each module, no two alike. @param {Catalogue} catalogue */
export function moduleMarks(catalogue) {
  /** @type {Map<string, string>} */
  const marks = new Map();
  for (const id of catalogue.module_order) {
    const title = catalogue.modules[id].title, initials = title.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2).map((word) => word[0]).join("");
    const pairs = [...title.slice(1).toLowerCase()].filter((letter) => /\p{L}/u.test(letter)).map((letter) => title[0] + letter);
    const taken = new Set(marks.values());
    const mark = [initials.length > 1 ? initials.slice(0, 2).toUpperCase() : "", ...pairs].find((one) => one && !taken.has(one));
    marks.set(id, mark ?? String(marks.size + 1));
  }
  return marks;
}

/** @param {Catalogue} catalogue @param {Slot} slot the module of what stands there, or "" */
export const moduleOf = (catalogue, slot) => catalogue.sessions[sessionsOf(slot)[0] ?? ""]?.module ?? "";
