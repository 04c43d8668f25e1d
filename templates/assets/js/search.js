// The search page of either site. Nothing is sent or stored. For staff the words stand behind the '#' of the address, for a bookmark; for participants they are
// taken out of it, so that the next person at a shared phone does not read them there. The back button knows them from the state of the visit.
import { find } from "./search-index.js";
import { worried } from "./search-worries.js";

const AT_ONCE = 10, PARTS = 3, PAUSE = 300;
const page = document.getElementById("search-page");
const named = (name) => document.getElementById(`search-${name}`);
const form = named("form"), field = named("words"), list = named("found");
const worries = JSON.parse(page.dataset.worries);

let turn = 0, pause = 0, results = [];

const typed = () => field.value.trim();
const asked = () => history.state?.words ?? new URLSearchParams(location.hash.slice(1)).get("q") ?? new URLSearchParams(location.search).get("q") ?? "";

function piece(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

const marked = ({ text, marked }) => (marked ? piece("mark", { textContent: text }) : text);

function excerpt({ title, address, excerpt }) {
  const where = title ? [piece("a", { href: address, textContent: title }), " "] : [];
  return piece("li", {}, ...where, piece("span", {}, ...excerpt.map(marked)));
}

async function row(result) {
  const { title, where, address, parts } = await result.page();
  const link = piece("a", { href: address, className: "gw-result", textContent: title });
  return piece("li", {}, link, " ", piece("small", { textContent: where }), piece("ul", {}, ...parts.slice(0, PARTS).map(excerpt)));
}

async function more(from) {
  const mine = turn;
  const rows = await Promise.all(results.slice(from, from + AT_ONCE).map(row));
  if (mine !== turn) return;
  if (from) list.append(...rows);
  else list.replaceChildren(...rows);
  named("more").hidden = from + rows.length >= results.length;
  if (from) rows[0]?.querySelector("a").focus();
}

function say(text, found, near = false) {
  named("state").textContent = text;
  list.hidden = !found;
  named("more").hidden ||= !found;
  named("else").hidden = found && !near;
}

function says(count, words, near) {
  if (near) return `No page with ${words}. This is near it:`;
  if (count) return `${count} ${count === 1 ? "page" : "pages"} with ${words}`;
  return `Nothing with ${words}. Try one word, or another word for it${/^".*"$/.test(words) ? ", or leave out the quotation marks" : ""}.`;
}

async function look() {
  const mine = ++turn;
  const words = typed();
  const help = named("help");
  const first = help && worried(words, worries) ? "Who to call or text comes first. " : ""; // so that it is spoken too
  if (help) help.hidden = !first;
  if (!words) return say("", false);
  try {
    const found = await find(words);
    if (mine !== turn) return;
    results = found.results;
    await more(0);
    if (mine === turn) say(first + says(results.length, words, found.near), results.length > 0, found.near);
  } catch {
    if (mine === turn) say(first + "The search cannot be reached just now. Try again when there is a connection.", false);
  }
}

function ask() {
  clearTimeout(pause);
  const kept = typed() && "keepsWords" in page.dataset ? `#${new URLSearchParams({ q: typed() })}` : "";
  history.replaceState({ words: typed() }, "", location.pathname + kept);
  look();
}

function restore() {
  field.value = asked();
  ask();
}

form.addEventListener("submit", (event) => (event.preventDefault(), ask()));
field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(ask, PAUSE);
});
named("more").addEventListener("click", () => more(list.children.length));
addEventListener("popstate", restore);
restore();
if (!typed()) field.focus();
