// @ts-check
// The days of a track from the day on which someone began. Days are whole numbers from 1 January 1970, so that no clock change moves one;
// the staff site's planner does the same sum, and a test holds the two against each other.
/* exported gwPlan */
const gwPlan = (() => {
  const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

  /** `2027-01-04` to its number; null where there is no such day. @param {string | null} text */
  function read(text) {
    const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? "");
    if (!found) return null;
    const [year, month, day] = found.slice(1).map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || year < 2000 || year > 2090) return null;
    return date.getTime() / 86400000;
  }

  const write = (/** @type {number} */ number) => new Date(number * 86400000).toISOString().slice(0, 10);
  const weekday = (/** @type {number} */ number) => DAYS[(number + 3) % 7];

  /** The number of the day on a wall calendar where the device is. @param {Date} now */
  const today = (now) => Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 86400000;

  /**
   * The day number of each meeting for someone who began on day number `start`, a meeting day of `week`. Where people join at any time (`rolling`) the
   * track comes round again after its last week; else what lies before the start is null.
   * @param {PlannedMeeting[]} meetings @param {number} start @param {number} week @param {boolean} rolling
   */
  function dates(meetings, start, week, rolling) {
    const monday = start - DAYS.indexOf(weekday(start)) - (week - 1) * 7;
    const weeks = Math.max(...meetings.map((meeting) => meeting.week));
    return meetings.map((meeting) => {
      const day = monday + (meeting.week - 1) * 7 + DAYS.indexOf(meeting.day);
      if (day >= start) return day;
      return rolling ? day + weeks * 7 : null;
    });
  }

  /**
   * The right days next to a wrong one, the nearer first; empty when `start` is a day on which that week meets.
   * @param {PlannedMeeting[]} meetings @param {number} start @param {number} week
   */
  function nearest(meetings, start, week) {
    const days = meetings.filter((meeting) => meeting.week === week).map(({ day }) => day);
    if (days.includes(weekday(start))) return [];
    const before = [1, 2, 3, 4, 5, 6].map((back) => start - back).find((day) => days.includes(weekday(day)));
    const after = [1, 2, 3, 4, 5, 6].map((on) => start + on).find((day) => days.includes(weekday(day)));
    if (before === undefined || after === undefined) return [];
    return start - before < after - start ? [before, after] : [after, before];
  }

  /**
   * The place of the next meeting: the earliest that is not over on day `todays` at `minutes` after midnight; -1 when all are past.
   * @param {(number | null)[]} days @param {number[]} ends @param {number} todays @param {number} minutes
   */
  function next(days, ends, todays, minutes) {
    const coming = days.map((day, index) => (day === null || day < todays || (day === todays && ends[index] <= minutes) ? Infinity : day));
    const first = Math.min(...coming);
    return first === Infinity ? -1 : coming.indexOf(first);
  }

  return { read, write, weekday, today, dates, nearest, next };
})();
