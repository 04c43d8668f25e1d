// @ts-check
// The windows of a week and of a day: add, copy, drop and move; another shape or hour.
import { dayAdded, dayChanged, dayDropped, freeDays, themed, weekAdded, weekCopied, weekDropped, weekMoved } from "./board-actions.js";
import { daysIn, shapeNamed, timesOf, usualShape } from "./board-edits.js";
import { findingsByKey, keyOf, partsOfKey } from "./board-key.js";
import { labelled, row, select } from "./board-menu.js";
import { findingItem } from "./board-place.js";
import { dayName, partWords, spanWords } from "./board-words.js";
import { button, element, one } from "./page.js";
import { asTime, minutesOf } from "./runsheet-times.js";

const MOST_WEEKS = 52; // what a track file may have

/**
 * @param {Board} board @param {ReturnType<typeof import("./board-menu.js").menu>} menu
 * @param {(key: string) => void} focus @param {() => void} shapes opens the list of shapes
 */
export function weekWindows(board, menu, focus, shapes) {
  /** @param {import("./board-actions.js").Done | null} done @param {string} key */
  function act(done, key) {
    menu.close();
    if (done) board.act(done.edits, done.words);
    focus(key);
  }

  /** @param {string} key */
  const findings = (key) => element("ul", { className: "gw-b-list" }, ...(findingsByKey(board.look).get(key) ?? []).map((finding) => findingItem(board, finding, { atOnce: true, after: menu.close })));

  /** @param {number} week @param {HTMLElement} anchor */
  function showWeek(week, anchor) {
    const { track } = board.draft, last = track.weeks.length, theme = element("input", { type: "text", value: track.weeks[week - 1].theme, maxLength: 120 });
    theme.addEventListener("change", () => {
      const done = themed(week, theme.value);
      board.act(done.edits, done.words);
    });
    menu.open(anchor, `Week ${week}`, findings(keyOf(week)), labelled("Theme", theme),
      row(
        last < MOST_WEEKS && button("Copy this week", () => act(weekCopied(track, week), keyOf(week + 1))),
        last < MOST_WEEKS && button("Add an empty week", () => act(weekAdded(track, week), keyOf(week + 1))),
        week > 1 && button("Move earlier", () => act(weekMoved(track, week, week - 1), keyOf(week - 1))),
        week < last && button("Move later", () => act(weekMoved(track, week, week + 1), keyOf(week + 1))),
        last > 1 && button("Drop this week", () => act(weekDropped(track, week), keyOf(Math.max(1, week - 1)))),
      ),
      element("p", { className: "gw-b-where", textContent: "Add a day to this week" }),
      row(...freeDays(track, week).map((day) => button(dayName(day), () => act(dayAdded(track, day, week), keyOf(week, day, 0))))));
  }

  /** The window of a day; `week` 0 is that weekday in every week. @param {string} key @param {HTMLElement} anchor */
  function showDay(key, anchor) {
    const { week, day } = partsOfKey(key), { track } = board.draft, { catalogue } = board.data, { clock } = catalogue;
    const plan = (week ? track.weeks[week - 1] : track.weeks.find(({ days }) => days[day]))?.days[day];
    if (!plan) return week ? act(dayAdded(track, day, week), keyOf(week, day, 0)) : undefined;
    const shape = select(track.shapes.map(({ name }) => ({ value: name, title: name })), week ? plan.shape : usualShape(track, day));
    const start = element("input", { type: "time", required: true });
    const ends = element("p", { className: "gw-b-where", role: "status" });
    const set = (/** @type {number} */ minutes) => (start.value = asTime(minutes, "24-hour"));
    const tell = () => {
      const times = timesOf(catalogue, track, { ...plan, shape: shape.value, start: minutesOf(start.value) });
      ends.textContent = `${spanWords(times.start, times.end, clock)}: ${partWords(board, shapeNamed(track, shape.value).parts)}`;
    };
    set(plan.start ?? shapeNamed(track, plan.shape).start);
    shape.addEventListener("change", () => {
      set(shapeNamed(track, shape.value).start);
      tell();
    });
    start.addEventListener("input", tell);
    tell();
    const change = (/** @type {number} */ only) => act(dayChanged(track, day, shape.value, minutesOf(start.value) ?? 540, only || undefined), key);
    const name = dayName(day), some = daysIn(track).length > 1;
    menu.open(anchor, week ? `Week ${week}, ${name}` : `Every ${name}`, week ? findings(keyOf(week, day)) : "",
      element("div", { className: "gw-b-pair" }, labelled("Shape", shape), labelled("Begins at", start)), ends,
      row(
        Boolean(week) && button("Change this day only", () => change(week)),
        button(`Change every ${name}`, () => change(0)),
        button("Edit shapes …", () => {
          menu.close();
          shapes();
        }),
      ),
      row(
        Boolean(week) && button(`Drop this ${name}`, () => act(dayDropped(track, day, week), keyOf(week, day))),
        some && button(`Drop every ${name}`, () => act(dayDropped(track, day), keyOf(1))),
      ));
    one(menu.box, "select").focus();
  }

  return { showWeek, showDay };
}
