// @ts-check
// A syllabus on dates: what is typed goes to the planner, which runs here in the browser and is loaded when it is first asked. Nothing is sent or stored;
// the address keeps what was typed behind its '#', for a reload or a bookmark.
import { capitalised, copyText, element, finder, one } from "./page.js";
import { absent, latest, startPlanner } from "./planner.js";

const named = finder("dates-");
const page = one(document, "#dates"), without = named("without");
const FIELDS = ["start", "policy", "closed", "holidays"];
const text = element("textarea", { readOnly: true, className: "gw-hidden", ariaHidden: "true", tabIndex: -1 });
/** @type {(() => void) | null} */
let ask = null;
let timer = 0;

const field = (/** @type {string} */ name) => /** @type {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} */ (one(named("form"), `[name=${name}]`));
const asked = () => Object.fromEntries(FIELDS.map((name) => [name, field(name).value]));

/** @param {string} words */
function say(words, wrong = false) {
  named("state").textContent = words;
  named("state").classList.toggle("gw-unmet", wrong);
}

/** @param {string} id @param {Node[]} children */
function show(id, ...children) {
  named(id).replaceChildren(...children);
  named(id).hidden = !children.length;
}

function clear() {
  show("wrong");
  show("nearest");
  named("result").hidden = true;
}

// The list

/** @param {DatedDay} day */
function day({ date, status, hours, remark, titles }) {
  const words = element("div", {});
  const falls = status === "not-held";
  if (status === "closed" || falls) words.append(element("b", { className: "gw-unmet", textContent: capitalised(remark) }));
  if (falls) words.append(element("span", { className: "gw-source", textContent: `Not held: ${titles.join("; ")}` }));
  if (hours && !falls) words.append(titles.join("; "), element("span", { className: "gw-source", textContent: hours }));
  if (status === "moved") words.append(element("span", { className: "gw-moved", textContent: capitalised(remark) }));
  return element("li", { className: `gw-date-${status}` }, element("b", { textContent: date }), words);
}

/** @param {DatedWeek} week */
function week({ title, hours, short, days }) {
  const net = element("p", { className: `gw-week-net${short ? " gw-unmet" : ""}`, textContent: `${hours} of treatment time` });
  return element("section", {}, element("h3", { textContent: title }), net, element("ul", { className: "gw-dated" }, ...days.map(day)));
}

/** @param {DatesAnswer} answer */
function present(answer) {
  if (answer.text === undefined) return refuse(answer);
  clear();
  const closed = answer.weeks.flatMap(({ days }) => days).filter(({ status }) => status === "closed" || status === "not-held").length;
  say(`${answer.said}${closed ? ` Closed on ${closed} of the group's days.` : ""}`);
  named("said").textContent = answer.span;
  show("weeks", ...answer.weeks.map(week));
  one(named("out"), "ul").replaceChildren(...answer.falls_out.map((words) => element("li", { textContent: words })));
  named("out").hidden = !answer.falls_out.length;
  text.value = answer.text;
  named("result").hidden = false;
}

/** @param {PlannerFinding} found */
const sentence = ({ message, hint }) => [message, hint].filter(Boolean).map((words) => `${capitalised(words)}.`).join(" ");

/** @param {Refused} answer */
function refuse({ wrong, nearest }) {
  clear();
  say(wrong.length === 1 ? sentence(wrong[0]) : `${wrong.length} things to mend.`, true);
  if (wrong.length > 1) show("wrong", ...wrong.map((found) => element("li", { textContent: sentence(found) })));
  show("nearest", ...nearest.map(({ date, words }) => {
    const button = element("button", { type: "button", textContent: `Start on ${words}` });
    button.addEventListener("click", () => {
      field("start").value = date;
      field("start").focus();
      changed();
    });
    return button;
  }));
}

// What is typed

function keep() {
  const said = new URLSearchParams(Object.entries(asked()).filter(([name, value]) => value && !(name === "policy" && value === "reflow")));
  history.replaceState(history.state, "", `${location.pathname}${location.search}${[...said].length ? `#${said}` : ""}`);
}

function changed() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    keep();
    if (!field("start").value) {
      clear();
      return say(`Choose the day of the first meeting, a ${page.dataset.weekday}.`);
    }
    if (ask) {
      ask();
      return;
    }
    say("Getting the planner ready …");
    const failed = (/** @type {string} */ words) => say(`${words} groupwork calendar on the command line does the same.`, true);
    const planner = startPlanner("ondates", page);
    ask = latest(() => planner(asked()), (/** @type {DatesAnswer} */ answer) => field("start").value && present(answer), failed);
    ask();
  }, 250);
}

function restore() {
  const said = new URLSearchParams(location.hash.slice(1));
  if (!said.has("start") && !said.has("closed")) return;
  FIELDS.forEach((name) => (field(name).value = said.get(name) ?? (name === "policy" ? "reflow" : "")));
  if (!field("policy").value) field("policy").value = "reflow";
  changed();
}

function print() {
  const done = () => document.documentElement.classList.remove("gw-dates-only");
  document.documentElement.classList.add("gw-dates-only");
  addEventListener("afterprint", done, { once: true });
  window.print();
}

if (!absent) {
  without.hidden = true;
  without.after(document.importNode(named("template", HTMLTemplateElement).content, true));
  named("form").addEventListener("submit", (event) => event.preventDefault());
  named("form").addEventListener("input", changed);
  named("print").addEventListener("click", print);
  named("result").append(text);
  named("copy").addEventListener("click", () => copyText(named("copy"), text));
  addEventListener("hashchange", restore);
  restore();
}
