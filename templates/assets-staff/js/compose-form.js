// The form of the composing page as a request for the planner. With a track to refit, only what was touched is asked for.
import { element } from "./planner.js";

const form = document.getElementById("compose-form");
const field = (name) => form.elements.namedItem(name);
const touched = new Set();
const pins = [];
const left = [];

const clock = (minutes) => `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const checked = (name) => [...form.querySelectorAll(`[name="${name}"]:checked`)].map((box) => box.value);
const titleOf = (name, value) => [...field(name).options].find((option) => option.value === value)?.text ?? value;

function check(name, values) {
  form.querySelectorAll(`[name="${name}"]`).forEach((box) => (box.checked = values.includes(box.value)));
}

// The shape of a day: one row a part

function partRow(kind, minutes) {
  const row = document.getElementById("part-row").content.firstElementChild.cloneNode(true);
  const [select, number] = [row.querySelector("select"), row.querySelector("input")];
  const fit = () => {
    number.disabled = select.value === "session";
    row.querySelector("small").textContent = number.disabled ? "as long as it is" : "min";
    number.hidden = number.disabled;
  };
  select.value = kind;
  number.value = minutes || 10;
  select.addEventListener("change", fit);
  row.querySelector("button").addEventListener("click", () => {
    row.remove();
    change("day");
    document.getElementById("add-part").focus();
  });
  fit();
  return row;
}

function setShape(parts) {
  document.getElementById("shape").replaceChildren(...parts.map(([kind, minutes]) => partRow(kind, minutes)));
}

function shape() {
  return [...document.querySelectorAll("#shape > li")].map((row) => {
    const kind = row.querySelector("select").value;
    const minutes = Math.min(480, Math.max(1, parseInt(row.querySelector("input").value, 10) || 1));
    return { kind, minutes: kind === "session" ? null : minutes };
  });
}

// Pins and sessions left out: two lists

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
  document.getElementById(`${id}-list`).replaceChildren(...rows);
}

const showPins = () => list("pins", pins, (pin) => `${titleOf("pin-session", pin.session)}, week ${pin.week}, ${titleOf("pin-day", pin.day)}`);
const showLeft = () => list("exclude", left, (session) => titleOf("exclude-session", session));

let changed = () => {};

function change(name) {
  touched.add(name);
  changed();
}

// What the planner is asked

export function asked() {
  const fit = field("fit").value || null;
  const [hour, minute] = (field("start").value || "09:00").split(":").map(Number);
  const said = {
    population: field("population").value,
    weeks: Number(field("weeks").value),
    days: checked("days"),
    start: hour * 60 + minute,
    enrolment: field("enrolment").value,
    standards: checked("standards"),
    day: shape(),
    title: field("title").value.trim(),
  };
  if (!said.title) delete said.title;
  const kept = Object.entries(said).filter(([name]) => !fit || touched.has(name));
  return { ...Object.fromEntries(kept), fit, pins, exclude: left, reasons: field("reasons").checked };
}

function fill(track) {
  field("population").value = track.population;
  field("weeks").value = String(track.weeks.length);
  check("days", Object.keys(track.weeks[0].days));
  field("start").value = clock(track.start);
  field("enrolment").value = track.enrolment;
  check("standards", track.standards);
  setShape(track.day.map((part) => [part.kind, part.minutes]));
}

export function begin(tracks, shapeOfADay, onChange) {
  changed = onChange;
  setShape(shapeOfADay);
  field("fit").addEventListener("change", () => {
    if (field("fit").value) fill(tracks[field("fit").value].track);
    touched.clear();
    pins.length = left.length = 0;
    showPins();
    showLeft();
    changed();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => {
    if (target.closest("#shape")) change("day");
    else if (["population", "weeks", "days", "start", "enrolment", "standards", "title", "reasons"].includes(target.name)) change(target.name);
  });
  document.getElementById("add-part").addEventListener("click", () => {
    const row = partRow("break", 10);
    document.getElementById("shape").append(row);
    row.querySelector("select").focus();
    change("day");
  });
  document.getElementById("add-pin").addEventListener("click", () => {
    pins.push({ session: field("pin-session").value, week: Number(field("pin-week").value), day: field("pin-day").value });
    showPins();
    change("pins");
  });
  document.getElementById("add-exclude").addEventListener("click", () => {
    if (!left.includes(field("exclude-session").value)) left.push(field("exclude-session").value);
    showLeft();
    change("exclude");
  });
}
