// @ts-check
// What an edit means, live beside the board: to mend, hours against standards, coverage, first days, what changed.
import { bar, showBar } from "./board-bar.js";
import { keyOf } from "./board-key.js";
import { select, tick } from "./board-menu.js";
import { findingItem } from "./board-place.js";
import { counted, dayName, joined, placeWords } from "./board-words.js";
import { button, capitalised, element } from "./page.js";
import { asHours } from "./runsheet-times.js";

const VERDICTS = { met: ["Meets", "gw-met"], "not met": ["Does not meet", "gw-unmet"], unknown: ["For you to show", "gw-toshow"] };

/** @param {string} words */
const heading = (words) => element("h3", { textContent: words });

/** @param {string} words */
const note = (words) => element("p", { className: "gw-b-where", textContent: words });

/** A place in words, which leads to it. @param {(key: string) => void} go @param {string} words @param {number} week @param {string | null} day @param {number | null} place */
const leading = (go, words, week, day, place) => button(words, () => go(keyOf(week, day ?? "", place ?? (day ? 0 : ""))), { className: "gw-b-lead" });

/** @param {Board} board @param {BoardLook} look @param {(key: string) => void} go */
export function findingsPanel(board, look, go) {
  if (!look.findings.length) return [note("Nothing to mend, nothing to look at.")];
  const items = look.findings.map((finding) => {
    const item = findingItem(board, finding, { atOnce: false }), at = finding.at;
    if (at) {
      const words = at.day && at.place !== null ? placeWords({ week: at.week, day: at.day, place: at.place }) : `week ${at.week}${at.day ? `, ${dayName(at.day)}` : ""}`;
      item.prepend(leading(go, capitalised(words), at.week, at.day, at.place));
    }
    return item;
  });
  return [element("ul", { className: "gw-b-list" }, ...items)];
}

/** @param {number} minutes @param {number} most @param {number[]} floors */
function meter(minutes, most, floors) {
  const svg = bar();
  showBar(svg, minutes, most, floors);
  return svg;
}

/** @param {BoardStandard} standard */
function standardItem({ title, named, status, sentence, floor, weeks }) {
  const [word, css] = VERDICTS[status], most = Math.max(...weeks, floor ?? 0), under = weeks.flatMap((minutes, index) => (floor && minutes < floor ? [String(index + 1)] : []));
  const rows = floor === null ? [] : weeks.map((minutes, index) => element("tr", {},
    element("th", { scope: "row", textContent: String(index + 1) }), element("td", {}, meter(minutes, most, [floor])),
    element("td", { className: minutes < floor ? "gw-unmet" : "", textContent: asHours(minutes) })));
  const caption = element("caption", { textContent: `Floor ${asHours(floor ?? 0)} a week${under.length ? `; under it: week ${joined(under)}` : ", kept in every week"}` });
  const heads = element("thead", { className: "gw-hidden" }, element("tr", {}, ...["Week", "Against the floor", "Hours"].map((words) => element("th", { scope: "col", textContent: words }))));
  const summary = element("summary", {}, element("b", { textContent: capitalised(title) }), " ", element("span", { className: `gw-verdict ${css}`, textContent: word }));
  if (named) summary.append(" ", element("small", { textContent: "named" }));
  return element("details", { className: "gw-b-standard", open: true }, summary, note(sentence), ...(rows.length ? [element("table", { className: "gw-b-hours" }, caption, heads, element("tbody", {}, ...rows))] : []));
}

/** @param {Board} board @param {BoardLook} look */
export function hoursPanel(board, look) {
  const { standards } = board.data.catalogue, named = board.draft.track.standards;
  const others = Object.keys(standards).filter((id) => !named.includes(id)).map((id) => tick(standards[id].title, board.shown.has(id), (checked) => {
    if (checked) board.shown.add(id);
    else board.shown.delete(id);
    board.check();
  }));
  return [
    element("p", {}, element("b", { textContent: look.total }), ` in ${counted(look.weeks.length, "week")}; ${look.shortest} in the shortest week.`),
    note("As measured; not a legal opinion. A line in each bar, here and under each week of the board, is a floor."),
    ...look.standards.map(standardItem), heading("Show also"), ...others,
  ];
}

/** @param {Board} board @param {BoardLook} look */
export function coveragePanel(board, look) {
  const most = Math.max(1, ...look.modules.map(({ minutes }) => minutes)), { catalogue } = board.data, all = look.core.taught.length + look.core.missing.length;
  const modules = look.modules.map(({ module, title, places, minutes, hours }) => element("tr", { className: `gw-hue-${catalogue.module_order.indexOf(module) % 10}` },
    element("th", { scope: "row", textContent: title }), element("td", {}, meter(minutes, most, [])), element("td", { textContent: String(places) }), element("td", { textContent: hours })));
  const heads = element("thead", {}, element("tr", {}, ...["Module", "", "Places", "Hours"].map((words) => element(words ? "th" : "td", { textContent: words }))));
  const topics = look.topics.map(({ title, required_by, weeks }) => element("tr", {},
    element("th", { scope: "row" }, title, ...(required_by ? [element("small", { textContent: required_by })] : [])),
    element("td", { className: weeks.length || !required_by ? "" : "gw-unmet", textContent: weeks.length ? weeks.join(", ") : required_by ? "missing" : "–" })));
  const titles = look.core.missing.map((id) => catalogue.sessions[id]?.title ?? id);
  return [
    element("p", {}, `Core sessions: ${look.core.taught.length} of ${all}.`, ...(titles.length ? [` Missing: ${joined(titles)}.`] : [])),
    ...(look.missing.length ? [element("p", { className: "gw-unmet", textContent: `Topics asked for and not covered: ${joined(look.missing)}.` })] : []),
    element("table", { className: "gw-b-hours gw-b-modules" }, element("caption", { textContent: "By module" }), heads, element("tbody", {}, ...modules)),
    element("table", { className: "gw-b-hours gw-b-topics" }, element("caption", { textContent: "By topic" }), element("thead", {}, element("tr", {}, element("th", { scope: "col", textContent: "Topic" }), element("th", { scope: "col", textContent: "Weeks" }))), element("tbody", {}, ...topics)),
  ];
}

/** @param {Board} board @param {BoardLook} look @param {(key: string) => void} go */
export function entryPanel(board, look, go) {
  if (!look.entry) return [note("Everyone begins together: there is one first day.")];
  const best = [...look.entry].sort((a, b) => b.score - a.score), name = (/** @type {{ week: number, day: string }} */ { week, day }) => `Week ${week}, ${dayName(day)}`;
  const list = (/** @type {typeof best} */ days) => element("ul", { className: "gw-b-list" }, ...days.map((day) => element("li", {}, leading(go, `${name(day)} · ${day.score}`, day.week, day.day, null))));
  return [
    element("p", {}, "The more colour a day has on the board now, the better it serves as someone's first."),
    heading("Best to start on"), list(best.slice(0, 5)), heading("Hardest"), list(best.slice(-5).reverse()),
  ];
}

/** @param {Board} board */
export function changesPanel(board) {
  const list = element("div"), compare = select([{ value: "", title: "a track …" }, ...Object.entries(board.data.tracks).map(([value, { track }]) => ({ value, title: track.title }))], "");
  const table = element("div", { role: "status" });
  async function show() {
    if (!compare.value) return table.replaceChildren();
    const { rows } = /** @type {Compared} */ (await board.ask({ do: "compare", draft: board.draft, with: compare.value }));
    const body = rows.map(({ title, here, there }) => element("tr", { className: here === there ? "" : "gw-differs" }, element("th", { scope: "row", textContent: title }), element("td", { textContent: here }), element("td", { textContent: there })));
    const heads = element("tr", {}, element("th", { scope: "col", textContent: "" }), element("th", { scope: "col", textContent: "This draft" }), element("th", { scope: "col", textContent: board.data.tracks[compare.value].track.title }));
    heads.firstElementChild?.append(element("span", { className: "gw-hidden", textContent: "What" }));
    table.replaceChildren(element("table", { className: "gw-b-compare" }, element("caption", { className: "gw-hidden", textContent: "Side by side" }), element("thead", {}, heads), element("tbody", {}, ...body)));
    return undefined;
  }
  compare.addEventListener("change", show);
  const parts = [list, element("label", { className: "gw-b-field" }, element("span", { textContent: "Compare with" }), compare), table];
  /** @param {BoardLook} look @param {(key: string) => void} go */
  return (look, go) => {
    const changes = look.changes.map(({ words, week, day }) => element("li", {}, week ? leading(go, capitalised(words), week, day, null) : capitalised(words)));
    list.replaceChildren(changes.length ? element("p", { textContent: `${counted(changes.length, "change")} since you began.` }) : note("Nothing has changed since you began."), element("ul", { className: "gw-b-list" }, ...changes));
    show();
    return parts;
  };
}
