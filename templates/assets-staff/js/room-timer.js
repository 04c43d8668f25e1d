// @ts-check
// What room mode knows: the part that is shown, whether the session is run short, and the seconds that each part has had. Pure; `now` is in seconds.
// Part 0 is the page before group, 1 to n are the timed parts, n + 1 is the page after group. Time runs only in timed parts.

const FORGOTTEN = 6 * 3600; // a group that began longer ago than this is another day's

/** @returns {RoomState} */
export const fresh = (isShort = false) => ({ part: 0, isShort, spent: [], since: null });

/** The minutes of each timed part; 0 for one that is left out. @param {PartLengths[]} parts @param {boolean} isShort */
export const lengths = (parts, isShort) => parts.map(({ minutes, short }) => (isShort ? short : minutes));

/** @param {RoomState} state @param {number} part @param {number} now */
export function spentOn(state, part, now) {
  const before = state.spent[part] ?? 0;
  return before + (part === state.part && state.since !== null ? Math.max(0, now - state.since) : 0);
}

/**
 * Another part is shown: the one before keeps the time that it had.
 * @param {RoomState} state @param {number} part @param {number} timed @param {number} now @returns {RoomState}
 */
export function moved(state, part, timed, now) {
  const spent = Array.from({ length: timed + 1 }, (_, index) => state.spent[index] ?? 0);
  if (state.since !== null) spent[state.part] = spentOn(state, state.part, now);
  return { ...state, part, spent, since: part >= 1 && part <= timed ? now : null };
}

/** The part to which a step leads; a step over the edge stays. @param {number} part @param {number} step @param {number[]} minutes */
export function beside(part, step, minutes) {
  const last = minutes.length + 1;
  let next = part + step;
  while (next >= 1 && next < last && minutes[next - 1] === 0) next += step;
  return Math.min(last, Math.max(0, next));
}

/** @param {RoomState} state @param {number[]} minutes @param {number} now */
export const secondsLeft = (state, minutes, now) => minutes[state.part - 1] * 60 - spentOn(state, state.part, now);

/** Seconds until the session ends, when the parts to come keep their time. @param {RoomState} state @param {number[]} minutes @param {number} now */
export function untilEnd(state, minutes, now) {
  const toCome = minutes.slice(state.part).reduce((sum, one) => sum + one, 0) * 60;
  return Math.max(0, secondsLeft(state, minutes, now)) + toCome;
}

/** @param {number} seconds */
export function leftSaid(seconds) {
  if (seconds > 60) return `${Math.ceil(seconds / 60)} min left`;
  if (seconds > 0) return "last minute";
  const over = Math.floor(-seconds / 60);
  return over ? `${over} min over` : "time is up";
}

/** @param {RoomState} state */
export function toHash({ part, isShort, spent, since }) {
  const words = [];
  if (isShort) words.push("short=1");
  if (part) words.push(`part=${part}`);
  if (spent.some((one) => one)) words.push(`spent=${spent.map(Math.round).join(".")}`);
  if (since !== null) words.push(`since=${Math.round(since)}`);
  return words.join("&");
}

/**
 * The state in an address; what makes no sense there, or is of another day, is left out.
 * @param {string} hash @param {number} timed @param {number} now @returns {RoomState}
 */
export function fromHash(hash, timed, now) {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  const isShort = words.has("short");
  const [part, since] = [Number(words.get("part")), Number(words.get("since"))];
  const spent = (words.get("spent") ?? "").split(".").map(Number);
  const fits = Number.isInteger(part) && part >= 1 && part <= timed && since <= now && now - since < FORGOTTEN;
  if (!fits || spent.length > timed + 1 || !spent.every((one) => one >= 0)) return fresh(isShort);
  return { part, isShort, spent, since };
}
