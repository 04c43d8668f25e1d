// @ts-check
// A run sheet that follows the day: when group really started, which sessions are run short, whether someone is new, and a mark at the present minute. The
// choices stand in the address behind its '#', for a reload, room mode or a colleague, and nowhere else. The table is the same sheet for paper.
import { finder, one } from "./page.js";
import { asHours, asTime, endSaid, minutesOf, nowAt, starts } from "./runsheet-times.js";

const named = finder("run-");
const form = named("choices"), recap = named("new", HTMLDetailsElement), when = named("when"), mark = named("now");
const startsAt = one(form, "[name=start]", HTMLInputElement), someoneIsNew = one(form, "[name=new]", HTMLInputElement);
const sheet = one(document, "#run", HTMLTableElement), sum = one(sheet, ".gw-sum", HTMLTableRowElement), evening = one(document, ".gw-run-line");
const section = recap.previousElementSibling;
const whenPlanned = when.textContent;
const { clock, start: startPlanned = "" } = sheet.dataset;
const planned = minutesOf(startPlanned) ?? 0;
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const printed = [...sheet.rows].filter(({ dataset }) => dataset.minutes);
const lines = [...named("line").children].filter((line) => line instanceof HTMLElement);
const rows = lines.map((line, index) => ({
  line,
  row: printed[index],
  isBeside: line.dataset.column !== "1",
  minutes: Number(line.dataset.minutes),
  short: Number(line.dataset.short ?? line.dataset.minutes),
  title: line.querySelector("a")?.textContent ?? "",
  box: /** @type {HTMLInputElement | null} */ (line.querySelector("[name=short]")),
  room: /** @type {HTMLAnchorElement | null} */ (line.querySelector("a[href$='/room/']")),
  parts: /** @type {HTMLElement[]} */ ([...line.querySelectorAll("ol li")]),
  inner: /** @type {HTMLElement[]} */ ([...(printed[index].nextElementSibling?.querySelectorAll("li") ?? [])]),
}));
const sessions = rows.flatMap(({ box, ...row }) => (box ? { box, ...row } : []));
const beside = rows.map(({ isBeside }) => isBeside);
const alone = sessions.filter((session) => !session.isBeside && !beside[rows.findIndex(({ line }) => line === session.line) + 1]); // one of two groups alone saves the others no time
const plannedEnd = Number(starts(planned, rows.map(({ minutes }) => minutes), beside).at(-1));
const withoutHalf = (/** @type {string} */ time) => time.replace(/ [ap]m$/, "");
const lengths = () => rows.map(({ minutes, short, box }) => (box?.checked ? short : minutes));
const begun = () => minutesOf(startsAt.value) ?? planned;

function show() {
  const minutes = lengths();
  const times = starts(begun(), minutes, beside);
  const end = times[rows.length];
  rows.forEach((line, index) => {
    const isShort = Boolean(line.box?.checked);
    const time = asTime(times[index], clock);
    one(line.line, "b").textContent = line.row.cells[0].textContent = time;
    one(line.line, "small span").textContent = one(line.row.cells[2], "span").textContent = String(minutes[index]);
    line.line.style.setProperty("--minutes", String(minutes[index]));
    const note = line.row.cells[2].querySelector("small");
    if (note) note.textContent = isShort ? `of ${line.minutes}, short` : `${line.short} if short`;
    if (line.room) line.room.hash = [...(isShort ? ["short=1"] : []), ...newToday()].join("&");
    showParts(line, times[index], isShort);
  });
  const net = asHours(rows.reduce((sum, { line }, index) => sum + (line.classList.contains("gw-off") ? 0 : minutes[index]), 0));
  const [ends, , treated] = sum.cells;
  named("ends").textContent = ends.textContent = asTime(end, clock);
  named("net").textContent = treated.textContent = net;
  const said = endSaid(end, plannedEnd, alone.map(({ title, minutes, short, box }) => ({ title, minutes, short, isShort: box.checked })), clock);
  const result = named("end");
  if (result.textContent !== said) result.textContent = said;
  result.classList.toggle("gw-late", end > plannedEnd);
  const now = `${asTime(begun(), clock)} to ${asTime(end, clock)}, ${net} of treatment time.`;
  when.textContent = now === whenPlanned ? now : `${now} Planned: ${whenPlanned}`;
  named("start", HTMLAnchorElement).hash = chosen().join("&");
  showRecap(someoneIsNew.checked);
  showNow();
}

/** The recap opens where it was asked for, and else waits in its own section. @param {boolean} here */
function showRecap(here) {
  const place = here ? form : section;
  if (recap.previousElementSibling === place) return;
  place?.after(recap);
  recap.open = here;
}

/** @param {typeof rows[number]} line @param {number} start @param {boolean} isShort */
function showParts({ parts, inner }, start, isShort) {
  const minutes = parts.map(({ dataset }) => Number(isShort ? dataset.short : dataset.minutes));
  const times = starts(start, minutes);
  parts.forEach((part, index) => {
    part.hidden = inner[index].hidden = minutes[index] === 0;
    part.style.setProperty("--minutes", String(minutes[index]));
    one(part, "b").textContent = one(inner[index], "b").textContent = withoutHalf(asTime(times[index], clock));
  });
}

/** A mark at this minute, on the weekday of the meeting or after someone said when group really started. */
function showNow() {
  const time = new Date();
  const minute = time.getHours() * 60 + time.getMinutes();
  const isToday = WEEKDAYS[time.getDay()] === evening.dataset.day || chosen().some((word) => word.startsWith("start="));
  const place = isToday ? nowAt(minute, begun(), lengths(), beside) : null;
  mark.hidden = !place;
  if (!place) return;
  const { line } = rows[place.index];
  const { offsetTop, offsetHeight } = [...line.querySelectorAll("ol"), line].find((drawn) => drawn.offsetHeight) ?? line; // on a phone the parts stand under the title
  mark.style.top = `${offsetTop + place.share * offsetHeight}px`;
  const words = `now, ${asTime(minute, clock)}`;
  if (mark.textContent !== words) mark.textContent = words;
}

const newToday = () => (someoneIsNew.checked ? ["new=1"] : []);

function chosen() {
  const words = [];
  if (startsAt.value && startsAt.value !== startPlanned) words.push(`start=${startsAt.value}`);
  words.push(...sessions.filter(({ box }) => box.checked).map(({ box }) => `short=${box.value}`));
  return [...words, ...newToday()];
}

function keep() {
  const words = chosen();
  history.replaceState(null, "", words.length ? `#${words.join("&")}` : location.pathname + location.search);
}

function restore() {
  const words = new URLSearchParams(location.hash.slice(1));
  const start = words.get("start");
  startsAt.value = start !== null && minutesOf(start) !== null ? start : startPlanned;
  const short = words.getAll("short");
  sessions.forEach(({ box }) => (box.checked = short.includes(box.value)));
  someoneIsNew.checked = words.has("new");
}

for (const { box } of sessions) /** @type {HTMLElement} */ (box.parentElement).hidden = false;
form.hidden = false;
recap.open = false;
restore();
show();
setInterval(showNow, 20_000);
addEventListener("resize", showNow);
addEventListener("input", () => {
  show();
  keep();
});
addEventListener("hashchange", () => {
  if (location.hash && !location.hash.includes("=")) return; // a link to a heading of this page
  restore();
  show();
});
form.addEventListener("submit", (event) => event.preventDefault());
// Paper cannot be opened: it always carries the recap, in its own section.
addEventListener("beforeprint", () => {
  showRecap(false);
  recap.open = true;
});
addEventListener("afterprint", () => {
  recap.open = false;
  show();
});
