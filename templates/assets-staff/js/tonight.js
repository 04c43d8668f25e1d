// @ts-check
// The staff's home: which group is on tonight, what comes next and what came before, by the clock where groups meet. A track without dates is picked by its
// week: that stands in the address behind its '#', and on this device only when someone ticks the box.
import { element, finder, one } from "./page.js";
import { eveningCard, offCard, showRest, whenSaid } from "./tonight-cards.js";
import { pickForm } from "./tonight-pick.js";
import { dayOf, mondayOf, shown, stateOf, told, trackDays, wall, zoneSaid } from "./tonight-times.js";

const EVENING = 16 * 60;
const named = finder("tonight-");
const page = one(document, "#tonight");
const clock = () => Date.now();
/** @type {TonightData} */
const data = await (await fetch(String(page.dataset.tonight))).json();
const evenings = data.meetings.map((meeting) => onDay(dayOf(meeting.on), meeting.sheet, data.groups[meeting.group], meeting));
const pick = page.querySelector("#tonight-pick") ? pickForm(data, () => mondayOf(wall(data.zone, clock()).day), show) : null;
let drawn = "";

/** @param {number} on @param {string} path @param {HomeGroup} group @param {Partial<HomeMeeting>} [own] @returns {Evening} */
function onDay(on, path, group, own = {}) {
  const sheet = data.sheets[path];
  return {
    on,
    path,
    sheet,
    sessions: sheet.sessions.map(([id, whose]) => ({ ...data.sessions[id], path: id, title: [whose, data.sessions[id].title].filter(Boolean).join(": "), had: own.had?.[id] ? dayOf(own.had[id]) : null })),
    title: group.title,
    groupPath: group.path,
    weeks: data.tracks[group.track].weeks,
    group: own.group ?? group.path,
    start: own.start ?? sheet.start,
    end: own.end ?? sheet.end,
    begins: own.begins ?? sheet.begins,
    ends: own.ends ?? sheet.ends,
    where: own.where ?? group.where,
    leaders: own.leaders ?? group.leaders,
    remark: own.remark ?? "",
    families: sheet.families,
  };
}

/** The meetings of the track that was picked, around a day. @param {Picked} picked @param {number} today */
function pickedEvenings({ track, start }, today) {
  const { title, weeks, rolling, sheets } = data.tracks[track];
  const group = { title, path: `tracks/${track}`, track, where: "", leaders: "" };
  const days = sheets.map((sheet) => ({ sheet, week: data.sheets[sheet].week, day: data.sheets[sheet].day }));
  return trackDays(days, weeks, rolling, start, today - 21, today + 21).map(({ on, sheet }) => onDay(on, sheet, group));
}

function show() {
  const now = clock();
  const today = wall(data.zone, now).day;
  const picked = pick?.picked() ?? null;
  const found = shown([...evenings, ...(picked ? pickedEvenings(picked, today) : [])], data.zone, now);
  const chosen = picked ? pickedEvenings(picked, today).find(({ path, on }) => path === pick?.sheet() && mondayOf(on) === mondayOf(today)) : undefined;
  if (chosen && !found.cards.some(({ meeting }) => meeting.path === chosen.path)) found.cards.unshift({ meeting: chosen, state: stateOf(chosen, data.zone, now) });
  const off = data.off.filter(([on]) => dayOf(on) === today);
  const first = found.next[0]?.on;
  const large = found.cards.length ? [] : found.next.filter(({ on }) => on === first).map((meeting) => ({ meeting, state: stateOf(meeting, data.zone, now) }));
  const cards = [...found.cards, ...large];
  const next = found.next.filter((meeting) => !large.some((card) => card.meeting === meeting));
  const whens = cards.map(({ meeting, state }) => whenSaid(meeting, state, today));
  const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const small = [zoneSaid(data.zone, ownZone, now), data.groups && Object.keys(data.groups).length ? `Dates as they were known on ${told(dayOf(data.made))}.` : chosen && "Closed days are not known here."];
  const same = JSON.stringify([today, cards.map(({ meeting, state }) => [meeting.group, meeting.on, meeting.path, state.kind]), off, small, picked]);
  if (same !== drawn) {
    const top = heading(found.cards.map(({ meeting }) => meeting), today, cards.length > 0);
    named("cards").replaceChildren(...top, ...cards.map(({ meeting, state }) => eveningCard(meeting, state, today)), ...off.map(([, group, words]) => offCard(data.groups[group], words)));
    showRest({ ...found, next }, today);
    named("small").replaceChildren(...small.filter(Boolean).map((words) => element("p", { className: "gw-small", textContent: words })));
    drawn = same;
  }
  named("cards").querySelectorAll(".gw-evening-when").forEach((place, index) => {
    const [strong, rest] = whens[index];
    const said = [one(place, "b"), one(place, "span")];
    if (said[0].textContent !== strong) said[0].textContent = strong;
    if (said[1].textContent !== rest) said[1].textContent = rest;
  });
}

const nothing = (/** @type {string} */ date) => element("h2", {}, "No group meets today ", element("small", { textContent: date }));

/** @param {Evening[]} todays @param {number} today @param {boolean} isNext */
function heading(todays, today, isNext) {
  const date = told(today);
  if (todays.length) {
    const name = todays.some(({ on }) => on !== today) ? "Group" : todays.every(({ start }) => start >= EVENING) ? "Tonight" : "Today";
    return [element("h2", {}, `${name} `, element("small", { textContent: date }))];
  }
  if (isNext) return [nothing(date), element("p", { textContent: "A day to rest or to get ready. The next one:" })];
  if (!evenings.length) return [];
  return [nothing(date), element("p", { textContent: `No meeting is planned from today on, as far as these pages know. They were made on ${told(dayOf(data.made))}.` })];
}

function everyMinute() {
  show();
  setTimeout(everyMinute, 60_000 - (clock() % 60_000));
}

named("plain").hidden = true;
everyMinute();
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && show());
