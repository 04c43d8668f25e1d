// @ts-check
// "Which week are you in?": a track that no group runs on dates is put on this week by hand. What was picked is the track and the Monday of its first week, so
// that a bookmark is right next week too. `#track=evening&start=2027-01-04` gives the same by link, with any day of the first week.
import { finder, one } from "./page.js";
import { dayOf, mondayOf, textOf } from "./tonight-times.js";

const KEY = "groupwork-week"; // all that is ever stored, as in the address
const named = finder("tonight-");

/** @param {TonightData} data @param {() => number} monday the Monday of this week @param {() => void} changed */
export function pickForm(data, monday, changed) {
  const box = named("pick", HTMLDetailsElement), form = one(box, "form", HTMLFormElement), said = one(form, "[role=status]");
  const [track, week, day] = ["track", "week", "day"].map((name) => one(form, `[name=${name}]`, HTMLSelectElement));
  const keep = one(form, "[name=keep]", HTMLInputElement), forget = one(form, "button", HTMLButtonElement), title = one(box, "summary");
  const asked = title.textContent;
  /** @type {Picked | null} */
  let picked = null;

  /** @param {string | null} text @returns {Picked | null} */
  function read(text) {
    const words = new URLSearchParams(text ?? "");
    const [name, start] = [words.get("track") ?? "", dayOf(words.get("start") ?? "")];
    return Object.hasOwn(data.tracks, name) && Number.isInteger(start) ? { track: name, start: mondayOf(start) } : null;
  }

  const written = () => (picked ? new URLSearchParams({ track: picked.track, start: textOf(picked.start) }).toString() : "");

  /** @template T @param {(store: Storage) => T} use @returns {T | null} */
  function stored(use) {
    try {
      return use(localStorage);
    } catch {
      return null; // a device that lets no page keep anything
    }
  }

  const isKept = () => stored((store) => store.getItem(KEY)) !== null;

  /** The week of the cycle that this week is; 0 before it begins or after it has ended. */
  function weekNow() {
    if (!picked) return 0;
    const { weeks, rolling } = data.tracks[picked.track];
    const number = (monday() - picked.start) / 7;
    return number < 0 || (number >= weeks && !rolling) ? 0 : (number % weeks) + 1;
  }

  function fill() {
    const { weeks, sheets } = data.tracks[track.value];
    const now = picked?.track === track.value ? weekNow() : 0;
    const theme = (/** @type {number} */ number) => sheets.map((path) => data.sheets[path]).find((sheet) => sheet.week === number)?.theme ?? "";
    week.replaceChildren(new Option("Choose the week", "0"), ...Array.from({ length: weeks }, (_, index) => new Option(`Week ${index + 1}: ${theme(index + 1)}`, String(index + 1))));
    week.value = String(now);
    const days = sheets.filter((path) => data.sheets[path].week === now);
    day.replaceChildren(new Option("Today, or the next day with group", ""), ...days.map((path) => new Option(data.sheets[path].title.replace(/^.*, /, ""), path)));
    day.disabled = !now;
    keep.disabled = !picked;
    keep.checked = isKept();
    forget.hidden = !isKept();
    title.textContent = picked && now ? `${data.tracks[picked.track].title}: week ${now}. Change` : asked;
  }

  function restore() {
    picked = read(location.hash.slice(1)) ?? read(stored((store) => store.getItem(KEY)));
    if (picked && ![...track.options].some(({ value }) => value === picked?.track)) track.add(new Option(data.tracks[picked.track].title, picked.track));
    if (picked) track.value = picked.track;
    box.open = !picked && box.dataset.only !== undefined;
    fill();
  }

  /** @param {boolean} on */
  function remember(on) {
    const done = stored((store) => (on ? store.setItem(KEY, written()) : store.removeItem(KEY), true));
    said.textContent = !done ? "This device lets no page remember anything." : on ? "Remembered on this device." : "Forgotten.";
    keep.checked = isKept();
    forget.hidden = !isKept();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    if (target === keep) return remember(keep.checked);
    if (target === track || target === week) {
      const number = target === week ? Number(week.value) : 0;
      picked = number ? { track: track.value, start: monday() - (number - 1) * 7 } : null;
      history.replaceState(history.state, "", `${location.pathname}${location.search}${picked ? `#${written()}` : ""}`);
      if (isKept() && picked) remember(true);
      fill();
    }
    changed();
  });
  forget.addEventListener("click", () => {
    remember(false);
    keep.focus();
  });
  addEventListener("hashchange", () => {
    restore();
    changed();
  });
  form.hidden = false;
  restore();
  return { picked: () => (weekNow() || (picked && monday() < picked.start) ? picked : null), sheet: () => day.value };
}
