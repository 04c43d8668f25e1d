// @ts-check
// Room mode: one part at a time, a quiet timer, the screen kept awake, and "If it gets hard" always one tap away; for one session, and for a whole meeting.
// Where group is stands in the address behind its '#', so that a reload in the middle of group loses nothing; nothing is stored or sent.
import { button, element, finder, one } from "./page.js";
import { offerExercises, showExercise } from "./room-exercise.js";
import { sheet, turnsByHand } from "./room-hands.js";
import { planned } from "./room-plan.js";
import { readySound, tell } from "./room-tells.js";
import { beside, fresh, fromHash, leftSaid, lengths, minutesHad, moved, secondsLeft, spentOn, toHash, untilEnd } from "./room-timer.js";
import { asTime } from "./runsheet-times.js";

const named = finder("room-");
const room = one(document, "#room"), plan = named("plan"), strip = named("strip"), counts = named("counts");
const back = named("back", HTMLButtonElement), next = named("next", HTMLButtonElement);
/** @type {NodeListOf<HTMLElement>} */
const sections = room.querySelectorAll(".gw-room-part");
const timed = [...sections].filter(({ dataset }) => dataset.minutes);
const pages = [named("start"), ...sections];
/** @type {RoomPart[]} */
const parts = timed.map(({ dataset: { minutes, short, line, kind = "", session = "", stream = "" } }) => (
  { minutes: Number(minutes), short: Number(short), line: Number(line), kind, session, stream }
));
const titles = timed.map((part) => one(part, "h2").textContent);
/** @type {HTMLInputElement[]} */
const streams = [...document.querySelectorAll("#room-streams input")].filter((found) => found instanceof HTMLInputElement);
const streamTitles = streams.map((choice) => String(choice.nextElementSibling?.textContent));
const now = () => Date.now() / 1000;
let state = fresh(lengths(parts, false));
/** @type {WakeLockSentinel | null} */
let lock = null;
const told = new Set();

/** Whether what is for one group at a time is for ours. @param {string} stream */
const isMine = (stream) => !stream || stream === streamTitles[state.stream];
const mine = () => parts.flatMap(({ stream }, part) => (isMine(stream) ? [part] : []));
const minutesNow = () => state.plan.map((minutes, part) => (isMine(parts[part].stream) ? minutes : 0));
const isRunning = () => state.part >= 1 && state.part <= timed.length;

const hardWords = named("hard");
const hard = sheet(hardWords, "If it gets hard");
hard.top.append(button("Someone may be at risk", () => one(hard.dialog, "#at-risk").scrollIntoView(), { className: "gw-room-close gw-bar-hard" }));
const overview = sheet(null, "The parts of this session");

/** @param {string} [at] where to begin reading */
function openHard(at) {
  const line = [...hardWords.querySelectorAll(".gw-room-hard-in")].filter((found) => found instanceof HTMLElement);
  const here = parts[Math.min(state.part, timed.length) - 1]?.line ?? 0;
  const nearest = line.filter(({ dataset }) => Number(dataset.line) <= here).at(-1) ?? line[0];
  line.forEach((words) => (words.hidden = words !== nearest));
  hard.dialog.showModal();
  if (at) one(hard.dialog, at).focus({ preventScroll: true });
  hard.dialog.scrollTop = at ? one(hard.dialog, at).offsetTop - hard.top.offsetHeight : 0;
}

function openOverview() {
  overview.dialog.append(plan);
  overview.dialog.showModal();
}

overview.dialog.addEventListener("close", () => named("start").prepend(plan));

// What is shown

/** @param {RoomState} changed */
function set(changed) {
  state = changed;
  show();
  keep();
}

/** @param {number} part */
function go(part) {
  if (overview.dialog.open) overview.dialog.close();
  set(moved(state, part, now()));
  scrollTo({ top: 0, behavior: "instant" });
  (pages[part].querySelector("h2") ?? next).focus({ preventScroll: true });
  if (isRunning()) stayAwake();
  else lock?.release();
}

const step = (/** @type {number} */ by) => go(beside(state.part, by, minutesNow()));
const keep = () => history.replaceState(null, "", `#${toHash(state, lengths(parts, false))}`);
const showPlan = planned({
  parts, titles, sessions: timed.map((part) => part.querySelector(".gw-room-of")?.textContent ?? ""), treated: timed.map(({ dataset }) => "treated" in dataset),
  mine, state: () => state, set, go, now,
});

function show() {
  const minutes = minutesNow();
  pages.forEach((page, index) => page.classList.toggle("gw-now", index === state.part));
  const { classList } = document.documentElement;
  classList.toggle("gw-in-group", state.part > 0);
  classList.toggle("gw-someone-new", state.isNew);
  classList.toggle("gw-co", state.isCo);
  const shown = minutes.map((length, index) => ({ index: index + 1, length })).filter(({ length }) => length);
  strip.replaceChildren(...shown.map(({ index, length }) => drawn(index, length)));
  showPlan();
  showChoices();
  timed.forEach((part, index) => (one(part, ".gw-room-minutes").textContent = minutes[index] ? `${minutes[index]} min` : "left out when time is short"));
  const following = beside(state.part, 1, minutes);
  const place = shown.findIndex(({ index }) => index === state.part) + 1;
  named("head").hidden = state.part === 0;
  named("where").textContent = state.part > timed.length ? "After group" : place ? `Part ${place} of ${shown.length}` : "A part left out";
  back.disabled = state.part === 0;
  next.disabled = state.part > timed.length;
  next.replaceChildren(state.part ? "Next" : "Begin", element("small", { textContent: (titles[following - 1] ?? "After group").split(":")[0] }));
  showNext(following, minutes);
  if (state.part > timed.length) showAfter();
  tick();
}

function showChoices() {
  streams.forEach((choice, index) => (choice.checked = index === state.stream));
  for (const [id, isOn] of /** @type {[string, boolean][]} */ ([["new", state.isNew], ["co", state.isCo]])) {
    const box = document.querySelector(`#room-${id}`);
    if (box instanceof HTMLInputElement) box.checked = isOn;
  }
  for (const box of plan.querySelectorAll("[name=tell]")) if (box instanceof HTMLInputElement) box.checked = state.tells.includes(box.value);
}

/** Who leads with someone sees what to have ready. @param {number} following @param {number[]} minutes */
function showNext(following, minutes) {
  const line = pages[state.part].querySelector(".gw-room-next");
  if (!(line instanceof HTMLElement)) return;
  const ready = following <= timed.length ? one(timed[following - 1], ".gw-room-next").dataset.ready : "";
  const title = following <= timed.length ? `${titles[following - 1]}, ${minutes[following - 1]} min` : "after group";
  line.replaceChildren(element("b", { textContent: "Next: " }), ready ? `${title}. Have ready: ${ready}` : title);
}

/** The notes get the minutes that their session really had. */
function showAfter() {
  for (const session of room.querySelectorAll(".gw-room-after")) {
    if (!(session instanceof HTMLElement)) continue;
    session.hidden = !isMine(session.dataset.stream ?? "");
    const had = minutesHad(state, mine().filter((part) => parts[part].line === Number(session.dataset.line) && parts[part].kind !== "spare"), now());
    one(session, "[data-note]", HTMLAnchorElement).hash = had ? `minutes=${had}` : "";
  }
}

/** @param {number} index @param {number} length */
function drawn(index, length) {
  const item = element("li", {}, element("i"));
  item.style.setProperty("--minutes", String(length));
  item.classList.toggle("gw-now", index === state.part);
  item.classList.toggle("gw-done", index < state.part);
  return item;
}

// The timer

function tick() {
  const minutes = minutesNow();
  const running = isRunning();
  const left = running ? secondsLeft(state, minutes, now()) : 0;
  const ends = new Date((now() + (running ? untilEnd(state, minutes, now()) : 0)) * 1000);
  const words = running ? `${leftSaid(left)}\nends ${asTime(ends.getHours() * 60 + ends.getMinutes(), room.dataset.clock)}` : "";
  if (named("left").textContent !== words) named("left").textContent = words;
  named("head").classList.toggle("gw-over", running && left <= 0);
  const share = running ? Math.min(1, spentOn(state, state.part, now()) / (minutes[state.part - 1] * 60 || 1)) : 0;
  strip.style.setProperty("--share", String(share));
  if (running && left <= 0) tellOnce(`part ${state.part}`);
  if (showExercise(counts, state.exercise, now()) && state.exercise) tellOnce(`exercise ${state.exercise.ends}`);
}

/** @param {string} what */
function tellOnce(what) {
  if (told.has(what)) return;
  told.add(what);
  tell(state.tells);
}

// The screen

async function stayAwake() {
  const said = named("awake");
  if (!("wakeLock" in navigator)) {
    said.textContent = "This device cannot keep the screen on for a page: make its screen time-out longer before group.";
    return;
  }
  if (lock && !lock.released) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    said.textContent = "The screen stays on while this page is open.";
  } catch {
    said.textContent = "This device did not let the page keep the screen on: it may be saving its battery. Make its screen time-out longer.";
  }
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && isRunning()) stayAwake();
  tick();
});

next.addEventListener("click", () => step(1));
back.addEventListener("click", () => step(-1));
named("help").addEventListener("click", () => openHard());
named("risk").addEventListener("click", () => openHard("#at-risk"));
named("where").addEventListener("click", openOverview);
one(counts, "button").addEventListener("click", () => set({ ...state, exercise: null }));
plan.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  if (target.id === "room-new") set({ ...state, isNew: target.checked });
  else if (target.id === "room-co") set({ ...state, isCo: target.checked });
  else if (target.name === "stream") set({ ...state, stream: Number(target.value) });
  else if (target.name === "tell") {
    set({ ...state, tells: target.checked ? [...state.tells, target.value] : state.tells.filter((way) => way !== target.value) });
    if (target.checked && target.value === "sound") readySound();
  }
});
turnsByHand(room, step);
offerExercises(timed, (minutes) => {
  if (state.tells.includes("sound")) readySound();
  set({ ...state, exercise: { minutes, ends: now() + minutes * 60 } });
});

/** The address says it all; one that someone hands on, or the run sheet's, may say less; a link to a source says nothing of group. */
function restore() {
  if (location.hash && location.hash !== "#co" && !location.hash.includes("=")) return;
  state = fromHash(location.hash, parts, now());
  if (state.stream >= streams.length) state = { ...state, stream: 0 };
  if (state.exercise && state.exercise.ends <= now()) told.add(`exercise ${state.exercise.ends}`);
  show();
}

document.documentElement.classList.add("gw-in-room");
for (const part of [plan, named("bar"), ...document.querySelectorAll(".gw-room-co, .gw-room-next")]) if (part instanceof HTMLElement) part.hidden = false;
named("vibrate").hidden = !navigator.vibrate;
show();
restore();
addEventListener("hashchange", restore);
if (isRunning()) stayAwake();
setInterval(tick, 1000);
