// @ts-check
// A draft leaves the page: as the track file, as CSV, as a link, on paper, and under `groupwork serve` into the curriculum.
import { DAYS } from "./board-edits.js";
import { isServed, saveFile } from "./board-files.js";
import { dayName, slotTitle } from "./board-words.js";
import { capitalised, copyText, element, finder } from "./page.js";

const named = finder("board-out-");

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
  const copyOf = (/** @type {HTMLElement} */ from, /** @type {string} */ words) => {
    const area = element("textarea", { value: words, readOnly: true, className: "gw-hidden" });
    from.after(area);
    copyText(from, area).then(() => area.remove());
  };
  const failed = (/** @type {Error} */ error) => (named("saved").textContent = error.message);
  const on = (/** @type {string} */ id, /** @type {(look: BoardLook) => void} */ act) => named(id).addEventListener("click", () => board.settled().then(act, failed));
  on("download", (look) => download(look.text, look.name, "text/markdown"));
  on("copy", () => copyText(named("copy"), text));
  on("csv", (look) => download(look.csv, look.name.replace(/\.md$/, ".csv"), "text/csv"));
  on("link", async () => copyOf(named("link"), await link()));
  on("print", () => {
    box.close();
    window.print();
  });
  on("save", async (look) => {
    const state = named("saved"), wanted = name.value.trim().replace(/\.md$/, ""), before = { ...board.file };
    state.textContent = "Saving …";
    try {
      const was = wanted === before.name ? before.was : "";
      await board.note({ name: wanted, was, sent: look.digest });
      let answer = await saveFile(wanted, look.text, was || null);
      const isOwn = wanted === before.name && answer.digest === before.sent; // saved from here, and the page was loaded anew before it was told
      if (!answer.saved && answer.digest && isOwn) answer = await saveFile(wanted, look.text, answer.digest);
      const { saved, digest, error = "", findings = [] } = answer;
      await board.note(saved && digest ? { name: wanted, was: digest, sent: "" } : before);
      const otherwise = digest && !saved ? " Nothing was saved: choose another name, or begin anew with that track." : "";
      state.textContent = saved ? `Saved as ${saved}.` : `${error}${otherwise} ${findings.map(({ message }) => `${capitalised(message)}.`).join(" ")}`;
      state.classList.toggle("gw-unmet", !saved);
    } catch {
      state.textContent = "It could not be saved: groupwork serve does not answer.";
    }
  });
  named("serve").hidden = !isServed();
  named("close").addEventListener("click", () => box.close());

  return () => {
    text.value = named("saved").textContent = "";
    box.showModal();
    board.settled().then((look) => { // never the file of a moment ago
      text.value = look.text;
      name.value = board.file.name || name.value || look.name.replace(/\.md$/, "");
    }, failed);
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
        const head = element("h3", { className: "gw-door-head" }, `${dayName(day)} `, element("small", { textContent: meeting ? `${meeting.start} to ${meeting.end}, ${meeting.hours}` : "" }));
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
