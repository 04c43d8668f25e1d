// @ts-check
// A draft leaves the page: as the track file, as CSV, as a link, on paper, and under `groupwork serve` into the curriculum.
import { DAYS } from "./board-edits.js";
import { dayName, slotTitle } from "./board-words.js";
import { capitalised, copyText, element, finder } from "./page.js";

const named = finder("board-out-");
const SERVED = "script[data-events]"; // `groupwork serve` puts its panel into every page
const SAVES = "/groupwork/tracks/";

/** @param {string} text @param {string} name @param {string} type */
function download(text, name, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}

/**
 * @param {Board} board @param {() => Promise<string>} link the address of the draft as it stands
 */
export function sending(board, link) {
  const box = named("window", HTMLDialogElement), text = named("text", HTMLTextAreaElement), name = named("name", HTMLInputElement);
  /** @type {Record<string, string | null>} */
  const known = {}; // by file, the digest of what is there, as far as it has been told

  const copyOf = (/** @type {HTMLElement} */ from, /** @type {string} */ words) => {
    const area = element("textarea", { value: words, readOnly: true, className: "gw-hidden" });
    from.after(area);
    copyText(from, area).then(() => area.remove());
  };
  const on = (/** @type {string} */ id, /** @type {(look: BoardLook) => void} */ act) => named(id).addEventListener("click", async () => act(await board.settled()));
  on("download", (look) => download(look.text, look.name, "text/markdown"));
  on("copy", () => copyText(named("copy"), text));
  on("csv", (look) => download(look.csv, look.name.replace(/\.md$/, ".csv"), "text/csv"));
  on("link", async () => copyOf(named("link"), await link()));
  on("print", () => {
    box.close();
    window.print();
  });
  on("save", async (look) => {
    const state = named("saved"), file = `${name.value.trim().replace(/\.md$/, "")}.md`;
    state.textContent = "Saving …";
    try {
      const answer = await fetch(`${SAVES}${encodeURIComponent(file)}`, {
        method: "POST", headers: { "Content-Type": "application/json", "X-Groupwork": "1" }, body: JSON.stringify({ text: look.text, was: known[file] ?? null }),
      });
      /** @type {{ saved?: string, digest?: string | null, error?: string, findings?: Wrong[] }} */
      const { saved, digest, error = "", findings = [] } = await answer.json();
      if (digest !== undefined) known[file] = digest;
      const again = digest && !saved ? " Save once more to replace it, or choose another name." : "";
      state.textContent = saved ? `Saved as ${saved}.` : `${error}${again} ${findings.map(({ message }) => `${capitalised(message)}.`).join(" ")}`;
      state.classList.toggle("gw-unmet", !saved);
    } catch {
      state.textContent = "It could not be saved: groupwork serve does not answer.";
    }
  });
  named("serve").hidden = !document.querySelector(SERVED);
  named("close").addEventListener("click", () => box.close());

  return async () => {
    text.value = "";
    box.showModal();
    const look = await board.settled(); // never the file of a moment ago
    text.value = look.text;
    name.value ||= look.name.replace(/\.md$/, "");
  };
}

/** The draft as a syllabus on paper, which says first that it is one. @param {Board} board @param {HTMLElement} paper */
export function printing(board, paper) {
  addEventListener("beforeprint", () => {
    const { look } = board;
    if (!look) return;
    const { track, body } = board.draft, { catalogue } = board.data;
    const today = new Date().toLocaleDateString("en", { day: "numeric", month: "long", year: "numeric" });
    const weeks = track.weeks.map((week, index) => {
      const days = DAYS.filter((day) => week.days[day]).map((day) => {
        const meeting = look.meetings.find((one) => one.week === index + 1 && one.day === day);
        const head = element("p", { className: "gw-door-head" }, `${dayName(day)} `, element("small", { textContent: meeting ? `${meeting.start} to ${meeting.end}, ${meeting.hours}` : "" }));
        return element("section", { className: "gw-day" }, head, element("ul", { className: "gw-plainlist" }, ...week.days[day].slots.map((slot) => element("li", {}, slotTitle(catalogue, track, slot), ...(slot.again ? [element("small", { textContent: " again" })] : [])))));
      });
      return element("section", {}, element("h2", { textContent: `Week ${index + 1}${week.theme ? `: ${week.theme}` : ""}` }), element("p", { className: "gw-week-net", textContent: look.weeks[index]?.hours ?? "" }), element("div", { className: "gw-days" }, ...days));
    });
    const standards = look.standards.filter((standard) => standard.named).map(({ title, status, sentence }) => element("li", {}, element("b", { textContent: capitalised(title) }), `: ${status}. ${sentence}`));
    paper.replaceChildren(
      element("p", { className: "gw-b-draftmark", textContent: `Draft of ${today}: not yet part of the program` }), element("h1", { textContent: track.title }),
      element("p", { textContent: look.line }), ...body.split(/\n{2,}/).map((words) => element("p", { textContent: words })), ...weeks,
      ...(standards.length ? [element("h2", { textContent: "Standards" }), element("p", { textContent: "As measured; not a legal opinion." }), element("ul", {}, ...standards)] : []),
      ...(look.findings.length ? [element("h2", { textContent: "To look at" }), element("ul", {}, ...look.findings.map(({ message }) => element("li", { textContent: `${capitalised(message)}.` })))] : []),
    );
  });
}
