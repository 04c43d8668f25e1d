// A run sheet that follows the day: when group really started, which sessions are run short, whether someone is new. The choices stand in the
// address behind its '#', for a reload or a colleague, and nowhere else.
import { asHours, asTime, endSaid, minutesOf, starts } from "./runsheet-times.js";

const sheet = document.getElementById("run");
const form = document.getElementById("run-choices");
const recap = document.getElementById("run-new");
const section = recap.previousElementSibling;
const field = (name) => form.elements.namedItem(name);
const when = document.getElementById("run-when");
const whenPlanned = when.textContent;
const { clock } = sheet.dataset;
const planned = minutesOf(sheet.dataset.start);
const rows = [...sheet.querySelectorAll("tr[data-minutes]")].map((row) => ({ row, inside: row.nextElementSibling })).map(({ row, inside }) => ({
  row,
  minutes: +row.dataset.minutes,
  short: +(row.dataset.short ?? row.dataset.minutes),
  title: row.querySelector("a")?.textContent,
  box: inside.querySelector("[name=short]"),
  room: inside.querySelector("a[href$='/room/']"),
  parts: [...inside.querySelectorAll("li")],
}));
const sessions = rows.filter(({ box }) => box);
const plannedEnd = starts(planned, rows.map(({ minutes }) => minutes)).at(-1);
const startCell = (row) => row.cells[0];
const withoutHalf = (time) => time.replace(/ [ap]m$/, "");

function show() {
  const start = minutesOf(field("start").value) ?? planned;
  const lengths = rows.map(({ minutes, short, box }) => (box?.checked ? short : minutes));
  const times = starts(start, lengths);
  const end = times.at(-1);
  rows.forEach((line, index) => {
    const isShort = Boolean(line.box?.checked);
    startCell(line.row).textContent = asTime(times[index], clock);
    line.row.cells[2].querySelector("span").textContent = lengths[index];
    const note = line.row.cells[2].querySelector("small");
    if (note) note.textContent = isShort ? `of ${line.minutes}, short` : `${line.short} if short`;
    if (line.room) line.room.hash = isShort ? "short=1" : "";
    showParts(line.parts, times[index], isShort);
  });
  const net = rows.reduce((sum, { row }, index) => sum + (row.classList.contains("gw-off") ? 0 : lengths[index]), 0);
  const [ends, , treated] = sheet.querySelector(".gw-sum").cells;
  ends.textContent = asTime(end, clock);
  treated.textContent = asHours(net);
  const said = endSaid(end, plannedEnd, sessions.map(({ title, minutes, short, box }) => ({ title, minutes, short, isShort: box.checked })), clock);
  const result = document.getElementById("run-end");
  if (result.textContent !== said) result.textContent = said;
  result.classList.toggle("gw-late", end > plannedEnd);
  const now = `${asTime(start, clock)} to ${asTime(end, clock)}, ${asHours(net)} of treatment time.`;
  when.textContent = now === whenPlanned ? now : `${now} Planned: ${whenPlanned}`;
  showRecap(field("new").checked);
}

// The recap opens where it was asked for, and else waits in its own section.
function showRecap(here) {
  const place = here ? form : section;
  if (recap.previousElementSibling === place) return;
  place.after(recap);
  recap.open = here;
}

function showParts(parts, start, isShort) {
  const lengths = parts.map(({ dataset }) => +(isShort ? dataset.short : dataset.minutes));
  const times = starts(start, lengths);
  parts.forEach((part, index) => {
    part.hidden = lengths[index] === 0;
    part.querySelector("b").textContent = withoutHalf(asTime(times[index], clock));
  });
}

function keep() {
  const words = [];
  if (field("start").value && field("start").value !== sheet.dataset.start) words.push(`start=${field("start").value}`);
  words.push(...sessions.filter(({ box }) => box.checked).map(({ box }) => `short=${box.value}`));
  if (field("new").checked) words.push("new=1");
  history.replaceState(null, "", words.length ? `#${words.join("&")}` : location.pathname + location.search);
}

function restore() {
  const words = new URLSearchParams(location.hash.slice(1));
  field("start").value = minutesOf(words.get("start")) === null ? sheet.dataset.start : words.get("start");
  const short = words.getAll("short");
  sessions.forEach(({ box }) => (box.checked = short.includes(box.value)));
  field("new").checked = words.has("new");
}

for (const { box } of sessions) box.closest("label").hidden = false;
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
