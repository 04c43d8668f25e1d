// @ts-check
// The form of the composing page as a request for the planner. With a track to refit, only what was touched is asked for.
import { element, finder, one } from "./page.js";
import { asTime, minutesOf } from "./runsheet-times.js";

const named = finder("");
const form = named("compose-form"), dayParts = named("shape"), addPart = named("add-part");
const field = (/** @type {string} */ name) => one(form, `input[name="${name}"]`, HTMLInputElement);
const choice = (/** @type {string} */ name) => one(form, `select[name="${name}"]`, HTMLSelectElement);
/** @returns {NodeListOf<HTMLInputElement>} */
const boxes = (/** @type {string} */ name) => form.querySelectorAll(`[name="${name}"]`);
/** @type {Set<string>} */
const touched = new Set();
/** @type {Pin[]} */
const pins = [];
/** @type {string[]} */
const left = [];

const checked = (/** @type {string} */ name) => [...boxes(name)].filter((box) => box.checked).map((box) => box.value);

/** @param {string} name @param {string} value */
const titleOf = (name, value) => [...choice(name).options].find((option) => option.value === value)?.text ?? value;

/** @param {string} name @param {string[]} values */
function check(name, values) {
  boxes(name).forEach((box) => (box.checked = values.includes(box.value)));
}

// The shape of a day: one row a part

/** @param {string} kind @param {number | null} minutes */
function partRow(kind, minutes) {
  const row = one(document.importNode(named("part-row", HTMLTemplateElement).content, true), "li");
  const select = one(row, "select", HTMLSelectElement), number = one(row, "input", HTMLInputElement);
  const fit = () => {
    number.disabled = select.value === "session";
    one(row, "small").textContent = number.disabled ? "as long as it is" : "min";
    number.hidden = number.disabled;
  };
  select.value = kind;
  number.value = String(minutes || 10);
  select.addEventListener("change", fit);
  one(row, "button").addEventListener("click", () => {
    row.remove();
    change("day");
    addPart.focus();
  });
  fit();
  return row;
}

/** @param {[string, number | null][]} parts */
function setShape(parts) {
  dayParts.replaceChildren(...parts.map(([kind, minutes]) => partRow(kind, minutes)));
}

function shape() {
  return [...dayParts.children].map((row) => {
    const kind = one(row, "select", HTMLSelectElement).value;
    const minutes = Math.min(480, Math.max(1, parseInt(one(row, "input", HTMLInputElement).value, 10) || 1));
    return { kind, minutes: kind === "session" ? null : minutes };
  });
}

// Pins and sessions left out: two lists

/** @template Item @param {string} id @param {Item[]} items @param {(item: Item) => string} words */
function list(id, items, words) {
  const rows = items.map((item, index) => {
    const button = element("button", { type: "button", textContent: "Take back", ariaLabel: `Take back: ${words(item)}` });
    button.addEventListener("click", () => {
      items.splice(index, 1);
      list(id, items, words);
      change(id);
    });
    return element("li", {}, element("span", { textContent: words(item) }), button);
  });
  named(`${id}-list`).replaceChildren(...rows);
}

const showPins = () => list("pins", pins, (pin) => `${titleOf("pin-session", pin.session)}, week ${pin.week}, ${titleOf("pin-day", pin.day)}`);
const showLeft = () => list("exclude", left, (session) => titleOf("exclude-session", session));

let changed = () => {};

/** @param {string} name */
function change(name) {
  touched.add(name);
  changed();
}

// What the planner is asked

/** @returns {ProposalRequest} */
export function asked() {
  const fit = choice("fit").value || null;
  const title = field("title").value.trim();
  const said = {
    population: choice("population").value,
    weeks: Number(choice("weeks").value),
    days: checked("days"),
    start: minutesOf(field("start").value) ?? 540,
    enrolment: choice("enrolment").value,
    standards: checked("standards"),
    day: shape(),
    ...(title && { title }),
  };
  const kept = Object.entries(said).filter(([name]) => !fit || touched.has(name));
  return { ...Object.fromEntries(kept), fit, pins, exclude: left, reasons: field("reasons").checked };
}

/** @param {Track} track */
function fill(track) {
  choice("population").value = track.population;
  choice("weeks").value = String(track.weeks.length);
  check("days", Object.keys(track.weeks[0].days));
  field("start").value = asTime(track.start, "24-hour");
  choice("enrolment").value = track.enrolment;
  check("standards", track.standards);
  setShape(track.day.map((part) => [part.kind, part.minutes]));
}

/** @param {Tracks} tracks @param {[string, number | null][]} shapeOfADay @param {() => void} onChange */
export function begin(tracks, shapeOfADay, onChange) {
  changed = onChange;
  setShape(shapeOfADay);
  const fit = choice("fit");
  fit.addEventListener("change", () => {
    if (fit.value) fill(tracks[fit.value].track);
    touched.clear();
    pins.length = left.length = 0;
    showPins();
    showLeft();
    changed();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
    if (dayParts.contains(target)) change("day");
    else if (["population", "weeks", "days", "start", "enrolment", "standards", "title", "reasons"].includes(target.name)) change(target.name);
  });
  addPart.addEventListener("click", () => {
    const row = partRow("break", 10);
    dayParts.append(row);
    one(row, "select").focus();
    change("day");
  });
  named("add-pin").addEventListener("click", () => {
    pins.push({ session: choice("pin-session").value, week: Number(choice("pin-week").value), day: choice("pin-day").value });
    showPins();
    change("pins");
  });
  named("add-exclude").addEventListener("click", () => {
    const session = choice("exclude-session").value;
    if (!left.includes(session)) left.push(session);
    showLeft();
    change("exclude");
  });
}
