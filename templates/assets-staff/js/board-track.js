// @ts-check
// What is said of the whole track: its people, its introduction, its days and their shapes, standards, enrolment, and steps down by person.
import { dayAdded, dayDropped, isUnused, shapeChanged } from "./board-actions.js";
import { DAY_NAMES, daysIn } from "./board-edits.js";
import { labelled, row, select, tick } from "./board-menu.js";
import { shapeEditor } from "./board-shape.js";
import { button, element } from "./page.js";
import { asTime, minutesOf } from "./runsheet-times.js";

const ENROLMENT = [
  { value: "rolling", title: "rolling: someone new on any day" },
  { value: "cohort", title: "cohort: all start together" },
  { value: "gates", title: "gates: at some weeks" },
];

/** "1, 5" as weeks; a word is the id of a module. @param {string} text */
export const gatesOf = (text) => text.split(/[\s,;]+/).filter(Boolean).map((one) => (/^\d+$/.test(one) ? Number(one) : one));

/** @param {HTMLElement} box @param {Board} board */
export function trackPanel(box, board) {
  const { kinds } = board, { catalogue } = board.data;
  let shown = "", mine = false;

  /** A change from here: the fields already say it. @param {Edit[]} edits @param {string} words */
  function act(edits, words) {
    mine = true;
    board.act(edits, words);
    mine = false;
  }

  /** @param {string} key @param {unknown} value @param {string} words */
  const set = (key, value, words) => act([{ op: "set", key, value }], words);

  /** @param {string} words @param {boolean} [isOpen] @param {(Node | string)[]} children */
  const fold = (words, isOpen, ...children) => element("details", { className: "gw-b-fold", open: isOpen }, element("summary", { textContent: words }), ...children);

  /** @param {Shape} shape */
  function shapeItem(shape) {
    const { track } = board.draft, start = element("input", { type: "time", required: true, value: asTime(shape.start, "24-hour") });
    let now = shape;
    const change = (/** @type {Partial<Shape>} */ part) => {
      now = { ...now, ...part };
      const done = shapeChanged(board.draft.track, now);
      act(done.edits, done.words);
    };
    start.addEventListener("change", () => change({ start: minutesOf(start.value) ?? now.start }));
    const remove = isUnused(track, shape.name) && button("Remove this shape", () => {
      board.act([{ op: "set", key: "shapes", value: board.draft.track.shapes.filter(({ name }) => name !== shape.name) }], `The shape "${shape.name}" removed.`);
    });
    return fold(shape.name, track.shapes.length === 1, labelled("Begins at", start), shapeEditor(shape.parts, kinds, (parts) => change({ parts })), row(remove));
  }

  function newShape() {
    const name = element("input", { type: "text", maxLength: 40, placeholder: "saturday" });
    const add = button("Add a shape", () => {
      const { track } = board.draft, words = name.value.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
      if (!words || track.shapes.some((shape) => shape.name === words)) return name.focus();
      const done = shapeChanged(track, { ...track.shapes[0], name: words });
      return board.act(done.edits, `${done.words} Choose it in the window of a day.`);
    });
    return element("div", { className: "gw-b-pair" }, labelled("Another shape", name), add);
  }

  function stages() {
    let now = board.draft.track.stages;
    const list = element("ol", { className: "gw-shape" });
    const change = (/** @type {Stage[]} */ next) => {
      now = next;
      set("stages", now, "Steps down by person changed.");
      draw();
    };
    const draw = () => list.replaceChildren(...now.map((stage, index) => {
      const title = element("input", { type: "text", value: stage.title, ariaLabel: `Name of step ${index + 1}`, placeholder: "Name" });
      const days = element("input", { type: "text", value: Array.isArray(stage.days) ? stage.days.join(" ") : String(stage.days), ariaLabel: `Days of step ${index + 1}: how many a week, or which` });
      const weeks = element("input", { type: "number", min: "1", max: "52", value: String(stage.weeks), ariaLabel: `Weeks of step ${index + 1}` });
      const read = () => {
        const words = days.value.trim().split(/[\s,]+/);
        const said = { title: title.value.trim() || `Step ${index + 1}`, days: /^\d$/.test(words[0]) ? Number(words[0]) : words.filter((word) => word in DAY_NAMES), weeks: Math.max(1, Number(weeks.value) || 1) };
        now = now.map((old, place) => (place === index ? { ...old, ...said } : old));
        set("stages", now, "Steps down by person changed.");
      };
      [title, days, weeks].forEach((field) => field.addEventListener("change", read));
      return element("li", {}, title, days, weeks, button("×", () => change(now.toSpliced(index, 1)), { ariaLabel: `Remove step ${index + 1}` }));
    }));
    draw();
    return [element("p", { className: "gw-b-where", textContent: "For each person: a name, days a week (3, or mon wed), and how many weeks." }), list,
      button("Add a step", () => change([...now, { title: `Step ${now.length + 1}`, days: 3, weeks: 4, standards: [] }]))];
  }

  function draw() {
    const { track, body } = board.draft;
    const now = JSON.stringify([track.title, track.population, body, track.enrolment, track.gates, track.standards, track.shapes, track.days, track.stages, daysIn(track), track.shapes.map(({ name }) => isUnused(track, name))]);
    if (now === shown) return;
    shown = now;
    if (mine) return;
    const population = select(Object.entries(catalogue.populations).map(([value, { title }]) => ({ value, title })), track.population);
    population.addEventListener("change", () => set("population", population.value, `For ${catalogue.populations[population.value].title}.`));
    const enrolment = select(ENROLMENT, track.enrolment), gates = element("input", { type: "text", value: track.gates.join(", "), placeholder: "1, 5" });
    const gatesField = labelled("Weeks (or ids of modules) at which people join", gates);
    gatesField.hidden = track.enrolment !== "gates";
    enrolment.addEventListener("change", () => {
      const wanted = enrolment.value === "gates" ? gatesOf(gates.value || "1") : [];
      gatesField.hidden = !wanted.length;
      gates.value = wanted.join(", ");
      act([{ op: "set", key: "enrolment", value: enrolment.value }, { op: "set", key: "gates", value: wanted }], `Enrolment: ${enrolment.value}.`);
    });
    gates.addEventListener("change", () => set("gates", gatesOf(gates.value), "Gates changed."));
    const intro = element("textarea", { rows: 8, value: body, className: "gw-b-intro" });
    intro.addEventListener("change", () => set("body", intro.value, "Introduction changed."));
    const days = Object.entries(DAY_NAMES).map(([day, name]) => tick(name, daysIn(track).includes(day), (checked) => {
      const done = checked ? dayAdded(board.draft.track, day) : dayDropped(board.draft.track, day);
      act(done.edits, done.words);
    }));
    const standards = Object.entries(catalogue.standards).map(([id, { title }]) => tick(title, track.standards.includes(id), (checked) => {
      const kept = board.draft.track.standards.filter((one) => one !== id);
      set("standards", checked ? [...kept, id] : kept, `${title}: ${checked ? "named" : "no longer named"}.`);
    }));
    box.replaceChildren(
      labelled("For", population), labelled("Enrolment", enrolment), gatesField, labelled("Introduction, to people who think of coming", intro),
      fold("Days on which the group meets", false, element("div", { className: "gw-b-ticks" }, ...days)),
      fold("Shapes of a day", true, ...track.shapes.map(shapeItem), newShape()),
      fold("Standards that the track names", false, element("div", { className: "gw-b-ticks gw-b-column" }, ...standards)),
      fold("Steps down by person", Boolean(track.stages.length), ...stages()),
    );
  }

  return draw;
}
