// @ts-check
// The clock of a run sheet: a time is the start and the sum of the minutes before it. Pure; times are minutes after midnight.

/** "17:30" of a time field as 1050; null for what is no time. @param {string | null} [text] */
export function minutesOf(text) {
  const found = /^(\d{1,2}):(\d{2})/.exec(text ?? "");
  return found && +found[1] < 24 && +found[2] < 60 ? +found[1] * 60 + +found[2] : null;
}

/** 1050 as a page writes it: "5:30 pm", or "17:30" in the style "24-hour". @param {number} minutes @param {string} [style] */
export function asTime(minutes, style) {
  const day = ((minutes % 1440) + 1440) % 1440;
  const [hour, minute] = [Math.floor(day / 60), String(day % 60).padStart(2, "0")];
  if (style === "24-hour") return `${String(hour).padStart(2, "0")}:${minute}`;
  return `${hour % 12 || 12}:${minute} ${hour >= 12 ? "pm" : "am"}`;
}

/** A length as a page writes it: "3 h 05 min", "9 h", "50 min". @param {number} minutes */
export function asHours(minutes) {
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (!whole) return `${rest} min`;
  return rest ? `${whole} h ${String(rest).padStart(2, "0")} min` : `${whole} h`;
}

/**
 * When each part begins, and last of all when the last one ends. One that is `beside` the part before begins with it, and what follows waits for the longest.
 * @param {number} start @param {number[]} lengths @param {boolean[]} [beside]
 */
export function starts(start, lengths, beside = []) {
  let begun = start, end = start;
  const times = lengths.map((minutes, index) => {
    if (!beside[index]) begun = end;
    end = Math.max(end, begun + minutes);
    return begun;
  });
  return [...times, end];
}

/**
 * Which line a minute of the day falls into, and how far through it; over midnight too. Null outside of group.
 * @param {number} minute @param {number} start @param {number[]} lengths @param {boolean[]} beside
 */
export function nowAt(minute, start, lengths, beside) {
  const times = starts(start, lengths, beside);
  const now = minute + (minute < start ? 1440 : 0);
  const index = lengths.findIndex((length, line) => now >= times[line] && now < times[line] + length);
  return index < 0 ? null : { index, share: (now - times[index]) / lengths[index] };
}

/**
 * Against `over` minutes too many: the fewest sessions to run short, the most saving first, and the `rest` that stays over.
 * @param {RunSession[]} sessions @param {number} over
 */
export function shortenings(sessions, over) {
  const open = sessions.filter(({ minutes, short, isShort }) => !isShort && short < minutes);
  const bySaving = open.map(({ title, minutes, short }) => ({ title, saves: minutes - short })).sort((a, b) => b.saves - a.saves);
  /** @type {{ title: string, saves: number }[]} */
  const chosen = [];
  let rest = over;
  for (const one of bySaving) {
    if (rest <= 0) break;
    chosen.push(one);
    rest -= one.saves;
  }
  return { chosen, rest: Math.max(0, rest) };
}

/** The sentence under the choices. @param {number} end @param {number} planned @param {RunSession[]} sessions @param {string} [style] */
export function endSaid(end, planned, sessions, style) {
  const over = end - planned;
  if (over === 0) return `Ends at ${asTime(end, style)}, as planned.`;
  if (over < 0) return `Ends at ${asTime(end, style)}, ${-over} min before the planned end.`;
  const { chosen, rest } = shortenings(sessions, over);
  const help = chosen.map(({ title, saves }, place) => `${place ? "the" : "The"} short version of ${title} saves ${saves} min`).join(", and ");
  const advice = help ? ` ${help}.` : " No session here can be shortened further.";
  const left = rest && help ? ` That leaves ${rest} min over.` : "";
  return `Ends at ${asTime(end, style)}, ${over} min after the planned end.${advice}${left}`;
}
