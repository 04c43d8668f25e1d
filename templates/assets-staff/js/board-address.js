// @ts-check
// The draft in the address, so that a reload loses nothing; and kept in this browser, where someone asks for it.
import { isLink, toLink } from "./board-link.js";

const KEPT = `groupwork-draft:${location.pathname}`, PAUSE = 300;

/** The browser's storage, which may be switched off. @template Found @param {(store: Storage) => Found} act */
function stored(act) {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
}

/**
 * @param {HTMLElement} page says in `data-address` whether the address holds the draft as it stands @param {HTMLInputElement} keep the box to tick
 * @param {{ moment(): Moment | null, read(link: string, name: string): Promise<boolean>, refused(): void }} board
 */
export function addressing(page, keep, board) {
  let timer = 0, turn = 0, isBroken = false, written = location.hash;

  async function ending() {
    const { draft, base, file } = /** @type {Moment} */ (board.moment());
    return `#${await toLink({ v: 1, ...draft, ...(base && base !== draft && { base }), ...(file.name && { file }) })}`;
  }

  /** A link that could not be read stays one step back. */
  async function write() {
    const writing = board.moment(), mine = turn += 1, end = await ending();
    if (mine !== turn) return; // a later one is on its way, or was faster
    written = end;
    const address = `${location.pathname}${location.search}${written}`;
    if (isBroken) history.pushState(null, "", address);
    else history.replaceState(history.state, "", address);
    isBroken = false;
    if (writing === board.moment()) page.dataset.address = "whole";
    if (keep.checked) stored((store) => store.setItem(KEPT, written));
  }

  /** Opens what the address holds, where that is not what was written there. */
  async function arrive() {
    const hasBegun = Boolean(board.moment());
    if (hasBegun && location.hash === written) return;
    if (hasBegun && !isLink(location.hash)) return write(); // a link inside the page must not lose the draft
    const kept = stored((store) => store.getItem(KEPT)), hash = isLink(location.hash) ? location.hash : kept ?? "";
    keep.checked = Boolean(kept);
    const isOpened = Boolean(hash) && (await board.read(hash, ""));
    isBroken = Boolean(hash) && !isOpened;
    if (!isOpened) board.refused();
    if (isBroken && hasBegun) await write();
  }

  keep.addEventListener("change", () => {
    if (keep.checked && board.moment()) write();
    else stored((store) => store.removeItem(KEPT));
  });
  addEventListener("hashchange", arrive);

  return {
    arrive, write,
    link: async () => `${location.origin}${location.pathname}${await ending()}`,
    /** The address follows a moment after the last change. */
    changed() {
      page.dataset.address = "behind";
      clearTimeout(timer);
      timer = setTimeout(write, PAUSE);
    },
  };
}
