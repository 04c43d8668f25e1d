// @ts-check
// The window of one place: what is to mend there, what can be done, and what could stand there instead.
import { lockChanged, removed } from "./board-actions.js";
import { isOpen, slotAt } from "./board-edits.js";
import { findingsByKey, keyOf } from "./board-key.js";
import { row, select } from "./board-menu.js";
import { moduleMarks, moduleOf, placeWords, slotTitle, titleOf } from "./board-words.js";
import { button, capitalised, element } from "./page.js";

const AT_ONCE = 8;

/** @type {WeakMap<BoardFinding, Promise<Mend[]>>} */
const known = new WeakMap(); // each is tried out before it is offered, so they are asked for when someone looks

/** @param {Board} board @param {BoardFinding} finding @returns {Promise<Mend[]>} */
const mendsOf = (board, { code, path }) => board.ask({ do: "mends", draft: board.draft, code, path }).then(({ mends }) => mends, () => []);

/**
 * A finding with its next step and, as buttons, what would mend it: at once, or when someone asks.
 * @param {Board} board @param {BoardFinding} finding @param {{ atOnce: boolean, after?: () => void }} how
 */
export function findingItem(board, finding, { atOnce, after = () => {} }) {
  const actions = row();
  async function show() {
    const mends = known.get(finding) ?? mendsOf(board, finding);
    known.set(finding, mends);
    actions.replaceChildren(...(await mends).map(({ title, edits }) => button(title, () => {
      after();
      board.act(edits, `${title}: done.`);
    })));
    if (!atOnce && !actions.childElementCount) actions.replaceChildren(element("span", { className: "gw-source", textContent: "No single change mends this." }));
  }
  if (atOnce) show();
  else actions.append(button("What would mend it?", show));
  const words = element("p", {}, element("b", { className: `gw-b-is-${finding.severity}`, textContent: finding.severity === "error" ? "To mend" : "To look at" }), ` ${capitalised(finding.message)}.`);
  return element("li", { className: "gw-b-finding" }, words, ...(finding.hint ? [element("p", { className: "gw-source", textContent: `${capitalised(finding.hint)}.` })] : []), actions);
}

/** A session as lists show it. @param {Board} board @param {string} session */
export function sessionLine(board, session) {
  const { catalogue } = board.data, module = catalogue.sessions[session]?.module ?? "", hue = catalogue.module_order.indexOf(module) % 10;
  const mark = element("b", { className: "gw-b-mark", textContent: moduleMarks(catalogue).get(module) ?? "?", ariaHidden: "true" });
  return { className: `gw-hue-${hue}`, parts: [mark, element("span", { className: "gw-b-title", textContent: titleOf(catalogue, session) })] };
}

/**
 * @param {Board} board @param {ReturnType<typeof import("./board-menu.js").menu>} menu
 * @param {{ pick(from: Place, copy?: boolean): void }} hold @param {(key: string) => void} focus puts the focus back
 */
export function placeWindow(board, menu, hold, focus) {
  const { catalogue } = board.data;

  /** @param {Place} at */
  const back = (at) => {
    menu.close();
    focus(keyOf(at.week, at.day, at.place));
  };

  /** @param {Place} at @param {ReturnType<typeof lockChanged>} done */
  function act(at, done) {
    back(at);
    if (done) board.act(done.edits, done.words);
  }

  /** @param {Place} at @param {Slot} slot */
  function put(at, slot) {
    const { track } = board.draft;
    act(at, { edits: [{ op: "put", ...at, slot }], words: `${slotTitle(catalogue, track, slot)} placed in ${placeWords(at)}.` });
  }

  /** A session for each of the track's parallel groups. @param {Place} at @param {Slot} slot */
  function streams(at, slot) {
    const { track } = board.draft;
    if (!track.streams.length) return [];
    const options = [{ value: "", title: "Nothing" }, ...catalogue.order.map((id) => ({ value: id, title: titleOf(catalogue, id) }))];
    const fields = track.streams.map(({ name, title }) => {
      const field = select(options, slot.streams?.[name]?.session ?? slot.session ?? "");
      field.name = name;
      return element("label", { className: "gw-b-field" }, element("span", { textContent: title }), field);
    });
    const give = button("Give each group its session", () => {
      const chosen = fields.map((label) => /** @type {HTMLSelectElement} */ (label.lastElementChild)).filter(({ value }) => value);
      if (chosen.length < 2) return put(at, { session: chosen[0]?.value ?? null, again: false, streams: {} });
      return put(at, { session: null, again: false, streams: Object.fromEntries(chosen.map(({ name, value }) => [name, { session: value, again: false }])) });
    });
    return [element("details", { className: "gw-b-streams" }, element("summary", { textContent: "Another session for each group" }), ...fields, row(give))];
  }

  /** @param {Place} at @param {HTMLElement} anchor */
  function show(at, anchor) {
    const slot = slotAt(board.draft.track, at);
    if (!slot) return;
    if (isOpen(slot)) {
      fits(at, anchor);
      return;
    }
    const title = slotTitle(catalogue, board.draft.track, slot), module = moduleOf(catalogue, slot), known = slot.session && catalogue.sessions[slot.session];
    const facts = [module && catalogue.modules[module]?.title, known && `${known.minutes} min`, slot.again && "again", slot.locked && "locked"].filter(Boolean).join(", ");
    const findings = findingsByKey(board.look).get(keyOf(at.week, at.day, at.place)) ?? [];
    const actions = row(
      button("Move", () => {
        back(at);
        hold.pick(at);
      }),
      button("What could stand here?", () => fits(at, anchor)),
      button("Repeat elsewhere", () => {
        back(at);
        hold.pick(at, true);
      }),
      button(slot.locked ? "Unlock" : "Lock", () => act(at, lockChanged(catalogue, board.draft.track, at))),
      button("Remove", () => act(at, removed(catalogue, board.draft.track, at))),
    );
    const why = slot.session && board.reasons[`week-${at.week}-${at.day}-${at.place + 1}`]?.[slot.session];
    const guide = slot.session && known && element("a", { href: `../../${slot.session}/`, target: "_blank", textContent: "Open the guide" });
    menu.open(anchor, title, element("p", { className: "gw-b-where", textContent: `${capitalised(placeWords(at))}${facts ? ` · ${facts}` : ""}` }),
      element("ul", { className: "gw-b-list" }, ...findings.map((finding) => findingItem(board, finding, { atOnce: true, after: () => back(at) }))), actions,
      ...(why ? [element("p", { className: "gw-source", textContent: `Planned here: ${why}.` })] : []), ...streams(at, slot), ...(guide ? [element("p", {}, guide)] : []));
  }

  /** @param {Place} at @param {Fit} fit */
  function fitItem(at, fit) {
    const { className, parts } = sessionLine(board, fit.session);
    const place = element("button", { type: "button", className: `gw-b-card ${className}` }, ...parts, element("small", { textContent: `${fit.minutes} min${fit.again ? ", again" : ""}` }));
    place.addEventListener("click", () => put(at, { session: fit.session, again: fit.again, streams: {} }));
    const against = fit.against.map((words) => element("span", { className: "gw-b-against", textContent: `${capitalised(words)}.` }));
    return element("li", {}, place, element("span", { className: "gw-source", textContent: fit.why.map((words) => `${capitalised(words)}.`).join(" ") }), ...against);
  }

  /** What could stand in a place, best first. @param {Place} at @param {HTMLElement} anchor */
  async function fits(at, anchor) {
    const slot = slotAt(board.draft.track, at), list = element("ul", { className: "gw-b-list" });
    const state = element("p", { textContent: "Looking through the library …", role: "status" });
    const where = element("p", { className: "gw-b-where", textContent: capitalised(placeWords(at)) });
    menu.open(anchor, "What could stand here?", where, state, list, ...(slot && isOpen(slot) ? streams(at, slot) : []));
    try {
      const all = /** @type {{ choices: Fit[] }} */ (await board.ask({ do: "fits", draft: board.draft, ...at })).choices;
      const choices = all.filter(({ session }) => session !== slot?.session);
      state.textContent = choices.length ? "Best first. One press places it." : "The library has nothing for this place.";
      const show = (/** @type {number} */ count) => list.replaceChildren(...choices.slice(0, count).map((fit) => fitItem(at, fit)));
      show(AT_ONCE);
      if (choices.length > AT_ONCE) {
        const more = button(`Show all ${choices.length}`, () => {
          show(choices.length);
          more.remove();
          /** @type {HTMLElement | null} */ (list.children[AT_ONCE].querySelector("button"))?.focus();
        });
        list.after(row(more));
      }
    } catch (error) {
      state.textContent = String(error instanceof Error ? error.message : error);
    }
    menu.place();
  }

  return { show, fits };
}
