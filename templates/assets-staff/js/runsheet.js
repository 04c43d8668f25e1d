// @ts-check
// A run sheet that follows the day: when group really started, which sessions are run short, whether someone is new. The choices stand in the
// address behind its '#', for a reload or a colleague, and nowhere else.
import { finder, one } from "./page.js";
import { asHours, asTime, endSaid, minutesOf, starts } from "./runsheet-times.js";

const named = finder("run-");
const form = named("choices"), recap = named("new", HTMLDetailsElement), when = named("when");
const startsAt = one(form, "[name=start]", HTMLInputElement), someoneIsNew = one(form, "[name=new]", HTMLInputElement);
const sheet = one(document, "#run", HTMLTableElement), sum = one(sheet, ".gw-sum", HTMLTableRowElement);
const section = recap.previousElementSibling;
const whenPlanned = when.textContent;
const { clock, start: startPlanned = "" } = sheet.dataset;
const planned = minutesOf(startPlanned) ?? 0;
const rows = [...sheet.rows].filter(({ dataset }) => dataset.minutes).map((row) => {
  const inside = /** @type {HTMLElement} */ (row.nextElementSibling);
  return {
    row,
    isBeside: "beside" in row.dataset,
    minutes: Number(row.dataset.minutes),
    short: Number(row.dataset.short ?? row.dataset.minutes),
    title: row.querySelector("a")?.textContent ?? "",
    box: /** @type {HTMLInputElement | null} */ (inside.querySelector("[name=short]")),
    room: /** @type {HTMLAnchorElement | null} */ (inside.querySelector("a[href$='/room/']")),
    parts: [...inside.querySelectorAll("li")],
  };
});
const sessions = rows.flatMap(({ box, ...row }) => (box ? { box, ...row } : []));
const beside = rows.map(({ isBeside }) => isBeside);
const alone = sessions.filter((line) => !line.isBeside && !beside[rows.findIndex(({ row }) => row === line.row) + 1]); // one of two groups alone saves the others no time
const plannedEnd = Number(starts(planned, rows.map(({ minutes }) => minutes), beside).at(-1));
const withoutHalf = (/** @type {string} */ time) => time.replace(/ [ap]m$/, "");

function show() {
  const start = minutesOf(startsAt.value) ?? planned;
  const lengths = rows.map(({ minutes, short, box }) => (box?.checked ? short : minutes));
  const times = starts(start, lengths, beside);
  const end = times[rows.length];
  rows.forEach((line, index) => {
    const isShort = Boolean(line.box?.checked);
    line.row.cells[0].textContent = asTime(times[index], clock);
    one(line.row.cells[2], "span").textContent = String(lengths[index]);
    const note = line.row.cells[2].querySelector("small");
    if (note) note.textContent = isShort ? `of ${line.minutes}, short` : `${line.short} if short`;
    if (line.room) line.room.hash = isShort ? "short=1" : "";
    showParts(line.parts, times[index], isShort);
  });
  const net = rows.reduce((sum, { row }, index) => sum + (row.classList.contains("gw-off") ? 0 : lengths[index]), 0);
  const [ends, , treated] = sum.cells;
  ends.textContent = asTime(end, clock);
  treated.textContent = asHours(net);
  const said = endSaid(end, plannedEnd, alone.map(({ title, minutes, short, box }) => ({ title, minutes, short, isShort: box.checked })), clock);
  const result = named("end");
  if (result.textContent !== said) result.textContent = said;
  result.classList.toggle("gw-late", end > plannedEnd);
  const now = `${asTime(start, clock)} to ${asTime(end, clock)}, ${asHours(net)} of treatment time.`;
  when.textContent = now === whenPlanned ? now : `${now} Planned: ${whenPlanned}`;
  showRecap(someoneIsNew.checked);
}

/** The recap opens where it was asked for, and else waits in its own section. @param {boolean} here */
function showRecap(here) {
  const place = here ? form : section;
  if (recap.previousElementSibling === place) return;
  place?.after(recap);
  recap.open = here;
}

/** @param {HTMLElement[]} parts @param {number} start @param {boolean} isShort */
function showParts(parts, start, isShort) {
  const lengths = parts.map(({ dataset }) => Number(isShort ? dataset.short : dataset.minutes));
  const times = starts(start, lengths);
  parts.forEach((part, index) => {
    part.hidden = lengths[index] === 0;
    one(part, "b").textContent = withoutHalf(asTime(times[index], clock));
  });
}

function keep() {
  const words = [];
  if (startsAt.value && startsAt.value !== startPlanned) words.push(`start=${startsAt.value}`);
  words.push(...sessions.filter(({ box }) => box.checked).map(({ box }) => `short=${box.value}`));
  if (someoneIsNew.checked) words.push("new=1");
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
