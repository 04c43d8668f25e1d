// @ts-check
// The grid by keyboard: arrows lead from place to place, and a letter does what a menu does.
import { placeOfKey } from "./board-key.js";

/** @typedef {{ enter(key: string): void, remove(at: Place): void, lock(at: Place): void, repeat(at: Place): void, fits(at: Place): void, menu(key: string): void, day(key: string): void, putBack(): void, moved(at: Place): void }} KeyActions */

/** @param {HTMLElement} root */
function stopsOf(root) {
  return [...root.children].map((row) => [...row.children].map((cell) => /** @type {HTMLElement[]} */ ([...cell.querySelectorAll("[data-key]")]))
    .filter((stops) => stops.length));
}

/** Where an arrow leads from `here`. @param {HTMLElement} root @param {HTMLElement} here @param {string} key @param {boolean} far */
function next(root, here, key, far) {
  const rows = stopsOf(root);
  const row = rows.findIndex((cells) => cells.some((stops) => stops.includes(here)));
  const column = rows[row].findIndex((stops) => stops.includes(here)), place = rows[row][column].indexOf(here);
  // The head of the first row has no number of a week, so its columns stand one further left than those of the weeks.
  const inRow = (/** @type {number} */ to) => rows[to]?.[Math.min(Math.max(column + (rows[to].length - rows[row].length), 0), rows[to].length - 1)];
  const beside = (/** @type {HTMLElement[] | undefined} */ stops) => stops?.[Math.min(place, stops.length - 1)];
  switch (key) {
    case "ArrowLeft":
      return beside(rows[row][column - 1]);
    case "ArrowRight":
      return beside(rows[row][column + 1]);
    case "ArrowUp":
      return rows[row][column][place - 1] ?? inRow(row - 1)?.at(-1);
    case "ArrowDown":
      return rows[row][column][place + 1] ?? inRow(row + 1)?.[0];
    case "Home":
      return rows[far ? 1 : row][0][0];
    case "End":
      return rows[far ? rows.length - 1 : row].at(-1)?.at(-1);
    case "PageUp":
      return beside(inRow(Math.max(1, row - 4)));
    case "PageDown":
      return beside(inRow(Math.min(rows.length - 1, row + 4)));
    default:
      return undefined;
  }
}

/** @param {HTMLElement} root @param {(key: string) => void} focus @param {KeyActions} act */
export function keys(root, focus, act) {
  root.addEventListener("keydown", (event) => {
    const here = event.target;
    if (!(here instanceof HTMLElement) || !here.dataset.key || event.altKey) return;
    const key = here.dataset.key, at = placeOfKey(key), control = event.ctrlKey || event.metaKey;
    const to = next(root, here, event.key, control);
    if (to) {
      focus(to.dataset.key ?? "");
      const place = placeOfKey(to.dataset.key ?? "");
      if (place) act.moved(place);
    } else if (event.key === "Enter" || event.key === " ") {
      act.enter(key);
    } else if (event.key === "Escape") {
      act.putBack();
    } else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey) || (event.key.toLowerCase() === "m" && !control)) {
      act.menu(key);
    } else if (event.key.toLowerCase() === "d" && !control) {
      act.day(key);
    } else if (at && (event.key === "Delete" || event.key === "Backspace")) {
      act.remove(at);
    } else if (at && !control && event.key.toLowerCase() === "l") {
      act.lock(at);
    } else if (at && !control && event.key.toLowerCase() === "r") {
      act.repeat(at);
    } else if (at && !control && event.key.toLowerCase() === "w") {
      act.fits(at);
    } else {
      return;
    }
    event.preventDefault();
  });
}
