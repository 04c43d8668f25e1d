// @ts-check
// The time of group: the planned minutes or the short ones, or the parts fitted to what is left; what that changes is shown beside what was, and one tap takes it back.
import { element, finder, one } from "./page.js";
import { fit, leaveOut, ours, toGo } from "./room-fit.js";
import { lengths, minutesTo, replanned, same, spentOn, withShort } from "./room-timer.js";
import { asHours, asTime, minutesOf } from "./runsheet-times.js";

const named = finder("room-");
const room = one(document, "#room"), plan = named("plan"), said = named("fitted"), list = named("parts");
const form = named("time", HTMLFormElement), have = one(form, "[name=have]", HTMLInputElement), by = one(form, "[name=by]", HTMLInputElement);
const without = named("without", HTMLButtonElement), undo = named("undo", HTMLButtonElement);
/** @type {Saving[]} */
const savings = JSON.parse(room.dataset.savings ?? "[]");
const least = Number(room.dataset.least);

/**
 * @typedef {object} Group
 * @property {RoomPart[]} parts
 * @property {string[]} titles of the parts
 * @property {string[]} sessions titles of their sessions, empty where there is but one
 * @property {boolean[]} treated whether they count as treatment
 * @property {() => number[]} mine the numbers of the parts that this group has
 * @property {() => RoomState} state
 * @property {(state: RoomState) => void} set
 * @property {(part: number) => void} go
 * @property {() => number} now in seconds
 */

/** @param {Group} group */
export function planned(group) {
  const { parts, titles, sessions, mine, state } = group;
  const own = lengths(parts, false), short = withShort(parts, ["1"]);
  /** @type {number[]} */
  let leaving = [];
  let isByClock = Boolean(by.value);
  const minuteNow = () => {
    const time = new Date(group.now() * 1000);
    return time.getHours() * 60 + time.getMinutes();
  };

  /** Where group is, from 0, and the minutes that this part has had. */
  function place() {
    const here = Math.max(0, mine().indexOf(state().part - 1));
    const ended = state().part > parts.length;
    return { at: ended ? mine().length : here, used: state().part ? Math.floor(spentOn(state(), state().part, group.now()) / 60) : 0 };
  }

  /** Fits the parts to the time, without those of `left`. @param {number[]} left */
  function fitted(left) {
    const minutes = isByClock ? minutesTo(minuteNow(), minutesOf(by.value) ?? minuteNow()) : Number(have.value);
    if (isByClock ? !by.value : !(minutes > 0)) {
      said.textContent = "Write how many minutes you have, or when to end.";
      return;
    }
    const numbers = mine(), { at, used } = place();
    const wanted = numbers.map((part) => (left.includes(part) ? 0 : own[part]));
    const found = fit(wanted, ours(savings, numbers), at, used, Math.max(0, minutes));
    const more = leaveOut(numbers.map((part) => parts[part]), found.lengths, at, found.over).flat().map((index) => numbers[index]);
    const next = [...state().plan];
    numbers.forEach((part, index) => (next[part] = index < at ? next[part] : found.lengths[index]));
    group.set(replanned(state(), next));
    leaving = [...left, ...more];
    said.textContent = [fitSaid(found, at, used, more), treatmentSaid(next), othersSaid()].filter(Boolean).join(" ");
    said.classList.toggle("gw-late", found.over > 0);
    without.hidden = !more.length;
  }

  /** @param {Fitted} found @param {number} at @param {number} used @param {number[]} more */
  function fitSaid({ lengths: minutes, over }, at, used, more) {
    const end = asTime(minuteNow() + toGo(minutes, at, used), room.dataset.clock);
    if (over <= 0) return `${over ? `Fits, with ${-over} min to spare.` : "Fits."} Ends at ${end}.`;
    const names = namesOf(more);
    return `Even so ${over} min too long: it would end at ${end}.${names ? ` To end in time, leave out ${names}.` : ""}`;
  }

  /** Whole sessions by their title, parts by their own. @param {number[]} numbers */
  function namesOf(numbers) {
    const lines = new Map(numbers.map((part) => [parts[part].line, part]));
    const isWhole = (/** @type {number} */ line) => mine().filter((part) => parts[part].line === line && own[part] && state().plan[part]).every((part) => numbers.includes(part));
    const names = [...lines].flatMap(([line, part]) => (isWhole(line) ? [sessions[part] || titles[part]] : numbers.filter((one) => parts[one].line === line).map((one) => titles[one])));
    return names.join(" and ");
  }

  /** @param {number[]} minutes */
  function treatmentSaid(minutes) {
    if (!least) return "";
    const sum = (/** @type {number[]} */ all) => mine().reduce((total, part) => total + (group.treated[part] ? all[part] : 0), 0);
    const missing = least - sum(minutes);
    return missing > 0 && sum(own) >= least ? `${asHours(sum(minutes))} of treatment time, ${missing} min under the ${asHours(least)} a day of ${room.dataset.leastOf}.` : "";
  }

  const othersSaid = () => (parts.length > mine().length ? "The other groups have to keep the same times." : "");

  function show() {
    const { plan: minutes, before, part: shown } = state();
    const sum = (/** @type {number[]} */ all) => mine().reduce((total, part) => total + all[part], 0);
    for (const [value, all] of /** @type {[string, number[]][]} */ ([["", own], ["short", short]])) {
      const choice = one(plan, `[name=length][value="${value}"]`, HTMLInputElement);
      choice.checked = same(all, minutes);
      one(/** @type {HTMLElement} */ (choice.parentElement), "span").textContent = value ? `${sum(all)} min, short` : `${sum(all)} min`;
    }
    undo.hidden = !before;
    list.replaceChildren(...mine().flatMap((part) => {
      const item = listed(part, minutes[part], before?.[part] ?? minutes[part], part + 1 === shown);
      const isFirst = sessions[part] && parts[part - 1]?.line !== parts[part].line;
      return isFirst ? [element("li", { className: "gw-room-of", textContent: sessions[part] }), item] : [item];
    }));
  }

  /** @param {number} part @param {number} minutes @param {number} before @param {boolean} isNow */
  function listed(part, minutes, before, isNow) {
    const open = element("button", { type: "button" }, element("b", { textContent: String(minutes || "–") }), " ", element("span", { textContent: titles[part] }));
    if (before !== minutes) open.append(" ", element("small", { textContent: `was ${before}` }));
    if (isNow) open.setAttribute("aria-current", "step");
    open.addEventListener("click", () => group.go(part + 1));
    const item = element("li", {}, open);
    item.style.setProperty("--minutes", String(minutes));
    return item;
  }

  /** @param {number[]} minutes */
  function take(minutes) {
    group.set(replanned(state(), minutes));
    said.textContent = treatmentSaid(minutes);
    said.classList.remove("gw-late");
    without.hidden = true;
  }

  form.addEventListener("input", ({ target }) => {
    isByClock = target === by;
    (isByClock ? have : by).value = ""; // one or the other: never two that disagree
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fitted([]);
  });
  without.addEventListener("click", () => fitted(leaving));
  undo.addEventListener("click", () => {
    const { before } = state();
    if (!before) return;
    group.set({ ...state(), plan: before, before: null });
    said.textContent = "As it was before.";
    said.classList.remove("gw-late");
    without.hidden = true;
  });
  plan.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.name === "length") take(target.value ? short : own);
  });
  return show;
}
