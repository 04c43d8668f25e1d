// @ts-check
// Hands and keys in room mode: a swipe or an arrow key turns to the next part and back; sheets lie over a part and give it back unchanged when they close.
import { button, element } from "./page.js";

/** @param {HTMLElement | null} content @param {string} name @returns {{ dialog: HTMLDialogElement, top: HTMLElement }} */
export function sheet(content, name) {
  const top = element("p");
  const dialog = element("dialog", { className: "gw-room-sheet", ariaLabel: name }, top);
  top.append(button("Back to the part", () => dialog.close(), { className: "gw-room-close" }));
  if (content) dialog.append(content);
  document.body.append(dialog);
  return { dialog, top };
}

/** @param {EventTarget | null} target @param {string} selector */
const isIn = (target, selector) => target instanceof Element && target.closest(selector) !== null;

/** @param {HTMLElement} room @param {(by: number) => void} step */
export function turnsByHand(room, step) {
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
    if (isIn(event.target, "input, select, textarea, .gw-table")) return;
    if (event.key === "ArrowRight") step(1);
    else if (event.key === "ArrowLeft") step(-1);
  });
  /** @type {Touch | null} */
  let touch = null;
  room.addEventListener("touchstart", ({ touches, target }) => {
    touch = touches.length === 1 && !isIn(target, ".gw-table, dialog, input") ? touches[0] : null;
  }, { passive: true });
  room.addEventListener("touchend", ({ changedTouches: [end] }) => {
    if (!touch) return;
    const [across, down] = [end.clientX - touch.clientX, end.clientY - touch.clientY];
    if (Math.abs(across) > 70 && Math.abs(across) > 2 * Math.abs(down) && !String(getSelection())) step(across < 0 ? 1 : -1);
  }, { passive: true });
}
