// @ts-check
// A timer for what is done inside a part: the lengths that its guide gives, or any other. It counts in the same screen, and a reload keeps it.
import { button, element, one } from "./page.js";
import { counted } from "./room-timer.js";

/**
 * Buttons in every part that begin an exercise.
 * @param {HTMLElement[]} parts @param {(minutes: number) => void} begin
 */
export function offerExercises(parts, begin) {
  for (const part of parts) {
    if (part.dataset.kind === "break") continue;
    const own = (part.dataset.exercises ?? "").split(" ").filter(Boolean).map(Number);
    const field = element("input", { type: "number", min: "1", max: "120", value: "3", inputMode: "numeric", ariaLabel: "Minutes of an exercise" });
    const buttons = own.map((minutes) => button(`${minutes} min`, () => begin(minutes), { ariaLabel: `Time an exercise of ${minutes} min` }));
    const other = button("Start", () => field.reportValidity() && begin(Number(field.value)), { ariaLabel: "Time an exercise of these minutes" });
    const place = one(part, ".gw-room-exercise");
    place.replaceChildren(element("span", { textContent: "Time an exercise" }), ...buttons, element("span", {}, field, other));
    place.hidden = false;
    if (!own.length) part.append(place); // offered, and not in the way
  }
}

/**
 * What the exercise comes to now: shown in `place`, and `true` in the second in which its time is up.
 * @param {HTMLElement} place @param {RoomState["exercise"]} exercise @param {number} now
 */
export function showExercise(place, exercise, now) {
  place.hidden = !exercise;
  if (!exercise) return false;
  const left = Math.ceil(exercise.ends - now);
  const words = left > 0 ? `Exercise ${counted(left)}` : `Exercise of ${exercise.minutes} min is over`;
  const shown = one(place, "span");
  if (shown.textContent !== words) shown.textContent = words;
  place.classList.toggle("gw-over", left <= 0);
  place.style.setProperty("--share", String(Math.min(1, Math.max(0, 1 - left / (exercise.minutes * 60)))));
  return left <= 0;
}
