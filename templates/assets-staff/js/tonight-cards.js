// @ts-check
// The cards of home, and the lists below them.
import { element } from "./page.js";
import { daysSaid, lengthSaid, mondayOf, partsAt, told } from "./tonight-times.js";

const EVENING = 16 * 60;
const link = (/** @type {string} */ path, /** @type {string} */ words, /** @type {Partial<HTMLAnchorElement>} */ more = {}) => element("a", { href: `${path}/`, textContent: words, ...more });

/** When it is, in two pieces, the first of them large. @param {Evening} evening @param {MeetingState} state @param {number} today @returns {[string, string]} */
export function whenSaid({ on, begins, ends, sheet }, { kind, minutes }, today) {
  if (kind === "now") {
    const parts = partsAt(sheet.parts, minutes).join(" and ");
    return ["Now", `${parts ? `${parts}; ` : ""}group ends at ${ends}`];
  }
  if (on !== today) return [`${told(on)}, ${begins}`, on < today ? "is over" : daysSaid(on - today)];
  if (kind === "ended") return [`Ended at ${ends}`, ""];
  return [begins, `in ${lengthSaid(minutes)}`];
}

/** @param {Evening} evening @param {MeetingState} state @param {number} today */
export function eveningCard({ on, start, path, sheet, sessions, title, groupPath, weeks, where, leaders, remark }, { kind }, today) {
  const tonight = on !== today ? "" : start >= EVENING ? " tonight" : " today";
  const facts = [`Week ${sheet.week} of ${weeks}`, where, leaders].filter(Boolean).join(" · ");
  const begin = link(sheet.room, "Start", { className: "gw-go", ariaLabel: `Start: ${title}` });
  const print = element("a", { href: `${path}/#print`, textContent: `Print${tonight}`, ariaLabel: `Print${tonight}: ${title}` });
  const run = link(path, "Run sheet", { ariaLabel: `Run sheet: ${title}` });
  const notes = sessions.map((session) => element("li", {}, link(session.note, `Note: ${session.title}`)));
  return element(
    "article",
    { className: `gw-evening gw-evening-${kind}` },
    element("p", { className: "gw-evening-when" }, element("b"), " ", element("span")),
    element("h3", {}, link(groupPath, title)),
    element("p", { className: "gw-evening-facts", textContent: facts }),
    ...(remark ? [element("p", { className: "gw-moved", textContent: remark })] : []),
    element("ol", { className: "gw-evening-sessions" }, ...sessions.map((session) => element("li", {}, link(session.path, session.title)))),
    element("p", { className: "gw-evening-do" }, begin, print, run),
    ...(kind === "ended" && on === today ? [element("ul", { className: "gw-plainlist" }, ...notes)] : []),
  );
}

/** A group that people would look for today. @param {HomeGroup} group @param {string} words */
export function offCard({ title, path }, words) {
  return element("article", { className: "gw-evening gw-evening-off" }, element("h3", {}, link(path, title)), element("p", { className: "gw-unmet", textContent: words }));
}

/** @param {Evening} evening @param {boolean} [short] */
function row({ on, begins, path, sheet, sessions, title, where, remark }, short = false) {
  const words = element("div", {}, link(path, `${title}, week ${sheet.week}`, { ariaLabel: `${title}, ${sheet.title}: run sheet` }));
  if (!short) words.append(element("span", { className: "gw-source", textContent: [sessions.map((session) => session.title).join("; "), where].filter(Boolean).join(" · ") }));
  if (remark) words.append(element("span", { className: "gw-moved", textContent: remark }));
  return element("li", {}, element("b", { textContent: `${told(on, "short")}, ${begins}` }), words);
}

/** @param {Evening} evening */
function last({ on, path, sheet, sessions, title }) {
  const words = element("div", {}, link(path, `${title}, week ${sheet.week}`, { ariaLabel: `${title}, ${sheet.title}: run sheet` }));
  for (const { title: session, practice } of sessions) {
    words.append(element("span", { className: "gw-source" }, element("b", { textContent: session }), `: ${practice}`));
  }
  return element("li", {}, element("b", { textContent: told(on, "short") }), words);
}

/** @param {Shown<Evening>} found @param {number} today */
export function restOf({ next, nextWeek, before }, today) {
  const list = (/** @type {HTMLElement[]} */ rows) => element("ul", { className: "gw-dated" }, ...rows);
  const head = (/** @type {string} */ words) => element("h2", { textContent: words });
  const monday = mondayOf(today) + 7;
  const summary = `Next week, ${told(monday, "short")} to ${told(monday + 6, "short")}: ${nextWeek.length} meeting${nextWeek.length === 1 ? "" : "s"}`;
  const week = element("details", { className: "gw-evening-week" }, element("summary", { textContent: summary }), list(nextWeek.map((one) => row(one, true))));
  return [
    ...(next.length || nextWeek.length ? [head("What comes next")] : []),
    ...(next.length ? [list(next.map((one) => row(one)))] : []),
    ...(nextWeek.length ? [week] : []),
    ...(before.length ? [head("Last time"), list(before.map(last))] : []),
  ];
}
