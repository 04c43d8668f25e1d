// The composing page: the form's words go to the planner, which runs here in the browser; its answer is shown. Nothing is sent or stored.
import { asked, begin } from "./compose-form.js";
import { absent, copyText, element, openPlanner } from "./planner.js";

const page = document.getElementById("compose");
const state = document.getElementById("compose-state");
const VERDICTS = { met: ["Meets", "gw-met"], "not met": ["Does not meet", "gw-unmet"], unknown: ["For you to show", "gw-toshow"] };

function show(id, ...children) {
  document.getElementById(id).replaceChildren(...children);
}

function say(words, isError = false) {
  state.textContent = words;
  state.classList.toggle("gw-unmet", isError);
}

function clock(time) {
  if (page.dataset.clock === "24-hour") return time;
  const [hour, minute] = time.split(":").map(Number);
  return `${hour % 12 || 12}:${String(minute).padStart(2, "0")} ${hour < 12 ? "am" : "pm"}`;
}

function findings(found) {
  return found.map(({ message, hint }) => element("li", {}, message, element("span", { className: "gw-source", textContent: hint })));
}

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

function standard({ title, status, sentence, named }) {
  const [word, css] = VERDICTS[status];
  const name = element("th", { scope: "row", textContent: title[0].toUpperCase() + title.slice(1) }, element("span", { className: "gw-source", textContent: sentence }));
  const verdict = element("td", {}, element("span", { className: `gw-verdict ${css}`, textContent: word }));
  if (named) name.append(element("span", { className: "gw-source", textContent: "Named by this track" }));
  verdict.dataset.label = "This track";
  return element("tr", {}, name, verdict);
}

function figures(made) {
  const facts = [["In all", made.total], ["Shortest week", made.shortest], ["Best day to start", made.best], ["Hardest day to start", made.worst]];
  return facts.filter(([, value]) => value).map(([name, value]) => element("div", {}, element("dt", { textContent: name }), element("dd", { textContent: value })));
}

let current = null;

function present(made, reasons) {
  current = made.text ? made : null;
  document.getElementById("compose-result").hidden = !current;
  document.getElementById("compose-refused").hidden = Boolean(current);
  if (!current) {
    show("refused-list", ...findings(made.findings));
    say("This cannot be done as it stands.", true);
    return;
  }
  const remarks = made.findings.length;
  const missing = made.missing.length ? ` Topics asked for and not in the library: ${made.missing.join(", ")}.` : "";
  say(`${made.weeks.length} weeks, ${made.total} of treatment time, ${made.shortest} in the shortest week. ${remarks ? `${remarks} to look at.` : "Nothing to mend."}${missing}`);
  show("result-figures", ...figures(made));
  show("result-weeks", ...made.weeks.map((row) => week(row, reasons)));
  document.getElementById("remarks").hidden = !remarks;
  show("remarks-list", ...findings(made.findings));
  show("result-standards", ...made.standards.map(standard));
  document.getElementById("result-text").value = made.text;
}

function fileName(title) {
  return `${title.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || "track"}.md`;
}

function download() {
  const address = URL.createObjectURL(new Blob([current.text], { type: "text/markdown" }));
  element("a", { href: address, download: fileName(current.track.title) }).click();
  URL.revokeObjectURL(address);
}

async function run() {
  if (absent) {
    return say("This page needs WebAssembly, which this browser lacks or has switched off. On a computer with Groupwork, `groupwork compose` does the same.", true);
  }
  const { tracks } = await (await fetch(page.dataset.data)).json();
  let timer = 0;
  begin(tracks, JSON.parse(page.dataset.shape), () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 200);
  });
  const ask = openPlanner("proposal", page, asked, {
    ready: () => (document.getElementById("compose-form").hidden = false),
    busy: () => say("Composing …"),
    answer: (made, { reasons }) => present(made, reasons),
    failed: (words) => say(`${words} groupwork compose on the command line does the same.`, true),
  });
  document.getElementById("download").addEventListener("click", download);
  document.getElementById("copy").addEventListener("click", ({ target }) => copyText(target, document.getElementById("result-text")));
}

run().catch((error) => say(`This page could not load its planner: ${error.message}`, true));
