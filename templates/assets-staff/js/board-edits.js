// @ts-check
// A draft of a track and what can be done to it. Pure: an edit gives a new draft, which shares with the old one all that did not change.

/** @type {Record<string, string>} */
export const DAY_NAMES = { mon: "Monday", tue: "Tuesday", wed: "Wednesday", thu: "Thursday", fri: "Friday", sat: "Saturday", sun: "Sunday" };
export const DAYS = Object.keys(DAY_NAMES);

/** @returns {Slot} */
export const open = () => ({ session: null, again: false, streams: {} });

/** @param {Slot} slot */
export const isOpen = (slot) => !slot.session && !Object.keys(slot.streams ?? {}).length;

// Reading a track

/** @param {Track} track @param {string} name */
export const shapeNamed = (track, name) => track.shapes.find((shape) => shape.name === name) ?? track.shapes[0];

/** The name of the shape that a weekday has where nothing else is said. @param {Track} track @param {string} day */
export const usualShape = (track, day) => track.days[day] ?? track.shapes[0].name;

/** @param {Shape} shape */
export const placesOf = (shape) => shape.parts.filter(({ kind }) => kind === "session").length;

/** The weekdays on which the group meets in any week. @param {Track} track */
export const daysIn = (track) => DAYS.filter((day) => track.weeks.some(({ days }) => days[day]));

/** Every place in order. @param {Track} track @returns {(Place & { slot: Slot })[]} */
export function placesIn(track) {
  return track.weeks.flatMap(({ days }, index) =>
    DAYS.flatMap((day) => (days[day]?.slots ?? []).map((slot, place) => ({ week: index + 1, day, place, slot }))));
}

/** @param {Track} track @param {Place} at @returns {Slot | undefined} */
export const slotAt = (track, { week, day, place }) => track.weeks[week - 1]?.days[day]?.slots[place];

/** The sessions that a place holds: one, one for each stream, or none. @param {Slot} slot */
export const sessionsOf = (slot) => (slot.session ? [slot.session] : Object.values(slot.streams ?? {}).map(({ session }) => session));

/** Where each session stands. @param {Track} track */
export function placed(track) {
  /** @type {Map<string, Place[]>} */
  const found = new Map();
  for (const { slot, ...at } of placesIn(track)) {
    for (const session of sessionsOf(slot)) found.set(session, [...(found.get(session) ?? []), at]);
  }
  return found;
}

/**
 * Start and end of a meeting in minutes after midnight, and its minutes without breaks, as the planner's timetable has them: an open place takes no time;
 * where streams part, all go on when the last is done, and the minutes are those of the stream that gets the fewest.
 * @param {Catalogue} catalogue @param {Track} track @param {TrackDay} day
 */
export function timesOf(catalogue, track, day) {
  const shape = shapeNamed(track, day.shape), waiting = [...day.slots], start = day.start ?? shape.start;
  const lengthOf = (/** @type {string} */ session, /** @type {number | null} */ minutes) => minutes ?? catalogue.sessions[session]?.minutes ?? 0;
  /** @type {Record<string, number>} */
  const streams = {};
  let end = start, net = 0;
  for (const { kind, minutes } of shape.parts) {
    const slot = kind === "session" ? waiting.shift() ?? open() : null;
    const length = slot ? (slot.session ? lengthOf(slot.session, minutes) : 0) : minutes ?? 0;
    const each = Object.entries(slot?.streams ?? {}).map(([name, { session }]) => /** @type {const} */ ([name, lengthOf(session, minutes)]));
    each.forEach(([name, its]) => (streams[name] = (streams[name] ?? 0) + its));
    end += Math.max(length, ...each.map(([, its]) => its));
    if (kind !== "break") net += length;
  }
  return { start, end, net: net + Math.min(...Object.values(streams), Object.keys(streams).length ? Infinity : 0) };
}

// Changing a track

/** @template Item @param {Item[]} items @param {number} index @param {Item} item */
const withItem = (items, index, item) => items.map((old, place) => (place === index ? item : old));

/** @param {Track} track @param {number} week @param {(week: TrackWeek) => TrackWeek} change */
function changeWeek(track, week, change) {
  const old = track.weeks[week - 1];
  return old ? { ...track, weeks: withItem(track.weeks, week - 1, change(old)) } : track;
}

/** @param {Track} track @param {number} week @param {string} day @param {(day: TrackDay) => TrackDay} change */
function changeDay(track, week, day, change) {
  return changeWeek(track, week, (old) => (old.days[day] ? { ...old, days: { ...old.days, [day]: change(old.days[day]) } } : old));
}

/** @param {Track} track @param {Place} at @param {Slot} slot */
function changeSlot(track, { week, day, place }, slot) {
  return changeDay(track, week, day, (old) => (old.slots[place] ? { ...old, slots: withItem(old.slots, place, slot) } : old));
}

/** Weeks that gates and standards name, once a week is put in (`by` 1) or taken out (`by` -1). @param {Track} track @param {number} at @param {number} by */
function renumbered(track, at, by) {
  const gone = by < 0 ? at : 0;
  const moved = (/** @type {number} */ week) => (week >= at + (gone ? 1 : 0) ? week + by : week);
  const gates = track.gates.filter((gate) => gate !== gone).map((gate) => (typeof gate === "number" ? moved(gate) : gate));
  /** @type {[string, number[]][]} */
  const spans = Object.entries(track.standard_weeks).map(([standard, [first, last]]) => [standard, [moved(first), last === gone ? last - 1 : moved(last)]]);
  return { ...track, gates, standard_weeks: Object.fromEntries(spans.filter(([, [first, last]]) => first <= last)) };
}

/** @param {Track} track @param {Edit} edit @returns {Track} */
function changed(track, edit) {
  switch (edit.op) {
    case "put":
      return changeSlot(track, edit, edit.slot);
    case "remove":
      return changeSlot(track, edit, open());
    case "swap": {
      const here = slotAt(track, edit), there = slotAt(track, edit.to);
      return here && there ? changeSlot(changeSlot(track, edit, there), edit.to, here) : track;
    }
    case "insert-week": {
      const at = Math.min(Math.max(edit.at, 1), track.weeks.length + 1);
      return { ...renumbered(track, at, 1), weeks: track.weeks.toSpliced(at - 1, 0, edit.week) };
    }
    case "drop-week":
      return track.weeks[edit.at - 1] ? { ...renumbered(track, edit.at, -1), weeks: track.weeks.toSpliced(edit.at - 1, 1) } : track;
    case "add-day":
      return changeWeek(track, edit.week, (old) => ({ ...old, days: { [edit.day]: { shape: edit.shape, start: null, slots: [] }, ...old.days } }));
    case "drop-day":
      return changeWeek(track, edit.week, (old) => ({ ...old, days: Object.fromEntries(Object.entries(old.days).filter(([day]) => day !== edit.day)) }));
    case "day":
      return changeDay(track, edit.week, edit.day, (old) => ({ ...old, shape: edit.shape, start: edit.start }));
    case "theme":
      return changeWeek(track, edit.week, (old) => ({ ...old, theme: edit.theme }));
    default:
      return { ...track, [edit.key]: edit.value };
  }
}

/** Each day with as many places as its shape has: new ones are open, and what no longer has a place goes. @param {Track} track */
export function fitted(track) {
  return eachDay(track, (day) => {
    const wanted = placesOf(shapeNamed(track, day.shape)), have = day.slots.length;
    if (have === wanted) return day;
    return { ...day, slots: have > wanted ? day.slots.slice(0, wanted) : [...day.slots, ...Array.from({ length: wanted - have }, open)] };
  });
}

/** A session is new where it first stands, and `again` everywhere later. @param {Track} track @returns {Track} */
export function marked(track) {
  const met = new Set();
  const first = (/** @type {string} */ session, /** @type {string} */ stream) => {
    const again = met.has(`${session} ${stream}`) || met.has(`${session} `);
    met.add(`${session} ${stream}`);
    return again;
  };
  return eachDay(track, (day) => {
    const slots = day.slots.map((slot) => {
      if (slot.session) {
        const again = first(slot.session, "");
        return again === slot.again ? slot : { ...slot, again };
      }
      const streams = Object.entries(slot.streams ?? {}).map(([name, { session }]) => /** @type {const} */ ([name, { session, again: first(session, name) }]));
      return streams.every(([name, { again }]) => slot.streams?.[name].again === again) ? slot : { ...slot, streams: Object.fromEntries(streams) };
    });
    return slots.every((slot, place) => slot === day.slots[place]) ? day : { ...day, slots };
  });
}

/** The track with `change` made to each day in order; what is not changed stays the same object. @param {Track} track @param {(day: TrackDay) => TrackDay} change */
function eachDay(track, change) {
  const weeks = track.weeks.map((week) => {
    const days = DAYS.filter((day) => week.days[day]).map((day) => /** @type {const} */ ([day, change(week.days[day])]));
    return days.every(([day, now]) => now === week.days[day]) ? week : { ...week, days: Object.fromEntries(days) };
  });
  return weeks.every((week, index) => week === track.weeks[index]) ? track : { ...track, weeks };
}

/** The draft after some edits; one that names what is not there changes nothing. @param {Draft} draft @param {Edit[]} edits @returns {Draft} */
export function edited(draft, edits) {
  return edits.reduce((now, edit) => {
    if (edit.op === "set" && edit.key === "body") return { ...now, body: String(edit.value) };
    return { ...now, track: marked(fitted(changed(now.track, edit))) };
  }, draft);
}
