// @ts-check
// Picking up and putting down, the same by mouse, touch and keyboard.
import { dropped } from "./board-actions.js";
import { isOpen, slotAt } from "./board-edits.js";
import { placeWords, slotTitle, titleOf } from "./board-words.js";
import { button, element } from "./page.js";

const byFinger = matchMedia("(pointer: coarse)");

/** @param {Board} board @param {HTMLElement} bar @param {() => void} show draws what is held @param {(from: Place) => void} more opens the window of a place */
export function holding(board, bar, show, more) {
  /** @param {Held | null} held @param {string} [title] */
  function hold(held, title = "") {
    board.held = held;
    bar.hidden = !held;
    document.documentElement.classList.toggle("gw-b-holding", Boolean(held));
    const words = element("span", {}, element("b", { textContent: title }), held?.copy ? " once more: choose a place" : ": choose a place");
    const from = held?.from;
    bar.replaceChildren(...(held ? [words, ...(from ? [button("More …", () => (putBack(), more(from)))] : []), button("Put back", putBack)] : []));
  }

  /** @param {Place} from */
  function pick(from, copy = false) {
    const slot = slotAt(board.draft.track, from);
    if (!slot || isOpen(slot)) return;
    const title = slotTitle(board.data.catalogue, board.draft.track, slot);
    hold({ session: slot.session ?? "", from, copy }, title);
    show();
    board.say(copy ? `${title}, once more: choose a place, Enter puts it there, Escape leaves it.` : `${title} picked up from ${placeWords(from)}. ${byFinger.matches ? "Tap where it should go." : "Arrows choose a place, Enter drops it there, Escape puts it back."}`);
  }

  /** @param {string} session */
  function take(session) {
    const title = titleOf(board.data.catalogue, session);
    hold({ session, from: null, copy: false }, title);
    show();
    board.say(`${title} taken from the list. Choose a place; Enter puts it there, Escape puts it back.`);
  }

  function putBack() {
    if (!board.held) return;
    hold(null);
    show();
    board.say("Put back. Nothing has changed.");
  }

  /** @param {Place} to */
  function drop(to) {
    const { held } = board;
    if (!held) return undefined;
    hold(null);
    const done = dropped(board.data.catalogue, board.draft.track, held, to);
    if (done) return board.act(done.edits, done.words);
    show();
    return board.say("Put back. Nothing has changed.");
  }

  /** What dropping here would do, said while someone looks for a place. @param {Place} to */
  function about(to) {
    const slot = slotAt(board.draft.track, to);
    if (!board.held || !slot) return;
    const there = isOpen(slot) ? "open" : slotTitle(board.data.catalogue, board.draft.track, slot);
    const swaps = board.held.from && !board.held.copy ? "would change places" : "would give way";
    board.say(`${placeWords(to)}: ${isOpen(slot) ? there : `${there} ${swaps}`}.`);
  }

  return { pick, take, putBack, drop, about };
}
