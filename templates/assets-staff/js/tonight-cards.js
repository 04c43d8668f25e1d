// @ts-check
// The cards of home, and the lists below them: filled in where the page has their words.
import { copied, element, finder, one } from "./page.js";
import { daysSaid, lengthSaid, mondayOf, partsAt, told } from "./tonight-times.js";

const EVENING = 16 * 60;
const named = finder("tonight-");
const link = (/** @type {string} */ path, /** @type {string} */ words) => element("a", { href: `${path}/`, textContent: words });

/** A new one of what the page has in a template. @param {string} name @param {string} selector */
const made = (name, selector) => one(copied(named(name, HTMLTemplateElement)), selector);

/** Lets a link lead to what its words say, of one group. @param {HTMLAnchorElement} link @param {string} href @param {string} whose */
function lead(link, href, whose) {
  link.href = href;
  link.ariaLabel = `${link.textContent}: ${whose}`;
}

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

/** What the group had before: on which day last, and where its guide says what those do who were there. @param {EveningSession} session */
function hadBefore({ path, title, had }) {
  const said = made("again", "small"), to = one(said, "a", HTMLAnchorElement);
  one(said, "b").textContent = told(Number(had));
  to.href = `${path}/#${to.dataset.anchor}`;
  to.ariaLabel = `${to.textContent}: ${title}`;
  return said;
}

/** @param {Evening} evening @param {MeetingState} state @param {number} today */
export function eveningCard({ on, start, path, sheet, sessions, title, groupPath, weeks, where, leaders, remark }, { kind }, today) {
  const card = made("card", "article"), moved = one(card, ".gw-moved"), notes = one(card, "ul"), note = one(notes, "a").textContent;
  const [begin, print, run] = /** @type {NodeListOf<HTMLAnchorElement>} */ (card.querySelectorAll(".gw-evening-do a"));
  card.classList.add(`gw-evening-${kind}`);
  one(card, "h3").replaceChildren(link(groupPath, title));
  one(card, ".gw-evening-facts").textContent = [`Week ${sheet.week} of ${weeks}`, where, leaders].filter(Boolean).join(" · ");
  one(card, "ol").append(...sessions.map((session) => element("li", {}, link(session.path, session.title), ...(session.had === null ? [] : [hadBefore(session)]))));
  if (on === today) print.textContent = String(start >= EVENING ? print.dataset.tonight : print.dataset.today);
  lead(begin, `${sheet.room}/`, title);
  lead(print, `${path}/#print`, title);
  lead(run, `${path}/`, title);
  notes.replaceChildren(...sessions.map((session) => element("li", {}, link(session.note, `${note}: ${session.title}`))));
  if (kind !== "ended" || on !== today) notes.remove();
  if (remark) moved.textContent = remark;
  else moved.remove();
  return card;
}

/** A group that people would look for today. @param {HomeGroup} group @param {string} words */
export function offCard({ title, path }, words) {
  return element("article", { className: "gw-evening gw-evening-off" }, element("h3", {}, link(path, title)), element("p", { className: "gw-unmet", textContent: words }));
}

/** A row of a list with its day, and what stands under its title. @param {Evening} evening @param {string} when @param {HTMLElement[]} more */
function row({ path, sheet, title }, when, more) {
  const item = made("row", "li"), to = one(item, "a", HTMLAnchorElement);
  one(item, "b").textContent = when;
  to.href = `${path}/`;
  to.textContent = `${title}, week ${sheet.week}`;
  to.ariaLabel = `${title}, ${sheet.title}: ${to.ariaLabel}`;
  to.after(...more);
  return item;
}

const small = (/** @type {string} */ words) => element("span", { className: "gw-source", textContent: words });

/** @param {Evening} evening @param {boolean} [short] */
function coming(evening, short = false) {
  const { on, begins, sessions, where, remark } = evening;
  const about = [sessions.map((session) => session.title).join("; "), where].filter(Boolean).join(" · ");
  return row(evening, `${told(on, "short")}, ${begins}`, [...(short ? [] : [small(about)]), ...(remark ? [element("span", { className: "gw-moved", textContent: remark })] : [])]);
}

/** @param {Evening} evening */
function last(evening) {
  const tasks = evening.sessions.map(({ title, practice }) => element("span", { className: "gw-source" }, element("b", { textContent: title }), `: ${practice}`));
  return row(evening, told(evening.on, "short"), tasks);
}

/** @param {HTMLElement} within @param {HTMLElement[]} rows */
function fill(within, rows) {
  const list = one(within, "ul");
  list.replaceChildren(...rows);
  list.hidden = !rows.length;
}

/** Fills the lists below the cards. @param {Shown<Evening>} found @param {number} today */
export function showRest({ next, nextWeek, before }, today) {
  const ahead = named("next"), week = one(ahead, "details"), behind = named("before"), monday = mondayOf(today) + 7;
  one(week, "summary span").textContent = `${told(monday, "short")} to ${told(monday + 6, "short")}: ${nextWeek.length} meeting${nextWeek.length === 1 ? "" : "s"}`;
  fill(ahead, next.map((evening) => coming(evening)));
  fill(week, nextWeek.map((evening) => coming(evening, true)));
  fill(behind, before.map(last));
  ahead.hidden = !next.length && !nextWeek.length;
  week.hidden = !nextWeek.length;
  behind.hidden = !before.length;
}
