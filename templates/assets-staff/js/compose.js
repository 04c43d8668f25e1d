// @ts-check
// The composing page: the form's words go to the planner, which runs here in the browser; its answer is shown. Nothing is sent or stored.
import { asked, begin } from "./compose-form.js";
import { capitalised, copyText, element, finder } from "./page.js";
import { absent, openPlanner } from "./planner.js";
import { asTime, minutesOf } from "./runsheet-times.js";

const named = finder("");
const page = named("compose"), state = named("compose-state"), file = named("result-text", HTMLTextAreaElement);
const VERDICTS = { met: ["Meets", "gw-met"], "not met": ["Does not meet", "gw-unmet"], unknown: ["For you to show", "gw-toshow"] };

/** @param {string} words */
function say(words, isError = false) {
  state.textContent = words;
  state.classList.toggle("gw-unmet", isError);
}

const clock = (/** @type {string} */ time) => asTime(minutesOf(time) ?? 0, page.dataset.clock);

/** @param {PlannerFinding[]} found */
function findings(found) {
  return found.map(({ message, hint }) => element("li", {}, message, element("span", { className: "gw-source", textContent: hint })));
}

/** @param {ProposedWeek} week @param {boolean} reasons */
function week({ week: number, theme, hours, days }, reasons) {
  const columns = days.map((day) => {
    const sessions = day.sessions.map(({ title, again, reason }) => {
      const line = element("li", {}, title);
      if (again) line.append(" ", element("small", { textContent: "again" }));
      if (reasons) line.append(element("span", { className: "gw-source", textContent: reason }));
      return line;
    });
    const head = element("p", { className: "gw-door-head", textContent: day.day });
    head.append(" ", element("small", { textContent: `${clock(day.start)} to ${clock(day.end)}, ${day.hours}` }));
    return element("section", { className: "gw-day" }, head, element("ul", { className: "gw-plainlist" }, ...sessions));
  });
  const title = element("h3", { textContent: `Week ${number}: ${theme}` });
  return element("section", {}, title, element("p", { className: "gw-week-net", textContent: hours }), element("div", { className: "gw-days" }, ...columns));
}

/** @param {MeasuredStandard} standard */
function standard({ title, status, sentence, named }) {
  const [word, css] = VERDICTS[status];
  const name = element("th", { scope: "row", textContent: capitalised(title) }, element("span", { className: "gw-source", textContent: sentence }));
  const verdict = element("td", {}, element("span", { className: `gw-verdict ${css}`, textContent: word }));
  if (named) name.append(element("span", { className: "gw-source", textContent: "Named by this track" }));
  verdict.dataset.label = "This track";
  return element("tr", {}, name, verdict);
}

/** @param {Proposed} made */
function figures(made) {
  const facts = { "In all": made.total, "Shortest week": made.shortest, "Best day to start": made.best, "Hardest day to start": made.worst };
  return Object.entries(facts).flatMap(([name, value]) => (value ? element("div", {}, element("dt", { textContent: name }), element("dd", { textContent: value })) : []));
}

/** @type {Proposed | null} */
let current = null;

/** @param {Proposal} made @param {boolean} reasons */
function present(made, reasons) {
  current = made.text ? made : null;
  named("compose-result").hidden = !current;
  named("compose-refused").hidden = Boolean(current);
  if (!made.text) {
    named("refused-list").replaceChildren(...findings(made.findings));
    say("This cannot be done as it stands.", true);
    return;
  }
  const remarks = made.findings.length;
  const missing = made.missing.length ? ` Topics asked for and not in the library: ${made.missing.join(", ")}.` : "";
  say(`${made.weeks.length} weeks, ${made.total} of treatment time, ${made.shortest} in the shortest week. ${remarks ? `${remarks} to look at.` : "Nothing to mend."}${missing}`);
  named("result-figures").replaceChildren(...figures(made));
  named("result-weeks").replaceChildren(...made.weeks.map((row) => week(row, reasons)));
  named("remarks").hidden = !remarks;
  named("remarks-list").replaceChildren(...findings(made.findings));
  named("result-standards").replaceChildren(...made.standards.map(standard));
  file.value = made.text;
}

/** @param {string} title */
function fileName(title) {
  return `${title.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || "track"}.md`;
}

function download() {
  if (!current) return;
  const address = URL.createObjectURL(new Blob([current.text], { type: "text/markdown" }));
  element("a", { href: address, download: fileName(current.track.title) }).click();
  URL.revokeObjectURL(address);
}

async function run() {
  if (absent) {
    say("This page needs WebAssembly, which this browser lacks or has switched off. On a computer with Groupwork, `groupwork compose` does the same.", true);
    return;
  }
  const { tracks } = await (await fetch(String(page.dataset.data))).json();
  let timer = 0;
  begin(tracks, JSON.parse(String(page.dataset.shape)), () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 200);
  });
  const ask = openPlanner("proposal", page, asked, {
    ready: () => (named("compose-form").hidden = false),
    busy: () => say("Composing …"),
    answer: (made, { reasons }) => present(made, reasons),
    failed: (words) => say(`${words} groupwork compose on the command line does the same.`, true),
  });
  named("download").addEventListener("click", download);
  named("copy").addEventListener("click", () => copyText(named("copy"), file));
}

run().catch((error) => say(`This page could not load its planner: ${error.message}`, true));
