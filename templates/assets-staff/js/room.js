// @ts-check
// Room mode: one part at a time, a quiet timer, the screen kept awake, and "If it gets hard" always one tap away. Where group is stands in the address
// behind its '#', so that a reload in the middle of group loses nothing; nothing is stored or sent.
import { element, finder, one } from "./page.js";
import { beside, fresh, fromHash, leftSaid, lengths, moved, secondsLeft, spentOn, toHash, untilEnd } from "./room-timer.js";
import { asTime } from "./runsheet-times.js";

const named = finder("room-");
const room = one(document, "#room"), plan = named("plan"), strip = named("strip");
const back = named("back", HTMLButtonElement), next = named("next", HTMLButtonElement);
/** @type {NodeListOf<HTMLElement>} */
const sections = room.querySelectorAll(".gw-room-part");
const timed = [...sections].filter(({ dataset }) => dataset.minutes);
const pages = [named("start"), ...sections];
const parts = timed.map(({ dataset }) => ({ minutes: Number(dataset.minutes), short: Number(dataset.short) }));
const titles = timed.map((part) => one(part, "h2").textContent);
const now = () => Date.now() / 1000;
let state = fresh();
/** @type {WakeLockSentinel | null} */
let lock = null;
const told = new Set();

// Two sheets that lie over the part and give it back unchanged when they close

/** @param {HTMLElement | null} content @param {string} name */
function sheet(content, name) {
  const close = element("button", { type: "button", className: "gw-room-close", textContent: "Back to the part" });
  const dialog = element("dialog", { className: "gw-room-sheet", ariaLabel: name }, element("p", {}, close));
  if (content) dialog.append(content);
  close.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  return dialog;
}

const hard = sheet(named("hard"), "If it gets hard");
const risk = element("button", { type: "button", className: "gw-room-close gw-bar-hard", textContent: "Someone may be at risk" });
risk.addEventListener("click", () => one(hard, "h3").scrollIntoView());
one(hard, "p").append(risk);
const overview = sheet(null, "The parts of this session");

function openHard() {
  hard.showModal();
  hard.scrollTop = 0;
}

function openOverview() {
  overview.append(plan);
  overview.showModal();
}

overview.addEventListener("close", () => named("start").prepend(plan));

// What is shown

/** @param {number} part */
function go(part) {
  if (overview.open) overview.close();
  state = moved(state, part, timed.length, now());
  show();
  keep();
  scrollTo({ top: 0, behavior: "instant" });
  (pages[part].querySelector("h2") ?? next).focus({ preventScroll: true });
  if (isRunning()) stayAwake();
  else lock?.release();
}

const isRunning = () => state.part >= 1 && state.part <= timed.length;
const step = (/** @type {number} */ by) => go(beside(state.part, by, lengths(parts, state.isShort)));
const keep = () => history.replaceState(null, "", `#${toHash(state)}`);

function show() {
  const minutes = lengths(parts, state.isShort);
  pages.forEach((page, index) => page.classList.toggle("gw-now", index === state.part));
  document.documentElement.classList.toggle("gw-in-group", state.part > 0);
  const shown = minutes.map((length, index) => ({ index: index + 1, length })).filter(({ length }) => length);
  strip.replaceChildren(...shown.map(({ index, length }) => drawn(index, length)));
  named("parts").replaceChildren(...timed.map((_, index) => listed(index, minutes[index])));
  one(plan, `[name=length][value="${state.isShort ? "short" : ""}"]`, HTMLInputElement).checked = true;
  timed.forEach((part, index) => (one(part, ".gw-room-minutes").textContent = minutes[index] ? `${minutes[index]} min` : "left out when time is short"));
  const following = beside(state.part, 1, minutes);
  const place = shown.findIndex(({ index }) => index === state.part) + 1;
  named("head").hidden = state.part === 0;
  named("where").textContent = state.part > timed.length ? "After group" : place ? `Part ${place} of ${shown.length}` : "A part left out";
  back.disabled = state.part === 0;
  next.disabled = state.part > timed.length;
  next.replaceChildren(state.part ? "Next" : "Begin", element("small", { textContent: (titles[following - 1] ?? "After group").split(":")[0] }));
  tick();
}

/** @param {number} index @param {number} length */
function drawn(index, length) {
  const item = element("li", {}, element("i"));
  item.style.setProperty("--minutes", String(length));
  item.classList.toggle("gw-now", index === state.part);
  item.classList.toggle("gw-done", index < state.part);
  return item;
}

/** @param {number} index @param {number} length */
function listed(index, length) {
  const open = element("button", { type: "button" }, element("b", { textContent: String(length || "–") }), element("span", { textContent: titles[index] }));
  if (index + 1 === state.part) open.setAttribute("aria-current", "step");
  open.addEventListener("click", () => go(index + 1));
  const item = element("li", {}, open);
  item.style.setProperty("--minutes", String(length));
  return item;
}

// The timer

function tick() {
  const minutes = lengths(parts, state.isShort);
  const running = isRunning();
  const left = running ? secondsLeft(state, minutes, now()) : 0;
  const ends = new Date((now() + (running ? untilEnd(state, minutes, now()) : 0)) * 1000);
  const words = running ? `${leftSaid(left)} · ends ${asTime(ends.getHours() * 60 + ends.getMinutes(), room.dataset.clock)}` : "";
  if (named("left").textContent !== words) named("left").textContent = words;
  named("head").classList.toggle("gw-over", running && left <= 0);
  const share = running ? Math.min(1, spentOn(state, state.part, now()) / (minutes[state.part - 1] * 60 || 1)) : 0;
  strip.style.setProperty("--share", String(share));
  if (running && left <= 0 && !told.has(state.part)) {
    told.add(state.part);
    if (one(named("vibrate"), "input", HTMLInputElement).checked) navigator.vibrate?.(200);
  }
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

// Hands and keys

next.addEventListener("click", () => step(1));
back.addEventListener("click", () => step(-1));
named("help").addEventListener("click", openHard);
named("where").addEventListener("click", openOverview);
plan.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.name !== "length") return;
  state = { ...state, isShort: Boolean(target.value) };
  show();
  keep();
});

/** @param {EventTarget | null} target @param {string} selector */
const isIn = (target, selector) => target instanceof Element && target.closest(selector) !== null;

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
  if (isIn(event.target, "input, select, textarea, .gw-table")) return;
  if (event.key === "ArrowRight") step(1);
  else if (event.key === "ArrowLeft") step(-1);
});

/** @type {Touch | null} */
let touch = null;
room.addEventListener("touchstart", ({ touches, target }) => {
  touch = touches.length === 1 && !isIn(target, ".gw-table, dialog") ? touches[0] : null;
}, { passive: true });
room.addEventListener("touchend", ({ changedTouches: [end] }) => {
  if (!touch) return;
  const [across, down] = [end.clientX - touch.clientX, end.clientY - touch.clientY];
  if (Math.abs(across) > 70 && Math.abs(across) > 2 * Math.abs(down) && !String(getSelection())) step(across < 0 ? 1 : -1);
}, { passive: true });

document.documentElement.classList.add("gw-in-room");
for (const part of [plan, named("bar")]) part.hidden = false;
named("vibrate").hidden = !navigator.vibrate;
state = fromHash(location.hash, timed.length, now());
show();
if (isRunning()) stayAwake();
setInterval(tick, 1000);
