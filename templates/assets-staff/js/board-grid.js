// @ts-check
// The weeks and days of a draft as a grid: built when weeks, days or places come or go, and otherwise only changed where something changed.
import { DAYS, daysIn, isOpen, placesOf, shapeNamed, timesOf, usualShape } from "./board-edits.js";
import { attributes, bar, showBar } from "./board-bar.js";
import { findingsByKey, keyOf } from "./board-key.js";
import { bareTime, counted, dayName, moduleMarks, moduleOf, partWords, placeWords, slotTitle, spanWords } from "./board-words.js";
import { element } from "./page.js";
import { asHours } from "./runsheet-times.js";

/** Five steps of how well a day serves as someone's first. @param {BoardLook | null} look */
function entrySteps(look) {
  const scores = (look?.entry ?? []).map(({ score }) => score), least = Math.min(...scores), span = Math.max(...scores) - least;
  return new Map((look?.entry ?? []).map(({ week, day, score }) => [keyOf(week, day), String(span ? Math.round(((score - least) / span) * 4) : 4)]));
}

/** @param {HTMLElement} root @param {Board} board @param {{ theme: (week: number, theme: string) => void }} on */
export function grid(root, board, on) {
  const marks = moduleMarks(board.data.catalogue), hues = board.data.catalogue.module_order;
  let shape = "", at = "";
  /** @type {HTMLElement | null} */
  let resting = null;
  /** @type {WeakMap<Element, string>} */
  const seen = new WeakMap();
  /** Whether an element has something else to show than it has. @param {Element} element @param {unknown[]} shown */
  const isNew = (element, ...shown) => {
    const words = JSON.stringify(shown);
    return seen.get(element) !== words && Boolean(seen.set(element, words));
  };

  /** @param {string} key @param {string} className */
  const stop = (key, className) => {
    const made = element("button", { type: "button", className, tabIndex: -1 });
    made.dataset.key = key;
    return made;
  };

  /** @param {string[]} days */
  function build(days) {
    const { track } = board.draft;
    const heads = days.map((day) => {
      const head = element("div", { role: "columnheader", className: "gw-b-head" }, stop(keyOf(0, day), "gw-b-headbutton"));
      return head;
    });
    const corner = element("div", { role: "columnheader", className: "gw-b-head gw-b-corner", textContent: "Week" });
    const rows = track.weeks.map((week, index) => {
      const number = index + 1, theme = element("textarea", { rows: 2, tabIndex: -1, maxLength: 120, className: "gw-b-theme", placeholder: "Theme", ariaLabel: `Theme of week ${number}` });
      theme.addEventListener("change", () => on.theme(number, theme.value));
      theme.addEventListener("keydown", (event) => {
        if (event.key === "Enter" || event.key === "Escape") {
          event.preventDefault();
          focus(keyOf(number));
        }
      });
      const head = element("div", { role: "rowheader", className: "gw-b-week", id: `board-week-${number}` }, stop(keyOf(number), "gw-b-weekbutton"), bar(), theme);
      const cells = days.map((day) => {
        const plan = week.days[day], cell = element("div", { role: "gridcell", className: "gw-b-cell" });
        if (!plan) {
          cell.classList.add("gw-b-none");
          cell.append(Object.assign(stop(keyOf(number, day), "gw-b-add"), { ariaLabel: `No group on ${dayName(day)} in week ${number}. Add it`, title: `Add ${dayName(day)}` }));
          return cell;
        }
        const time = stop(plan.slots.length ? "" : keyOf(number, day), "gw-b-time");
        if (plan.slots.length) delete time.dataset.key;
        time.dataset.day = keyOf(number, day);
        cell.append(time, element("div", { className: "gw-b-places" }, ...plan.slots.map((_, place) => stop(keyOf(number, day, place), "gw-b-place"))));
        return cell;
      });
      return element("div", { role: "row", className: "gw-b-row" }, head, ...cells);
    });
    root.style.setProperty("--days", String(days.length));
    root.classList.toggle("gw-b-roomy", track.weeks.length < 10);
    root.replaceChildren(element("div", { role: "row", className: "gw-b-row gw-b-heads" }, corner, ...heads), ...rows);
  }

  /** @param {Element} button @param {Place} place @param {BoardFinding[]} findings */
  function showPlace(button, place, findings) {
    const { catalogue } = board.data, { track } = board.draft, slot = track.weeks[place.week - 1].days[place.day].slots[place.place];
    const module = moduleOf(catalogue, slot), free = isOpen(slot), title = slotTitle(catalogue, track, slot);
    const from = board.held?.from, isHeld = from && keyOf(from.week, from.day, from.place) === keyOf(place.week, place.day, place.place);
    const worst = findings.some(({ severity }) => severity === "error") ? "error" : findings.length ? "warning" : "";
    const states = [slot.again && "again", slot.locked && "locked", isHeld && "picked up"].filter(Boolean);
    const wrong = findings.map(({ message }) => message).join("; ");
    const label = `${[title, module && catalogue.modules[module]?.title, ...states].filter(Boolean).join(", ")}. ${placeWords(place)}${wrong ? `. To look at: ${wrong}` : ""}`;
    const hue = module ? `gw-hue-${hues.indexOf(module) % 10}` : "";
    if (!isNew(button, label, module, worst, isHeld)) return;
    button.className = ["gw-b-place", free ? "gw-b-open" : hue, slot.again && "gw-b-again", isHeld && "gw-b-held", worst && `gw-b-${worst}`].filter(Boolean).join(" ");
    attributes(button, { "aria-label": label, title: wrong ? `${title}\n${wrong}` : title });
    const signs = [slot.locked && "locked", worst && "wrong"].filter(Boolean).map((sign) => element("i", { className: `gw-b-${sign}sign` }));
    const words = element("span", { className: "gw-b-title", textContent: title });
    const mark = element("b", { className: "gw-b-mark", textContent: free ? "+" : marks.get(module) ?? "?" });
    button.replaceChildren(mark, words, ...signs, ...(wrong ? [element("small", { textContent: wrong })] : []));
    [...button.children].forEach((child) => child.setAttribute("aria-hidden", "true"));
  }

  /** @param {string[]} days @param {Map<string, BoardFinding[]>} found */
  function fill(days, found) {
    const { catalogue } = board.data, { clock } = catalogue, { track } = board.draft, entry = entrySteps(board.look);
    const changed = new Set((board.look?.changes ?? []).flatMap(({ week, day }) => (week ? [keyOf(week, day ?? "")] : [])));
    const times = track.weeks.map((week) => Object.fromEntries(days.flatMap((day) => (week.days[day] ? [[day, timesOf(catalogue, track, week.days[day])]] : []))));
    const lengths = times.map((week) => Object.values(week).reduce((sum, { net }) => sum + net, 0));
    const most = Math.max(60, ...lengths), floors = (board.look?.standards ?? []).flatMap(({ floor }) => floor ?? []);
    const [head, ...rows] = root.children;
    days.forEach((day, index) => {
      const shape = shapeNamed(track, usualShape(track, day)), button = /** @type {Element} */ (head.children[index + 1].firstElementChild);
      const usual = track.weeks.findIndex(({ days }) => days[day]?.shape === shape.name && days[day].start === null);
      const first = (times[usual] ?? times.find((week) => week[day]))?.[day], words = first ? spanWords(first.start, first.end, clock) : "";
      if (!isNew(button, day, words, shape.name, placesOf(shape))) return;
      button.replaceChildren(element("b", { textContent: dayName(day) }), " ", element("small", { textContent: words }));
      attributes(button, { "aria-label": `Every ${dayName(day)}, ${words}: shape and hour`, title: `Shape "${shape.name}", ${counted(placesOf(shape), "place")}` });
    });
    track.weeks.forEach((week, index) => {
      const number = index + 1, row = rows[index], minutes = lengths[index], [button, svg, theme] = row.children[0].children;
      showWeek(button, number, minutes, floors.some((floor) => minutes < floor), found.get(keyOf(number)) ?? []);
      if (isNew(svg, minutes, most, floors)) showBar(svg, minutes, most, floors);
      if (theme instanceof HTMLTextAreaElement && document.activeElement !== theme) theme.value = week.theme;
      days.forEach((day, column) => {
        const plan = week.days[day], cell = row.children[column + 1];
        if (!plan) return;
        const [time, places] = cell.children, isOwn = plan.start !== null || plan.shape !== usualShape(track, day);
        if (!plan.slots.length) places.textContent = partWords(board, shapeNamed(track, plan.shape).parts);
        showTime(time, { week: number, day }, times[index][day], plan.shape, isOwn, found.get(keyOf(number, day)) ?? []);
        cell.classList.toggle("gw-b-changed", changed.has(keyOf(number, day)) || changed.has(keyOf(number)));
        attributes(cell, { "data-entry": entry.get(keyOf(number, day)) ?? null });
        plan.slots.forEach((_, place) => showPlace(places.children[place], { week: number, day, place }, found.get(keyOf(number, day, place)) ?? []));
      });
    });
  }

  /** @param {Element} button @param {number} week @param {number} minutes @param {boolean} isBelow @param {BoardFinding[]} findings */
  function showWeek(button, week, minutes, isBelow, findings) {
    const words = findings.map(({ message }) => message).join("; ");
    if (!isNew(button, week, minutes, isBelow, words)) return;
    button.replaceChildren(element("b", { textContent: String(week) }), " ", element("span", { textContent: asHours(minutes) }));
    button.className = `gw-b-weekbutton${isBelow ? " gw-b-below" : ""}${words ? " gw-b-wrong" : ""}`;
    attributes(button, { "aria-label": `Week ${week}, ${asHours(minutes)}${isBelow ? ", under a floor" : ""}${words ? `. To look at: ${words}` : ""}`, title: words || null });
  }

  /** @param {Element} button @param {{ week: number, day: string }} at @param {{ start: number, end: number }} times @param {string} name of the shape @param {boolean} isOwn @param {BoardFinding[]} findings */
  function showTime(button, { week, day }, { start, end }, name, isOwn, findings) {
    const words = findings.map(({ message }) => message).join("; "), { clock } = board.data.catalogue, span = spanWords(start, end, clock);
    if (!isNew(button, span, name, isOwn, words)) return;
    const times = [start, end].map((minutes) => element("span", { textContent: bareTime(minutes, clock) }));
    button.replaceChildren(element("em", { textContent: dayName(day) }), ...times);
    button.className = `gw-b-time${words ? " gw-b-wrong" : ""}${isOwn ? " gw-b-own" : ""}`;
    attributes(button, { "aria-label": `Week ${week}, ${dayName(day)}, ${span}: shape and hour${words ? `. To look at: ${words}` : ""}`, title: words || `${span}, shape "${name}"` });
  }

  /** Where the focus is, or would be. @returns {HTMLElement | null} */
  const current = () => root.querySelector(`[data-key="${at}"]`) ?? root.querySelector(`[data-key^="${at.replace(/[^/]*$/, "") || "?"}"]`) ?? root.querySelector(".gw-b-place") ?? root.querySelector("[data-key]");

  /** One place of the grid is reached with Tab; the arrows lead to the others. @param {string} key */
  function rest(key) {
    at = key;
    const now = current();
    if (resting && resting !== now) resting.tabIndex = -1;
    if (now) now.tabIndex = 0;
    resting = now;
  }

  /** @param {string} key */
  function focus(key) {
    rest(key || at);
    current()?.focus();
  }

  root.addEventListener("focusin", ({ target }) => {
    const key = target instanceof HTMLElement && target.dataset.key;
    if (key) rest(key);
  });

  function draw() {
    const { track } = board.draft, days = daysIn(track);
    const now = JSON.stringify([days, track.weeks.map((week) => DAYS.map((day) => week.days[day]?.slots.length ?? "-"))]);
    const had = root.contains(document.activeElement);
    if (now !== shape) build(days);
    fill(days, findingsByKey(board.look));
    if (now !== shape && had) focus(at);
    else rest(at);
    shape = now;
  }

  return { draw, focus, current, get at() { return current()?.dataset.key ?? ""; } };
}
