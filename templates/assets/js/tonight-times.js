// @ts-check
// When meetings are, for both homes: which is now, soon, later or over, what comes next and what came before. Pure: an instant is in milliseconds and passed
// in, a day is a whole number from 1 January 1970, minutes are after midnight where the groups meet, whatever zone the device is in.

const MINUTE = 60_000, DAY = 1440 * MINUTE;
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const SOON = 120; // minutes
/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** `2027-01-13` as a day. @param {string} text */
export const dayOf = (text) => Date.parse(`${text}T00:00:00Z`) / DAY;
/** @param {number} day */
export const textOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);
/** @param {number} day */
export const weekday = (day) => DAYS[(((day + 3) % 7) + 7) % 7];
/** @param {number} day */
export const mondayOf = (day) => day - DAYS.indexOf(weekday(day));
/** `Wednesday, January 13`. @param {number} day @param {"long" | "short"} [length] */
export const told = (day, length = "long") => new Date(day * DAY).toLocaleDateString("en-US", { timeZone: "UTC", weekday: length, month: length, day: "numeric" });

/** @param {string} zone */
function format(zone) {
  let found = formats.get(zone);
  if (!found) {
    const asked = /** @type {const} */ ({ hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" });
    try {
      found = new Intl.DateTimeFormat("en-US", { ...asked, timeZone: zone });
    } catch {
      found = new Intl.DateTimeFormat("en-US", asked); // a device that does not know the zone: its own is the best guess
    }
    formats.set(zone, found);
  }
  return found;
}

/** What a calendar and a clock on the wall say in a zone. @param {string} zone @param {number} now */
export function wall(zone, now) {
  const parts = Object.fromEntries(format(zone).formatToParts(now).map(({ type, value }) => [type, Number(value)]));
  return { day: Date.UTC(parts.year, parts.month - 1, parts.day) / DAY, minutes: parts.hour * 60 + parts.minute };
}

/** @param {string} zone @param {number} now */
const offset = (zone, now) => {
  const { day, minutes } = wall(zone, now);
  return day * DAY + minutes * MINUTE - Math.floor(now / MINUTE) * MINUTE;
};

/** The instant at which a wall clock in a zone shows `minutes` of a day; minutes past midnight run on into the next one. @param {string} zone @param {number} day @param {number} minutes */
export function instant(zone, day, minutes) {
  const asked = day * DAY + minutes * MINUTE;
  return asked - offset(zone, asked - offset(zone, asked));
}

/**
 * What a meeting is at an instant. `minutes` are those until it begins, those that it has run, or those since it ended.
 * @param {OnDay} meeting @param {string} zone @param {number} now @returns {MeetingState}
 */
export function stateOf({ on, start, end }, zone, now) {
  const [begins, ends] = [instant(zone, on, start), instant(zone, on, end)];
  if (now >= ends) return { kind: "ended", minutes: Math.floor((now - ends) / MINUTE) };
  if (now >= begins) return { kind: "now", minutes: Math.floor((now - begins) / MINUTE) };
  const minutes = Math.ceil((begins - now) / MINUTE);
  return { kind: minutes <= SOON ? "soon" : "later", minutes };
}

/** The names of the parts that run so many minutes after a meeting began; several where groups meet at one time. @param {MeetingPart[]} parts @param {number} minutes */
export function partsAt(parts, minutes) {
  const at = parts[0] ? parts[0][0] + minutes : 0;
  return parts.filter(([from, to]) => from <= at && at < to).map(([, , name]) => name);
}

const RANK = { now: 0, soon: 1, later: 2, ended: 3 };

/**
 * What home shows of meetings: those of today, the nearest first; for each group the next one after today and the last one before, which families had not to themselves; and those of next week.
 * One that runs on past midnight is today's until it ends.
 * @template {OnDay} T
 * @param {T[]} meetings @param {string} zone @param {number} now @returns {Shown<T>}
 */
export function shown(meetings, zone, now) {
  const today = wall(zone, now).day;
  const inOrder = [...meetings].sort((a, b) => a.on - b.on || a.start - b.start);
  /** @type {{ meeting: T, state: MeetingState }[]} */
  const cards = [];
  /** @type {Map<string, T>} */
  const next = new Map(), before = new Map();
  for (const meeting of inOrder) {
    const isToday = meeting.on === today;
    if (isToday || (meeting.on < today && meeting.end > 1440)) {
      const state = stateOf(meeting, zone, now);
      if (isToday || state.kind === "now") {
        cards.push({ meeting, state });
        continue;
      }
    }
    if (meeting.on >= today) {
      if (!next.has(meeting.group)) next.set(meeting.group, meeting);
    } else if (!meeting.families) before.set(meeting.group, meeting);
  }
  cards.sort((a, b) => RANK[a.state.kind] - RANK[b.state.kind] || (a.state.kind === "ended" ? b.meeting.end - a.meeting.end : 0));
  const monday = mondayOf(today) + 7;
  return {
    today,
    cards,
    next: [...next.values()],
    before: [...before.values()].reverse(),
    nextWeek: inOrder.filter(({ on }) => on >= monday && on < monday + 7),
  };
}

/** "25 minutes", "1 hour", "3 hours 20 minutes". @param {number} minutes */
export function lengthSaid(minutes) {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const said = (/** @type {number} */ count, /** @type {string} */ word) => (count ? [`${count} ${word}${count === 1 ? "" : "s"}`] : []);
  return [...said(hours, "hour"), ...said(rest, "minute")].join(" ") || "less than a minute";
}

/** "today", "tomorrow", "in 3 days". @param {number} days */
export const daysSaid = (days) => (days <= 0 ? "today" : days === 1 ? "tomorrow" : `in ${days} days`);

/**
 * The days of a track whose first week begins in the week of day `start`, from day `since` to day `until`; where people join at any time its weeks come round again.
 * @param {DayOfTrack[]} days @param {number} weeks @param {boolean} rolling @param {number} start @param {number} since @param {number} until
 */
export function trackDays(days, weeks, rolling, start, since, until) {
  const first = mondayOf(start);
  const rounds = rolling ? Math.max(0, Math.floor((until - first) / (7 * weeks))) : 0;
  const from = rolling ? Math.max(0, Math.floor((since - first) / (7 * weeks))) : 0;
  /** @type {{ on: number, sheet: string }[]} */
  const found = [];
  for (let round = from; round <= rounds; round += 1) {
    for (const { sheet, week, day } of days) {
      const on = first + (round * weeks + week - 1) * 7 + DAYS.indexOf(day);
      if (on >= since && on <= until) found.push({ on, sheet });
    }
  }
  return found;
}

/** How a device whose clock is in another zone is told so; empty where both clocks agree now. @param {string} zone @param {string} own @param {number} now */
export function zoneSaid(zone, own, now) {
  const ahead = Math.round((offset(own, now) - offset(zone, now)) / MINUTE);
  return ahead ? `Times are those of the place where groups meet (${zone}). The clock of this device is ${lengthSaid(Math.abs(ahead))} ${ahead > 0 ? "ahead" : "behind"}.` : "";
}
