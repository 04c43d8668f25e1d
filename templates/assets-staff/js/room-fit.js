// @ts-check
// The parts of group fitted to the time that is left. The arithmetic is the planner's, builder/planner/shorten.py: it says at the build who gives up how much
// and in which order (`savings`), and this only takes it from the part in hand on. Pure; parts count from 0, times are whole minutes.

const HALVED = ["process", "education", "practice", "support"];

/**
 * The parts from number `at` on, which has had `used` minutes, in `have` minutes; `over` is what is too long even so, negative where time is left.
 * @param {number[]} planned @param {Saving[]} savings @param {number} at @param {number} used @param {number} have @returns {Fitted}
 */
export function fit(planned, savings, at, used, have) {
  const lengths = [...planned];
  let over = toGo(lengths, at, used) - have;
  /** @type {[number, number][]} */
  const taken = [];
  for (const [part, most, whole] of savings) {
    if (over <= 0) break;
    const saves = Math.min(most, part === at ? Math.max(0, lengths[at] - used) : lengths[part]);
    if (part < at || !saves) continue;
    const gives = whole ? saves : Math.min(saves, over);
    lengths[part] -= gives;
    over -= gives;
    if (!whole) taken.push([part, gives]);
  }
  for (const [part, gives] of taken.reverse()) {
    const back = Math.min(gives, Math.max(0, -over)); // what went whole may have given too much: those that shrank last get it back
    lengths[part] += back;
    over += back;
  }
  return { lengths, over };
}

/** The savings of one group of several, whose parts have these numbers. @param {Saving[]} savings @param {number[]} numbers @returns {Saving[]} */
export const ours = (savings, numbers) => savings.filter(([part]) => numbers.includes(part)).map(([part, most, whole]) => [numbers.indexOf(part), most, whole]);

/** The minutes from part `at` on, of which it has had `used`. @param {number[]} lengths @param {number} at @param {number} used */
export function toGo(lengths, at, used) {
  if (at >= lengths.length) return 0;
  return lengths.slice(at + 1).reduce((sum, one) => sum + one, Math.max(0, lengths[at] - used));
}

/**
 * What one would leave out against `over` minutes too many: the shortest that makes up for them, or else the longest, and again.
 * @param {Pick<RoomPart, "line" | "kind">[]} parts @param {number[]} lengths @param {number} at @param {number} over @returns {number[][]}
 */
export function leaveOut(parts, lengths, at, over) {
  const groups = toCome(parts, lengths, at);
  /** @type {number[][]} */
  const chosen = [];
  for (let rest = over; rest > 0 && groups.length;) {
    const short = groups.findIndex(({ minutes }) => minutes >= rest);
    const [taken] = groups.splice(short < 0 ? groups.length - 1 : short, 1);
    chosen.push(taken.group);
    rest -= taken.minutes;
  }
  return chosen;
}

/** Whole sessions and parts that keep half, or else the parts of the session in hand but its last; the shortest first. @param {Pick<RoomPart, "line" | "kind">[]} parts @param {number[]} lengths @param {number} at */
function toCome(parts, lengths, at) {
  /** @type {Map<number, number[]>} */
  const lines = new Map();
  parts.forEach(({ line, kind }, part) => {
    if (part >= at && (kind === "session" || HALVED.includes(kind))) lines.set(line, [...(lines.get(line) ?? []), part]);
  });
  const here = lines.get(parts[at]?.line) ?? [];
  lines.delete(parts[at]?.line);
  const whole = withMinutes([...lines.values()], lengths);
  return whole.length ? whole : withMinutes(here.slice(0, -1).filter((part) => part > at).map((part) => [part]), lengths);
}

/** @param {number[][]} groups @param {number[]} lengths */
const withMinutes = (groups, lengths) => groups
  .map((group) => ({ group, minutes: group.reduce((sum, part) => sum + lengths[part], 0) }))
  .filter(({ minutes }) => minutes)
  .sort((a, b) => a.minutes - b.minutes || a.group[0] - b.group[0]);
