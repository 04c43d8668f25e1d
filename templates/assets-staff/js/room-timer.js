// @ts-check
// What room mode knows: the part that is shown, the minutes that each part is to have, and the seconds that it has had. Pure; `now` is in seconds.
// Part 0 is the page before group, 1 to n are the timed parts, n + 1 is the page after group. Time is counted only in timed parts.

const FORGOTTEN = 6 * 3600; // a group that began longer ago than this is another day's
const SET_BACK = 60; // by how much a device's clock may be set back while group runs

/** @param {number[]} plan @returns {RoomState} */
export const fresh = (plan) => ({ part: 0, plan, before: null, spent: [], since: null, stream: 0, isNew: false, isCo: false, tells: [], exercise: null });

/** The minutes of each timed part; 0 for one that is left out. @param {PartLengths[]} parts @param {boolean} isShort */
export const lengths = (parts, isShort) => parts.map(({ minutes, short }) => (isShort ? short : minutes));

/** The plan in which some sessions are run short; "1" stands for all. @param {RoomPart[]} parts @param {string[]} sessions */
export const withShort = (parts, sessions) => parts.map(({ minutes, short, session }) => (session && (sessions.includes("1") || sessions.includes(session)) ? short : minutes));

/** @param {RoomState} state @param {number} part @param {number} now */
export function spentOn(state, part, now) {
  const before = state.spent[part] ?? 0;
  return before + (part === state.part && state.since !== null ? Math.max(0, now - state.since) : 0);
}

/**
 * Another part is shown: the one before keeps the time that it had.
 * @param {RoomState} state @param {number} part @param {number} now @returns {RoomState}
 */
export function moved(state, part, now) {
  const timed = state.plan.length;
  const spent = Array.from({ length: timed + 1 }, (_, index) => state.spent[index] ?? 0);
  if (state.since !== null && state.part <= timed) spent[state.part] = spentOn(state, state.part, now);
  return { ...state, part, spent, since: part ? now : null };
}

/** Other minutes for the parts; the ones before can be had back. @param {RoomState} state @param {number[]} plan @returns {RoomState} */
export const replanned = (state, plan) => ({ ...state, plan, before: same(plan, state.plan) ? state.before : state.plan });

/** @param {number[]} one @param {number[]} other */
export const same = (one, other) => one.join() === other.join();

/** The part to which a step leads; a step over the edge stays. @param {number} part @param {number} step @param {number[]} minutes */
export function beside(part, step, minutes) {
  const last = minutes.length + 1;
  let next = part + step;
  while (next >= 1 && next < last && minutes[next - 1] === 0) next += step;
  return Math.min(last, Math.max(0, next));
}

/** @param {RoomState} state @param {number[]} minutes @param {number} now */
export const secondsLeft = (state, minutes, now) => minutes[state.part - 1] * 60 - spentOn(state, state.part, now);

/** Seconds until the end, when the parts to come keep their time. @param {RoomState} state @param {number[]} minutes @param {number} now */
export function untilEnd(state, minutes, now) {
  const toCome = minutes.slice(state.part).reduce((sum, one) => sum + one, 0) * 60;
  return Math.max(0, secondsLeft(state, minutes, now)) + toCome;
}

/** Whole minutes that some timed parts, from 0, have had together. @param {RoomState} state @param {number[]} parts @param {number} now */
export const minutesHad = (state, parts, now) => Math.round(parts.reduce((sum, part) => sum + spentOn(state, part + 1, now), 0) / 60);

/** Minutes from one time of day to another, over midnight too; what lies more than half a day ahead has passed. @param {number} from @param {number} to */
export function minutesTo(from, to) {
  const ahead = (to - from + 1440) % 1440;
  return ahead > 720 ? ahead - 1440 : ahead;
}

/** @param {number} seconds */
export function leftSaid(seconds) {
  if (seconds > 60) return `${Math.ceil(seconds / 60)} min left`;
  if (seconds > 0) return "last minute";
  const over = Math.floor(-seconds / 60);
  return over ? `${over} min over` : "time is up";
}

/** Seconds as a timer of an exercise shows them: "2:05". @param {number} seconds */
export const counted = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** @param {RoomState} state @param {number[]} planned */
export function toHash({ part, plan, before, spent, since, stream, isNew, isCo, tells, exercise }, planned) {
  const words = [];
  if (!same(plan, planned)) words.push(`plan=${plan.join(".")}`);
  if (before) words.push(`before=${before.join(".")}`);
  if (part) words.push(`part=${part}`);
  if (spent.some((one) => one)) words.push(`spent=${spent.map(Math.round).join(".")}`);
  if (since !== null) words.push(`since=${Math.round(since)}`);
  if (stream) words.push(`group=${stream}`);
  if (isNew) words.push("new=1");
  if (isCo) words.push("co=1");
  if (tells.length) words.push(`tell=${tells.join(".")}`);
  if (exercise) words.push(`exercise=${exercise.minutes}.${Math.round(exercise.ends)}`);
  return words.join("&");
}

/**
 * The state in an address; what makes no sense there, or is of another day, is left out.
 * @param {string} hash @param {RoomPart[]} parts @param {number} now @returns {RoomState}
 */
export function fromHash(hash, parts, now) {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  const numbers = (/** @type {string} */ name) => (words.get(name) ?? "").split(".").map((one) => (one === "" ? NaN : Number(one)));
  const minutesFrom = (/** @type {string} */ name) => {
    const found = numbers(name);
    return found.length === parts.length && found.every((one) => Number.isInteger(one) && one >= 0 && one < 1000) ? found : null;
  };
  const [part, since, stream] = [Number(words.get("part")), Number(words.get("since")), Number(words.get("group"))];
  const spent = words.has("spent") ? numbers("spent") : [];
  const state = {
    ...fresh(minutesFrom("plan") ?? withShort(parts, words.getAll("short"))),
    before: minutesFrom("before"),
    stream: Number.isInteger(stream) && stream > 0 ? stream : 0,
    isNew: words.has("new"),
    isCo: words.has("co"),
    tells: (words.get("tell") ?? "").split(".").filter((one) => ["sound", "vibrate"].includes(one)),
  };
  const fits = Number.isInteger(part) && part >= 1 && part <= parts.length + 1 && since - now < SET_BACK && now - since < FORGOTTEN;
  if (!fits || spent.length > parts.length + 1 || !spent.every((one) => one >= 0)) return state;
  const [minutes, ends] = numbers("exercise");
  const exercise = minutes > 0 && minutes <= 120 && ends - now <= minutes * 60 + SET_BACK && now - ends < FORGOTTEN ? { minutes, ends } : null;
  return { ...state, part, spent, since: Math.min(since, now), exercise };
}
