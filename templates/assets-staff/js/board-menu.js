// @ts-check
// The one small window of the board: it opens beside what it is about, and closes with Escape or a click elsewhere.
import { button, element } from "./page.js";

/** @param {HTMLElement} box an element with `popover` */
export function menu(box) {
  /** @type {HTMLElement | null} */
  let from = null;

  function place() {
    box.style.removeProperty("left");
    box.style.removeProperty("top");
    if (!from || matchMedia("(max-width: 51.99rem)").matches) return;
    const anchor = from.getBoundingClientRect(), { offsetWidth: width, offsetHeight: height } = box, gap = 6;
    const within = (/** @type {number} */ wanted, /** @type {number} */ length, /** @type {number} */ whole) => `${Math.max(gap, Math.min(wanted, whole - length - gap))}px`;
    const fitsBelow = anchor.bottom + gap + height <= innerHeight, fitsAbove = anchor.top >= gap + height;
    box.style.left = within(fitsBelow || fitsAbove ? anchor.left : anchor.right + gap, width, innerWidth);
    box.style.top = within(fitsBelow ? anchor.bottom + gap : anchor.top - gap - height, height, innerHeight);
  }

  /** @param {HTMLElement} anchor @param {string} title @param {(Node | string)[]} children */
  function open(anchor, title, ...children) {
    from = anchor;
    const head = element("div", { className: "gw-b-menuhead" }, element("h2", { textContent: title, id: "board-menu-title", tabIndex: -1 }), button("Close", close, { className: "gw-b-close" }));
    box.replaceChildren(head, ...children);
    box.setAttribute("aria-labelledby", "board-menu-title");
    if (!box.matches(":popover-open")) box.showPopover();
    place();
    /** @type {HTMLElement | null} */ (box.querySelector("[autofocus], #board-menu-title"))?.focus({ preventScroll: true });
  }

  function close() {
    if (box.matches(":popover-open")) box.hidePopover();
  }

  new ResizeObserver(() => box.matches(":popover-open") && place()).observe(box);
  return { box, open, close, place };
}

/** Buttons in a row. @param {(HTMLElement | false | null)[]} buttons */
export const row = (...buttons) => element("div", { className: "gw-b-actions" }, ...buttons.filter((one) => one instanceof HTMLElement));

/** @param {string} words @param {HTMLElement} field */
export const labelled = (words, field) => element("label", { className: "gw-b-field" }, element("span", { textContent: words }), field);

/** @param {{ value: string, title: string }[]} options @param {string} value */
export function select(options, value) {
  const made = element("select", {}, ...options.map((option) => element("option", { value: option.value, textContent: option.title })));
  made.value = value;
  return made;
}

/** A box to tick. @param {string} words @param {boolean} checked @param {(checked: boolean) => void} change */
export function tick(words, checked, change) {
  const box = element("input", { type: "checkbox", checked });
  box.addEventListener("change", () => change(box.checked));
  return element("label", { className: "gw-b-tick" }, box, words);
}
