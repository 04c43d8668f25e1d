// @ts-check
// The shelf: every session of the library, narrowed by what a director looks for; core sessions first, and how often each stands on the board.
import { placed } from "./board-edits.js";
import { select, tick } from "./board-menu.js";
import { sessionLine } from "./board-place.js";
import { counted, joined } from "./board-words.js";
import { element } from "./page.js";

/** @param {HTMLElement} box @param {Board} board @param {(session: string) => void} take */
export function shelf(box, board, take) {
  const { catalogue } = board.data;
  const asked = { words: "", module: "", topic: "", unplaced: false, core: false, suits: false };
  const search = element("input", { type: "search", placeholder: "Find a session", ariaLabel: "Find a session", maxLength: 80 });
  const module = select([{ value: "", title: "Every module" }, ...catalogue.module_order.map((id) => ({ value: id, title: catalogue.modules[id].title }))], "");
  const topic = select([{ value: "", title: "Every topic" }, ...Object.entries(catalogue.topics).map(([value, title]) => ({ value, title }))], "");
  const state = element("p", { className: "gw-b-where", role: "status" }), list = element("ul", { className: "gw-b-list gw-b-shelf" });
  module.ariaLabel = "Module";
  topic.ariaLabel = "Topic";
  search.addEventListener("input", () => {
    asked.words = search.value.toLowerCase().trim();
    draw();
  });
  [module, topic].forEach((field) => field.addEventListener("change", () => {
    Object.assign(asked, { module: module.value, topic: topic.value });
    draw();
  }));
  const narrowing = (/** @type {"unplaced" | "core" | "suits"} */ name, /** @type {string} */ words) => tick(words, false, (checked) => {
    asked[name] = checked;
    draw();
  });
  list.addEventListener("click", ({ target }) => {
    const session = target instanceof Element && target.closest("[data-session]");
    if (session instanceof HTMLElement) take(session.dataset.session ?? "");
  });
  box.replaceChildren(search, element("div", { className: "gw-b-pair" }, module, topic),
    element("div", { className: "gw-b-ticks" }, narrowing("unplaced", "Not yet placed"), narrowing("core", "Core"), narrowing("suits", "Suits these people")), state, list);

  let shown = "";
  /** @type {Map<string, HTMLElement>} */
  const made = new Map();

  /** @param {string} id @param {boolean} isCore @param {string[]} weeks of its places */
  function itemOf(id, isCore, weeks) {
    const key = JSON.stringify([id, isCore, weeks]), item = made.get(key) ?? newItem(id, isCore, weeks);
    made.set(key, item);
    return item;
  }

  /** @param {string} id @param {boolean} isCore @param {string[]} weeks */
  function newItem(id, isCore, weeks) {
    const { className, parts } = sessionLine(board, id), { title, module: its, minutes } = catalogue.sessions[id], where = joined([...new Set(weeks)]);
    const card = element("button", { type: "button", className: `gw-b-card ${className}${weeks.length ? " gw-b-taken" : ""}`, title: `${title}${where ? `: week ${where}` : ""}` }, ...parts);
    if (isCore) card.append(element("small", { className: "gw-b-core", textContent: "core" }));
    if (weeks.length) card.append(element("small", { textContent: weeks.length > 1 ? `×${weeks.length}` : "✓" }));
    card.dataset.session = id;
    card.ariaLabel = [title, catalogue.modules[its].title, `${minutes} minutes`, isCore && "core", where ? `in week ${where}` : "not yet placed"].filter(Boolean).join(", ");
    return element("li", {}, card);
  }

  function draw() {
    const { population } = board.draft.track, core = catalogue.populations[population]?.core ?? [], where = placed(board.draft.track);
    const now = JSON.stringify([asked, population, [...where]]);
    if (now === shown) return;
    shown = now;
    const wanted = catalogue.order.filter((id) => {
      const { title, module, topics, suits } = catalogue.sessions[id];
      return (!asked.words || title.toLowerCase().includes(asked.words)) && (!asked.module || module === asked.module) && (!asked.topic || topics.includes(asked.topic))
        && (!asked.unplaced || !where.has(id)) && (!asked.core || core.includes(id)) && (!asked.suits || suits.includes(population));
    });
    const order = [...wanted.filter((id) => core.includes(id)), ...wanted.filter((id) => !core.includes(id))];
    list.replaceChildren(...order.map((id) => itemOf(id, core.includes(id), (where.get(id) ?? []).map(({ week }) => String(week)))));
    const missing = catalogue.order.filter((id) => !where.has(id)).length;
    state.textContent = `${counted(order.length, "session")}; ${missing ? `${missing} of ${catalogue.order.length} not yet placed` : "all are placed"}.`;
  }

  return draw;
}
