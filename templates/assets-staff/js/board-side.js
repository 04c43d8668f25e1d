// @ts-check
// Beside the board, below it on a phone: the shelf, and what each change means, one at a time.
import { shelf } from "./board-shelf.js";
import { trackPanel } from "./board-track.js";
import { changesPanel, coveragePanel, entryPanel, findingsPanel, hoursPanel } from "./board-panels.js";
import { element, finder, one } from "./page.js";

const named = finder("board-");

/** @param {Board} board @param {(session: string) => void} take @param {(key: string) => void} focus */
export function sides(board, take, focus) {
  const page = named("page"), box = named("side"), panel = named("panel");
  /** @type {HTMLButtonElement[]} */
  const tabs = [...box.querySelectorAll("[role=tab]")].filter((tab) => tab instanceof HTMLButtonElement);
  const narrow = matchMedia("(max-width: 51.99rem)");
  let shown = "sessions";

  /** On a phone the board is seen again before something is put there. @param {string} key */
  function go(key) {
    fold(narrow.matches);
    focus(key);
  }

  /** @param {boolean} folded */
  function fold(folded) {
    box.classList.toggle("gw-b-folded", folded);
    page.classList.toggle("gw-b-wide", folded);
    tabs.forEach((tab) => tab.setAttribute("aria-selected", String(!folded && tab.dataset.tab === shown)));
    if (folded) delete page.dataset.tab;
    else page.dataset.tab = shown;
  }

  const shelfBox = element("div"), trackBox = element("div"), changes = changesPanel(board);
  const drawShelf = shelf(shelfBox, board, (session) => {
    fold(narrow.matches);
    take(session);
    focus("");
  });
  const drawTrack = trackPanel(trackBox, board);

  /** @returns {(Node | string)[]} */
  function content() {
    const { look } = board;
    if (shown === "sessions") return drawShelf(), [shelfBox];
    if (shown === "track") return drawTrack(), [trackBox];
    if (!look) return [element("p", { textContent: "Checking …" })];
    if (shown === "findings") return findingsPanel(board, look, go);
    if (shown === "hours") return hoursPanel(board, look);
    if (shown === "coverage") return coveragePanel(board, look);
    if (shown === "entry") return entryPanel(board, look, go);
    return changes(look, go);
  }

  /** New content, with what was open, where it was scrolled and where the focus was. @param {(Node | string)[]} nodes */
  function replace(nodes) {
    const stops = () => [...panel.querySelectorAll("button, input, select, textarea, summary")];
    const open = new Map([...panel.querySelectorAll("details")].map((fold) => [fold.firstElementChild?.textContent, fold.open]));
    const top = panel.scrollTop, focused = stops().findIndex((stop) => stop === document.activeElement);
    panel.replaceChildren(...nodes);
    panel.querySelectorAll("details").forEach((fold) => (fold.open = open.get(fold.firstElementChild?.textContent) ?? fold.open));
    const stop = stops()[focused];
    if (stop instanceof HTMLElement) stop.focus({ preventScroll: true });
    panel.scrollTop = top;
  }

  function draw() {
    const nodes = content();
    if (nodes.length !== panel.childNodes.length || nodes.some((node, index) => node !== panel.childNodes[index])) replace(nodes);
    const count = board.look?.findings.length ?? 0, changed = board.look?.changes.length ?? 0;
    one(named("tab-findings"), "span").textContent = count ? ` ${count}` : "";
    one(named("tab-changes"), "span").textContent = changed ? ` ${changed}` : "";
  }

  /** @param {string} name */
  function show(name) {
    shown = name;
    fold(false);
    tabs.forEach((tab) => (tab.tabIndex = tab.dataset.tab === shown ? 0 : -1));
    panel.setAttribute("aria-labelledby", `board-tab-${shown}`);
    draw();
    panel.scrollTop = 0;
  }

  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => {
      if (shown === tab.dataset.tab && !box.classList.contains("gw-b-folded")) fold(true);
      else show(tab.dataset.tab ?? "");
    });
    tab.addEventListener("keydown", ({ key }) => {
      const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 }[key];
      const next = to === undefined ? undefined : tabs.at(to % tabs.length);
      if (!next) return;
      show(next.dataset.tab ?? "");
      next.focus();
    });
  });
  fold(narrow.matches);
  tabs[0].tabIndex = 0;
  return { draw, show };
}
