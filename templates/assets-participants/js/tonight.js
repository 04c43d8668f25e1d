// @ts-check
// The participants' home: when group is today and in which room, by the clock where it meets. What group does stands folded: a phone has others who look.
// Which group is mine is asked where there are several, and kept on this phone only when someone ticks the box.
import { copied, element, finder, one } from "./page.js";
import { dayOf, daysSaid, lengthSaid, shown, told, wall, zoneSaid } from "./tonight-times.js";

const KEY = "groupwork-my-group"; // all that is stored: the name of a group
const EVENING = 16 * 60;
const named = finder("tonight-");
const page = one(document, "#tonight"), mine = named("mine", HTMLSelectElement), keep = named("keep", HTMLInputElement);
const clock = () => Date.now();
/** @type {MyTonightData} */
const data = await (await fetch(String(page.dataset.tonight))).json();
/** @type {MyMeeting[]} */
const meetings = data.meetings.map((meeting) => ({ ...data.days[meeting.day], ...meeting, on: dayOf(meeting.on) }));
const head = named("head"), asked = head.textContent;
let drawn = "";

/** @template T @param {(store: Storage) => T} use @returns {T | null} */
function stored(use) {
  try {
    return use(localStorage);
  } catch {
    return null; // a phone that lets no page keep anything
  }
}

const kept = () => stored((store) => store.getItem(KEY));

/** @param {string} path @param {string} words */
const link = (path, words) => element("a", { href: `${path}/`, textContent: words });

/** A session with its handouts. @param {[string, string]} held */
function session([id, whose]) {
  const { title, summary, handouts } = data.sessions[id];
  const made = one(copied(named("session", HTMLTemplateElement)), "section"), [about, at] = made.querySelectorAll("p");
  one(made, "h3").textContent = [whose, title].filter(Boolean).join(": ");
  about.textContent = summary;
  one(made, "ul").append(...handouts.map(([words, path]) => element("li", {}, link(path, words))));
  if (!handouts.length) [at, one(made, "ul")].forEach((without) => without.remove());
  return made;
}

/** The card of a day; what was given to practice stands first once it is over. @param {MyMeeting} meeting @param {MeetingState | null} state @param {MyMeeting | undefined} before @param {boolean} open */
function card(meeting, state, before, open) {
  const made = copied(named("day", HTMLTemplateElement)), details = one(made, "details", HTMLDetailsElement), moved = one(made, ".gw-moved");
  const head = one(details, "h3"), tasks = one(details, "ul"), whole = one(details, "a", HTMLAnchorElement);
  const over = state?.kind === "ended", practiced = over ? meeting : before, sessions = meeting.sessions.map(session);
  details.open = open;
  if (over) [one(details, "summary"), head].forEach((said) => (said.textContent = String(said.dataset.over)));
  if (over) tasks.after(...sessions);
  else head.before(...sessions);
  if (practiced) tasks.append(...practiced.sessions.map(([id]) => element("li", { textContent: data.sessions[id].home_practice })));
  else [head, tasks].forEach((without) => without.remove());
  whole.href = `${meeting.day}/`;
  whole.textContent += ` ${meeting.title}`;
  if (meeting.remark) moved.textContent = meeting.remark;
  else moved.remove();
  return made;
}

/** @param {MyMeeting} meeting @param {MeetingState | null} state @param {number} today */
function whenSaid({ on, begins, ends, room }, state, today) {
  const where = room ? `, ${room}` : "";
  if (!state) return [`${told(on)}, ${begins}${where}`, daysSaid(on - today)];
  if (state.kind === "ended") return [`Group ended at ${ends}`, ""];
  if (state.kind === "now") return [`Now${where}`, `until ${ends}`];
  return [`${begins}${where}`, `in ${lengthSaid(state.minutes)}`];
}

function show() {
  const now = clock(), today = wall(data.zone, now).day;
  const group = data.groups.length > 1 ? mine.value : data.groups[0];
  const found = shown(meetings.filter((meeting) => meeting.group === group), data.zone, now);
  const before = found.before[0];
  /** @type {{ meeting: MyMeeting, state: MeetingState | null }[]} */
  const cards = found.cards.length ? found.cards : found.next.slice(0, 1).map((meeting) => ({ meeting, state: null }));
  const off = data.off.filter(([on, name]) => dayOf(on) === today && name === group).map(([, , words]) => words);
  const words = head.dataset, title = !found.cards.length ? words.next : found.cards.every(({ meeting }) => meeting.start >= EVENING) ? words.tonight : words.today;
  const next = cards.every(({ state }) => state?.kind === "ended") ? found.next[0] : undefined;
  const zone = zoneSaid(data.zone, Intl.DateTimeFormat().resolvedOptions().timeZone, now);
  const same = JSON.stringify([today, group, cards.map(({ meeting, state }) => [meeting.on, meeting.day, state?.kind]), off, zone]);
  if (same !== drawn) {
    const open = page.querySelector("details")?.open ?? false;
    head.textContent = group ? String(title) : asked;
    named("card").replaceChildren(
      ...off.map((words) => element("p", { className: "gw-evening-off", textContent: words })),
      ...cards.map(({ meeting, state }) => card(meeting, state, before, open && drawn.startsWith(`[${today},${JSON.stringify(group)},`))),
      ...(next ? [element("p", { textContent: `Next group: ${told(next.on)}, ${next.begins}.` })] : []),
    );
    named("unknown").hidden = !group || cards.length > 0;
    named("zone").textContent = zone;
    named("zone").hidden = !zone;
    drawn = same;
  }
  named("card").querySelectorAll(".gw-evening-when").forEach((place, index) => {
    const [strong, rest] = whenSaid(cards[index].meeting, cards[index].state, today);
    const [large, small] = [one(place, "b"), one(place, "span")];
    if (large.textContent !== strong) large.textContent = strong;
    if (small.textContent !== rest) small.textContent = rest;
  });
  named("keeping").hidden = data.groups.length < 2 || !group;
}

function remember() {
  const done = stored((store) => (keep.checked ? store.setItem(KEY, mine.value) : store.removeItem(KEY), true));
  named("said").textContent = !done ? "This phone lets no page remember anything." : keep.checked ? "This phone remembers your group." : "Forgotten.";
  keep.checked = kept() !== null;
}

function everyMinute() {
  show();
  setTimeout(everyMinute, 60_000 - (clock() % 60_000));
}

mine.append(...data.groups.map((title) => new Option(title)));
one(page, "label").hidden = data.groups.length < 2;
const known = kept();
if (known !== null && data.groups.includes(known)) mine.value = known;
keep.checked = known !== null;
mine.addEventListener("change", () => {
  if (keep.checked) remember();
  show();
});
keep.addEventListener("change", remember);
addEventListener("groupwork-forgot", () => {
  mine.value = "";
  keep.checked = false;
  show();
});
everyMinute();
page.hidden = false;
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && show());
