// @ts-check
// The weeks and days of a draft as a grid: built when weeks, days or places come or go, and otherwise only changed where something changed.
import { DAYS, daysIn, isOpen, placesOf, shapeNamed, timesOf, usualShape } from "./board-edits.js";
import { bareTime, counted, dayName, moduleMarks, moduleOf, placeWords, slotTitle, spanWords } from "./board-words.js";
import { element } from "./page.js";
import { asHours } from "./runsheet-times.js";

/** The name of a place in the page: `3/tue/0`; of a day `3/tue/`, of a week `3//`. @param {number} week @param {string} [day] @param {number | string} [place] */
export const keyOf = (week, day = "", place = "") => `${week}/${day}/${place}`;

/** @param {string} key @returns {Place | null} */
export function placeOfKey(key) {
  const [week, day, place] = key.split("/");
  return day && place !== "" ? { week: Number(week), day, place: Number(place) } : null;
}

/** @param {string} key @returns {{ week: number, day: string }} */
export const partsOfKey = (key) => ({ week: Number(key.split("/")[0]), day: key.split("/")[1] });

/** @param {Node} node @param {Record<string, string | null>} attributes */
function attributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (node instanceof Element && node.getAttribute(name) !== value) value === null ? node.removeAttribute(name) : node.setAttribute(name, value);
  }
}

/**
 * What is to mend, by the place, day or week that it concerns.
 * @param {BoardLook | null} look
 */
export function findingsByKey(look) {
  /** @type {Map<string, BoardFinding[]>} */
  const found = new Map();
  for (const finding of look?.findings ?? []) {
    if (!finding.at) continue;
    const key = keyOf(finding.at.week, finding.at.day ?? "", finding.at.place ?? "");
    found.set(key, [...(found.get(key) ?? []), finding]);
  }
  return found;
}

/** Five steps of how well a day serves as someone's first. @param {BoardLook | null} look */
function entrySteps(look) {
  const scores = (look?.entry ?? []).map(({ score }) => score), least = Math.min(...scores), span = Math.max(...scores) - least;
  return new Map((look?.entry ?? []).map(({ week, day, score }) => [keyOf(week, day), String(span ? Math.round(((score - least) / span) * 4) : 4)]));
}

/** @param {HTMLElement} root @param {Board} board @param {{ theme: (week: number, theme: string) => void }} on */
export function grid(root, board, on) {
  const marks = moduleMarks(board.data.catalogue), hues = board.data.catalogue.module_order;
  let shape = "", at = "";

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
      const number = index + 1, theme = element("textarea", { rows: 2, tabIndex: -1, maxLength: 120, className: "gw-b-theme", spellcheck: true });
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
          cell.append(stop(keyOf(number, day), "gw-b-add"));
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
    const seen = [label, module, worst, isHeld].join("|");
    const hue = module ? `gw-hue-${hues.indexOf(module) % 10}` : "";
    if (button.getAttribute("data-seen") === seen) return;
    button.className = ["gw-b-place", free ? "gw-b-open" : hue, slot.again && "gw-b-again", isHeld && "gw-b-held", worst && `gw-b-${worst}`].filter(Boolean).join(" ");
    attributes(button, { "data-seen": seen, "aria-label": label, title: wrong ? `${title}\n${wrong}` : title });
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
    const most = Math.max(60, ...track.weeks.map(minutesOfWeek)), floors = (board.look?.standards ?? []).flatMap(({ floor }) => floor ?? []);
    const [head, ...rows] = root.children;
    days.forEach((day, index) => {
      const shape = shapeNamed(track, usualShape(track, day)), button = head.children[index + 1].firstElementChild;
      const first = track.weeks.find((week) => week.days[day])?.days[day], times = first && timesOf(catalogue, track, { ...first, start: first.start });
      const words = times ? spanWords(times.start, times.end, clock) : "";
      button?.replaceChildren(element("b", { textContent: dayName(day) }), " ", element("small", { textContent: words }));
      attributes(/** @type {Element} */ (button), { "aria-label": `Every ${dayName(day)}, ${words}: shape and hour`, title: `Shape "${shape.name}", ${counted(placesOf(shape), "place")}` });
    });
    /** @param {TrackWeek} week */
    function minutesOfWeek(week) {
      return Object.values(week.days).reduce((sum, day) => sum + timesOf(catalogue, track, day).net, 0);
    }
    track.weeks.forEach((week, index) => {
      const number = index + 1, row = rows[index], minutes = minutesOfWeek(week), wrong = found.get(keyOf(number)) ?? [];
      const [button, svg, theme] = row.children[0].children, below = floors.some((floor) => minutes < floor);
      button.replaceChildren(element("b", { textContent: String(number) }), " ", element("span", { textContent: asHours(minutes) }));
      const said = wrong.map(({ message }) => message).join("; ");
      attributes(button, {
        "aria-label": `Week ${number}, ${asHours(minutes)}${below ? ", under a floor" : ""}${said ? `. To look at: ${said}` : ""}`,
        class: `gw-b-weekbutton${below ? " gw-b-below" : ""}${wrong.length ? " gw-b-wrong" : ""}`,
        title: said || null,
      });
      showBar(svg, minutes, most, floors);
      if (theme instanceof HTMLTextAreaElement && document.activeElement !== theme) theme.value = week.theme;
      attributes(theme, { "aria-label": `Theme of week ${number}`, placeholder: "Theme" });
      days.forEach((day, column) => {
        const plan = week.days[day], cell = row.children[column + 1];
        if (!plan) return attributes(/** @type {Element} */ (cell.firstElementChild), { "aria-label": `No group on ${dayName(day)} in week ${number}. Add it`, title: `Add ${dayName(day)}` });
        const [time, places] = cell.children, { start, end } = timesOf(catalogue, track, plan), notes = found.get(keyOf(number, day)) ?? [];
        const words = notes.map(({ message }) => message).join("; ");
        time.replaceChildren(element("em", { textContent: dayName(day) }), element("span", { textContent: bareTime(start, clock) }), element("span", { textContent: bareTime(end, clock) }));
        attributes(time, {
          "aria-label": `Week ${number}, ${dayName(day)}, ${spanWords(start, end, clock)}: shape and hour${words ? `. To look at: ${words}` : ""}`,
          title: words || `${spanWords(start, end, clock)}, shape "${plan.shape}"`,
          class: `gw-b-time${notes.length ? " gw-b-wrong" : ""}${plan.start !== null || plan.shape !== usualShape(track, day) ? " gw-b-own" : ""}`,
        });
        cell.classList.toggle("gw-b-changed", changed.has(keyOf(number, day)) || changed.has(keyOf(number)));
        attributes(cell, { "data-entry": entry.get(keyOf(number, day)) ?? null });
        plan.slots.forEach((_, place) => showPlace(places.children[place], { week: number, day, place }, found.get(keyOf(number, day, place)) ?? []));
      });
    });
  }

  /** Where the focus is, or would be. @returns {HTMLElement | null} */
  const current = () => root.querySelector(`[data-key="${at}"]`) ?? root.querySelector(".gw-b-place, [data-key]");

  /** One place of the grid is reached with Tab; the arrows lead to the others. @param {string} key */
  function rest(key) {
    root.querySelectorAll('[data-key][tabindex="0"]').forEach((old) => (/** @type {HTMLElement} */ (old).tabIndex = -1));
    at = key;
    const now = current();
    if (now) now.tabIndex = 0;
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

const SVG = "http://www.w3.org/2000/svg";

/** The hours of a week as a bar, with a line for each floor. */
function bar() {
  const svg = document.createElementNS(SVG, "svg");
  attributes(svg, { viewBox: "0 0 100 4", preserveAspectRatio: "none", class: "gw-b-bar", "aria-hidden": "true" });
  return svg;
}

/** @param {Element} svg @param {number} minutes @param {number} most @param {number[]} floors */
export function showBar(svg, minutes, most, floors) {
  const top = Math.max(most, ...floors) * 1.04, widthOf = (/** @type {number} */ value) => String(Math.round((value / top) * 1000) / 10);
  const rect = document.createElementNS(SVG, "rect");
  attributes(rect, { width: widthOf(minutes), height: "4", class: floors.some((floor) => minutes < floor) ? "gw-b-under" : "" });
  const lines = [...new Set(floors)].map((floor) => {
    const line = document.createElementNS(SVG, "rect");
    attributes(line, { x: widthOf(floor), width: ".9", height: "4", class: "gw-b-floor" });
    return line;
  });
  svg.replaceChildren(rect, ...lines);
}
