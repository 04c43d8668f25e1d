// @ts-check
// The board: a draft of a track that is moved about, and what each change means. The draft stands in the address; nothing is sent anywhere.
import { lockChanged, removed, themed } from "./board-actions.js";
import { addressing } from "./board-address.js";
import { beginning, reasonsOf } from "./board-begin.js";
import { dragging } from "./board-drag.js";
import { edited, isOpen, slotAt } from "./board-edits.js";
import { grid } from "./board-grid.js";
import { keyOf, partsOfKey, placeOfKey } from "./board-key.js";
import { history as past } from "./board-history.js";
import { holding } from "./board-hold.js";
import { keys } from "./board-keys.js";
import { menu, row } from "./board-menu.js";
import { printing, sending } from "./board-out.js";
import { placeWindow } from "./board-place.js";
import { sides } from "./board-side.js";
import { weekWindows } from "./board-week.js";
import { counted, told } from "./board-words.js";
import { button, capitalised, element, finder } from "./page.js";
import { absent, latest, startPlanner } from "./planner.js";

const named = finder("board-");
const page = named("page");

/** @param {string} words */
const say = (words) => (named("said").textContent = words ? capitalised(words) : "");

/** @param {string} words */
function fail(words) {
  named("state").hidden = false;
  named("state").textContent = words;
}

/** What the page offers: kinds of parts, and the shape of a day to begin with. */
function offered() {
  /** @type {[string, string][]} */
  const kinds = JSON.parse(String(page.dataset.kinds));
  /** @type {[string, number][]} */
  const shape = JSON.parse(String(page.dataset.shape));
  return { kinds: kinds.map(([value, title]) => ({ value, title })), shape: shape.map(([kind, minutes]) => ({ kind, minutes: minutes || null })) };
}

/** Whether someone is writing, where keys are letters. @param {EventTarget | null} target */
const isWriting = (target) => target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type !== "checkbox");

/** @param {BoardData} data @param {Board["ask"]} ask */
function run(data, ask) {
  /** @type {ReturnType<typeof past> | null} */
  let steps = null;
  /** @type {BoardLook | null} */
  let look = null;
  /** @type {Draft | null} */
  let lookedAt = null;
  /** @type {{ take: (look: BoardLook) => void, fail: (error: Error) => void }[]} */
  const waiting = [];
  const work = named("work"), start = named("begin"), title = named("title", HTMLInputElement);
  const now = () => {
    if (!steps) throw new Error("nothing has begun");
    return steps.now;
  };

  const { kinds, shape } = offered();
  /** @type {Board} */
  const board = {
    data, kinds, held: null, ask, say, shown: new Set(),
    check: () => void asks(),
    settled: () => (look && lookedAt === now().draft ? Promise.resolve(look) : new Promise((take, fail) => { waiting.push({ take, fail }); })),
    get draft() { return now().draft; },
    get base() { return now().base; },
    get reasons() { return now().reasons ?? {}; },
    get file() { return now().file; },
    get look() { return look; },
    act(edits, words) {
      const draft = edited(now().draft, edits);
      if (draft !== now().draft) steps?.add({ ...now(), draft }, words);
      say(words);
      changed();
    },
    open(moment, words) {
      if (board.held) hold.putBack();
      const wasAway = !steps || work.hidden;
      if (steps) steps.add(moment, words);
      else steps = past(moment);
      start.hidden = true;
      work.hidden = false;
      named("back").hidden = false;
      say(words);
      changed();
      if (wasAway) cells.current()?.focus();
    },
    note(file) {
      Object.assign(board.file, file);
      return address.write();
    },
    undo() {
      const words = steps?.past;
      steps?.undo();
      stepped(words ? `Taken back: ${words}` : "There is nothing to take back.");
    },
    redo() {
      const words = steps?.future;
      steps?.redo();
      stepped(words ? `Done again: ${words}` : "There is nothing to do again.");
    },
  };

  // What is drawn

  const cells = grid(named("grid"), board, { theme: (week, words) => act(themed(week, words), "") });
  const window = menu(named("menu"));
  const hold = holding(board, named("held"), cells.draw, (from) => places.show(from, here(keyOf(from.week, from.day, from.place))));
  const places = placeWindow(board, window, hold, cells.focus);
  const side = sides(board, hold.take, cells.focus);
  const weeks = weekWindows(board, window, cells.focus, () => side.show("track"));

  const asks = latest(() => ask({ do: "look", draft: board.draft, base: board.base, standards: [...board.shown] }), (/** @type {BoardLook} */ answer) => {
    const { catalogue } = data, findings = answer.findings.map((one) => ({ ...one, message: told(catalogue, one.message), hint: told(catalogue, one.hint) }));
    look = { ...answer, findings };
    lookedAt = now().draft;
    draw();
    waiting.splice(0).forEach(({ take }) => take(answer));
  }, (words) => {
    say(words);
    waiting.splice(0).forEach(({ fail }) => fail(new Error(words)));
  });

  function draw() {
    const { track } = board.draft;
    if (document.activeElement !== title) title.value = track.title;
    named("undo", HTMLButtonElement).disabled = !steps?.past;
    named("redo", HTMLButtonElement).disabled = !steps?.future;
    named("undo").title = steps?.past ? `Take back: ${steps.past}` : "";
    named("line").textContent = look ? `${data.catalogue.populations[track.population]?.title ?? track.population} · ${counted(track.weeks.length, "week")} · ${look.total}, ${look.shortest} in the shortest week` : "";
    const errors = look?.findings.filter(({ severity }) => severity === "error").length ?? 0, others = (look?.findings.length ?? 0) - errors;
    const words = [errors && `${errors} to mend`, others && `${others} to look at`].filter(Boolean).join(", ");
    named("sum").textContent = look ? words || "nothing to mend" : "";
    named("sum").className = errors ? "gw-b-lead gw-unmet" : "gw-b-lead";
    cells.draw();
    side.draw();
  }

  /** Another moment of the work is here. @param {string} words */
  function stepped(words) {
    if (board.held) hold.putBack();
    say(words);
    changed();
  }

  /** Drawn at once; what it means, and the address, follow. */
  function changed() {
    draw();
    asks();
    address.changed();
  }

  // What people do

  /** @param {string} key @param {HTMLElement} anchor */
  function openWindow(key, anchor) {
    const at = placeOfKey(key), { week, day } = partsOfKey(key);
    if (at) places.show(at, anchor);
    else if (day) weeks.showDay(key, anchor);
    else weeks.showWeek(week, anchor);
  }

  const here = (/** @type {string} */ key) => /** @type {HTMLElement} */ (named("grid").querySelector(`[data-key="${key}"]`) ?? named("grid"));
  const act = (/** @type {ReturnType<typeof removed>} */ done, /** @type {string} */ otherwise) => (done ? board.act(done.edits, done.words) : say(otherwise));
  const NOTHING = "Nothing stands here yet. Press W to see what could.";

  /** @param {string} key */
  function enter(key) {
    const at = placeOfKey(key), slot = at && slotAt(board.draft.track, at);
    if (at && board.held) hold.drop(at);
    else if (at && slot && !isOpen(slot)) hold.pick(at);
    else openWindow(key, here(key));
  }

  keys(named("grid"), cells.focus, {
    enter, putBack: hold.putBack, moved: hold.about, menu: (key) => openWindow(key, here(key)),
    remove: (at) => act(removed(data.catalogue, board.draft.track, at), NOTHING),
    lock: (at) => act(lockChanged(data.catalogue, board.draft.track, at), NOTHING),
    repeat: (at) => hold.pick(at, true),
    fits: (at) => places.fits(at, here(cells.at)),
    day: (key) => weeks.showDay(key.replace(/[^/]*$/, ""), here(key)),
  });
  let byTouch = false;
  named("grid").addEventListener("pointerdown", ({ pointerType }) => (byTouch = pointerType === "touch"));
  named("grid").addEventListener("click", (event) => {
    const target = event.target instanceof Element && event.target.closest("[data-key], [data-day]");
    if (!(target instanceof HTMLElement) || !event.detail) return; // keys have their own way
    const key = target.dataset.key ?? "", at = placeOfKey(key);
    if (target.dataset.day) weeks.showDay(target.dataset.day, target);
    else if (at && (board.held || byTouch)) enter(key);
    else openWindow(key, target);
  });
  dragging(page, {
    ...hold,
    away() {
      const from = board.held?.from;
      hold.putBack();
      if (from) act(removed(data.catalogue, board.draft.track, from), NOTHING);
    },
  });
  title.addEventListener("change", () => board.act([{ op: "set", key: "title", value: title.value.trim() || "Untitled" }], `Title: ${title.value}.`));
  named("undo").addEventListener("click", board.undo);
  named("redo").addEventListener("click", board.redo);
  named("sum").addEventListener("click", () => side.show("findings"));
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && board.held) hold.putBack();
    if (!steps || work.hidden || !(event.ctrlKey || event.metaKey) || isWriting(event.target)) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) board.redo();
    else board.undo();
  });

  // The rest is planned

  /** @param {boolean} keepsAll @param {string} words */
  async function fill(keepsAll, words) {
    window.close();
    say("Planning …");
    try {
      const made = /** @type {Made} */ (await ask({ do: "fill", draft: board.draft, keep: keepsAll }));
      if (made.draft) board.open({ draft: edited(made.draft, []), base: board.base, reasons: reasonsOf(made.draft, made.reasons), file: board.file }, words);
      else say(`It could not be planned: ${(made.findings ?? []).map(({ message, hint }) => `${message}. ${hint}`).join(" ")}`);
    } catch (error) {
      say(String(error instanceof Error ? error.message : error));
    }
  }
  named("fill").addEventListener("click", () => {
    const words = element("p", { className: "gw-source", textContent: "The planner chooses for open places. What is locked always stays where it is." });
    window.open(named("fill"), "Plan the rest", words,
      row(button("Fill the open places", () => fill(true, "The open places are planned.")), button("Plan all that is not locked", () => fill(false, "All that is not locked is planned anew."))));
  });

  // Beginning and leaving

  const { read } = beginning(data, kinds, shape, ask, board.open);
  const showBegin = (/** @type {boolean} */ begins) => {
    start.hidden = !begins;
    work.hidden = begins;
    if (begins && steps) start.querySelector("h2")?.focus();
    else if (!begins) cells.current()?.focus();
  };
  named("anew").addEventListener("click", () => showBegin(true));
  named("back").addEventListener("click", () => showBegin(false));
  named("send").addEventListener("click", sending(board, () => address.link()));
  printing(board, named("paper"));
  const address = addressing(page, named("keep", HTMLInputElement), { moment: () => steps?.now ?? null, read, refused: () => showBegin(true) });
  return address.arrive();
}

if (absent) {
  fail("This page needs WebAssembly, which this browser lacks or has switched off. On a computer with Groupwork, `groupwork compose` plans a track too.");
} else {
  const planner = startPlanner("board", page);
  /** @type {Board["ask"]} */
  const ask = async (asked) => {
    const answer = await planner(asked);
    if (answer.error) throw new Error(answer.error);
    return answer;
  };
  fetch(String(page.dataset.data)).then((answer) => answer.json()).then((data) => run(data, ask))
    .then(() => (named("state").hidden = true)).catch((error) => fail(`This page could not load its planner: ${error.message}`));
}
