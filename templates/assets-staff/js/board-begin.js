// @ts-check
// Where a draft begins: a published track, a request, a file, a link, or nothing. What cannot be read is explained, and the board stays as it was.
import { edited } from "./board-edits.js";
import { fromLink, isLink } from "./board-link.js";
import { request } from "./board-request.js";
import { fileOf, isServed, NO_FILE } from "./board-files.js";
import { button, capitalised, element, finder } from "./page.js";

const named = finder("begin-");

/** @param {Wrong[]} findings */
const listed = (findings) => findings.map(({ message, hint, line }) => element("li", {}, `${line ? `Line ${line}: ` : ""}${capitalised(message)}.`, ...(hint ? [element("span", { className: "gw-source", textContent: `${capitalised(hint)}.` })] : [])));

/** Why a session stands where the planner put it, by place and session, so that a reason goes when its session does. @param {Draft} draft @param {Record<string, string>} [reasons] @returns {Reasons} */
export function reasonsOf(draft, reasons = {}) {
  return Object.fromEntries(Object.entries(reasons).map(([key, words]) => {
    const [, week, day, place] = key.split("-");
    return [key, { [draft.track.weeks[Number(week) - 1]?.days[day]?.slots[Number(place) - 1]?.session ?? ""]: words }];
  }));
}

/**
 * @param {BoardData} data @param {{ value: string, title: string }[]} kinds @param {ShapePart[]} shape
 * @param {Board["ask"]} ask @param {(moment: Moment, words: string) => void} open
 */
export function beginning(data, kinds, shape, ask, open) {
  const { form, asked, empty } = request(data, kinds, shape), wrong = named("wrong"), state = named("state");

  /** @param {string} title @param {Wrong[]} findings */
  function refuse(title, findings) {
    wrong.hidden = false;
    wrong.replaceChildren(element("p", {}, element("b", { textContent: title })), element("ul", {}, ...listed(findings)), button("Close", () => (wrong.hidden = true)));
    state.textContent = "";
    wrong.focus();
    return false;
  }

  /** @param {Moment} moment @param {string} words */
  function begin(moment, words) {
    wrong.hidden = true;
    state.textContent = "";
    open(moment, words);
    return true;
  }

  /** Opens a file, what was pasted, or a link; tells whether it could. @param {string} text @param {string} name */
  async function read(text, name) {
    state.textContent = "Reading …";
    const title = name ? `${name} could not be opened. Nothing else has changed.` : "This could not be opened. Nothing else has changed.";
    try {
      /** @type {{ v?: number, track?: Track, body?: string, base?: Draft, file?: Partial<TrackFile> } | null} */
      const linked = isLink(text) ? /** @type {any} */ (await fromLink(text)) : null;
      const source = linked ? JSON.stringify({ v: linked.v, track: linked.track, body: linked.body }) : text;
      const made = /** @type {Made} */ (await ask({ do: "read", text: source, name }));
      if (!made.draft) return refuse(title, made.findings ?? []);
      const draft = edited(made.draft, []), base = linked?.base && /** @type {Made} */ (await ask({ do: "read", text: JSON.stringify({ v: 1, ...linked.base }), name })).draft;
      const notes = [...(made.notes ?? []), ...(linked?.base && !base ? ["What it began from cannot be read; changes count from here."] : [])];
      const file = { name: String(linked?.file?.name ?? ""), was: String(linked?.file?.was ?? ""), sent: String(linked?.file?.sent ?? "") };
      return begin({ draft, base: base || draft, file }, [`${draft.track.title} opened.`, ...notes].join(" "));
    } catch (error) {
      return refuse(title, [{ message: error instanceof Error ? error.message.replace(/\.$/, "") : String(error), hint: "" }]);
    }
  }

  async function plan() {
    state.textContent = "Planning …";
    try {
      const made = /** @type {Made} */ (await ask({ do: "propose", request: asked() }));
      if (made.draft) begin({ draft: made.draft, base: made.draft, reasons: reasonsOf(made.draft, made.reasons), file: NO_FILE() }, `${made.draft.track.title} planned.`);
      else refuse("This cannot be planned as it stands.", made.findings ?? []);
    } catch (error) {
      refuse("This cannot be planned as it stands.", [{ message: error instanceof Error ? error.message : String(error), hint: "" }]);
    }
  }

  /** A published track; under `groupwork serve` as its file is now. @param {string} id @param {Draft} published */
  async function beginTrack(id, published) {
    const there = isServed() ? await fileOf(id) : null;
    const made = there && /** @type {Made} */ (await ask({ do: "read", text: there.text, name: `${id}.md` }));
    const draft = made?.draft ? edited(made.draft, []) : published;
    begin({ draft, base: draft, file: there && made?.draft ? { name: id, was: there.digest, sent: "" } : NO_FILE() }, `${draft.track.title} opened.`);
  }

  named("tracks").replaceChildren(...Object.entries(data.tracks).map(([id, draft]) => element("li", {}, button(draft.track.title, () => beginTrack(id, draft)))));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    plan();
  });
  const leaveEmpty = () => {
    const draft = empty();
    begin({ draft, base: draft, file: NO_FILE() }, `An empty board of ${draft.track.weeks.length} weeks.`);
  };
  named("empty").addEventListener("click", leaveEmpty);
  named("request-empty").addEventListener("click", leaveEmpty);
  const paste = named("paste", HTMLTextAreaElement), file = named("file", HTMLInputElement);
  named("open").addEventListener("click", () => (paste.value.trim() ? read(paste.value.trim(), "") : paste.focus()));
  const readFile = async (/** @type {File | undefined} */ chosen) => chosen && read(await chosen.text(), chosen.name);
  file.addEventListener("change", async () => {
    await readFile(file.files?.[0]);
    file.value = ""; // the same file can be chosen again
  });
  addEventListener("dragover", (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
  addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    readFile(event.dataTransfer.files[0]);
  });
  return { read };
}
