// @ts-check
// A request: what a director says before the planner makes a first draft. With a track to refit, only what was touched is asked for.
import { DAYS, DAY_NAMES, daysIn, fitted } from "./board-edits.js";
import { select, tick } from "./board-menu.js";
import { shapeEditor } from "./board-shape.js";
import { gatesOf } from "./board-track.js";
import { button, element, finder, one } from "./page.js";
import { asTime, minutesOf } from "./runsheet-times.js";

const named = finder("request-");

/** @typedef {{ session: string, week: number, day: string }} Pin */

/** @param {BoardData} data @param {{ value: string, title: string }[]} kinds @param {ShapePart[]} usual the shape of a day to begin with */
export function request(data, kinds, usual) {
  const { catalogue, tracks } = data, form = named("form", HTMLFormElement);
  /** @type {Set<string>} */
  const touched = new Set();
  /** @type {Pin[]} */
  const pins = [];
  /** @type {string[]} */
  const left = [];
  /** @type {{ from: number, days: string[] }[]} */
  const steps = [];
  let parts = usual;

  const choice = (/** @type {string} */ name) => one(form, `select[name="${name}"]`, HTMLSelectElement);
  const field = (/** @type {string} */ name) => one(form, `input[name="${name}"]`, HTMLInputElement);
  /** @returns {HTMLInputElement[]} */
  const boxes = (/** @type {string} */ name) => [...form.querySelectorAll(`input[name="${name}"]`)].filter((box) => box instanceof HTMLInputElement);
  const checked = (/** @type {string} */ name) => boxes(name).filter((box) => box.checked).map(({ value }) => value);
  const check = (/** @type {string} */ name, /** @type {string[]} */ values) => boxes(name).forEach((box) => (box.checked = values.includes(box.value)));
  const weeks = () => Number(choice("weeks").value);

  function drawShape() {
    named("shape").replaceChildren(shapeEditor(parts, kinds, (now) => {
      parts = now;
      touched.add("day");
    }));
  }

  /** @template Item @param {string} id @param {Item[]} items @param {(item: Item) => string} words */
  function list(id, items, words) {
    named(id).replaceChildren(...items.map((item, index) => element("li", {}, element("span", { textContent: words(item) }), button("Take back", () => {
      items.splice(index, 1);
      list(id, items, words);
    }, { ariaLabel: `Take back: ${words(item)}` }))));
  }
  const showPins = () => list("pins", pins, (pin) => `${catalogue.sessions[pin.session].title}, week ${pin.week}, ${DAY_NAMES[pin.day]}`);
  const showLeft = () => list("left", left, (session) => catalogue.sessions[session].title);

  function showSteps() {
    named("steps").replaceChildren(...steps.map((step, index) => {
      const from = select(Array.from({ length: weeks() - 1 }, (_, week) => ({ value: String(week + 2), title: `from week ${week + 2}` })), String(step.from));
      from.ariaLabel = `Step ${index + 1} begins`;
      from.addEventListener("change", () => (step.from = Number(from.value)));
      const days = DAYS.map((day) => tick(DAY_NAMES[day].slice(0, 3), step.days.includes(day), (on) => (step.days = DAYS.filter((one) => (one === day ? on : step.days.includes(one))))));
      return element("li", {}, from, element("span", { className: "gw-b-ticks" }, ...days), button("×", () => {
        steps.splice(index, 1);
        showSteps();
      }, { ariaLabel: `Remove step ${index + 1}` }));
    }));
  }

  /** The days of each week. */
  function weekly() {
    const all = checked("days"), inOrder = [...steps].sort((a, b) => a.from - b.from);
    return Array.from({ length: weeks() }, (_, week) => inOrder.findLast(({ from }) => from <= week + 1)?.days ?? all);
  }

  function said() {
    const enrolment = choice("enrolment").value;
    return {
      title: field("title").value.trim(), population: choice("population").value, weeks: weeks(), days: steps.length ? weekly() : checked("days"),
      start: minutesOf(field("start").value) ?? 540, day: parts, enrolment, gates: enrolment === "gates" ? gatesOf(field("gates").value) : [], standards: checked("standards"),
    };
  }

  function asked() {
    const fit = choice("fit").value || null;
    const emphasis = catalogue.module_order.flatMap((id) => (choice(`emphasis-${id}`).value ? [[id, Number(choice(`emphasis-${id}`).value)]] : []));
    const kept = Object.entries(said()).filter(([name, value]) => (name === "title" ? value : !fit || touched.has(name) || (name === "days" && steps.length)));
    return { ...Object.fromEntries(kept), fit, pins, exclude: left, exclude_modules: checked("exclude_modules"), emphasis: Object.fromEntries(emphasis) };
  }

  /** A draft with the days of the request and nothing in them. @returns {Draft} */
  function empty() {
    const { title, population, enrolment, gates, standards, start } = said(), day = () => ({ shape: "day", start: null, slots: [] });
    const track = {
      title: title || `${catalogue.populations[population].title}, ${weeks()} weeks`, population, enrolment, gates, standards, standard_weeks: {}, elsewhere: {}, group_size: {},
      shapes: [{ name: "day", start, parts }], days: {}, names: {}, streams: [], stages: [], weeks: weekly().map((days, week) => ({ theme: `Week ${week + 1}`, days: Object.fromEntries(days.map((one) => [one, day()])) })),
    };
    return { track: fitted(track), body: "" };
  }

  /** @param {Track} track */
  function fill(track) {
    choice("population").value = track.population;
    choice("weeks").value = String(track.weeks.length);
    check("days", daysIn(track));
    field("start").value = asTime(track.shapes[0].start, "24-hour");
    choice("enrolment").value = track.enrolment;
    check("standards", track.standards);
    parts = track.shapes[0].parts;
    drawShape();
  }

  choice("fit").addEventListener("change", () => {
    const fit = choice("fit").value;
    if (fit) fill(tracks[fit].track);
    touched.clear();
    pins.length = left.length = steps.length = 0;
    showPins();
    showLeft();
    showSteps();
  });
  form.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) touched.add(target.name);
    named("gates").hidden = choice("enrolment").value !== "gates";
  });
  choice("weeks").addEventListener("change", showSteps);
  named("add-step").addEventListener("click", () => {
    steps.push({ from: Math.ceil(weeks() / 2) + 1, days: checked("days").slice(0, -1) });
    showSteps();
  });
  named("add-pin").addEventListener("click", () => {
    pins.push({ session: choice("pin-session").value, week: Number(choice("pin-week").value), day: choice("pin-day").value });
    showPins();
  });
  named("add-left").addEventListener("click", () => {
    const session = choice("left-session").value;
    if (!left.includes(session)) left.push(session);
    showLeft();
  });
  drawShape();
  return { form, asked, empty };
}
