// @ts-check
// The search page of either site. Nothing is sent or stored. For staff the words stand behind the '#' of the address, for a bookmark; for participants they are
// taken out of it, so that the next person at a shared phone does not read them there. The back button knows them from the state of the visit.
import { element, finder, showRows } from "./page.js";
import { find, itemOf } from "./search-index.js";
import { worried } from "./search-worries.js";

const AT_ONCE = 10, PARTS = 3, PAUSE = 300;
const named = finder("search-");
const page = named("page"), form = named("form"), field = named("words", HTMLInputElement), list = named("found");
const help = document.getElementById("search-help"); // where the site has lines to show first
const worries = JSON.parse(String(page.dataset.worries));

let turn = 0, pause = 0;
/** @type {Hit[]} */
let results = [];

const typed = () => field.value.trim();
const asked = () => history.state?.words ?? new URLSearchParams(location.hash.slice(1)).get("q") ?? new URLSearchParams(location.search).get("q") ?? "";

/** @param {Hit} result */
async function row(result) {
  const { title, where, address, parts } = await result.page();
  const link = element("a", { href: address, className: "gw-result", textContent: title });
  return element("li", {}, link, " ", element("small", { textContent: where }), element("ul", {}, ...parts.slice(0, PARTS).map(itemOf)));
}

/** @param {number} from */
async function more(from) {
  const mine = turn;
  const rows = await Promise.all(results.slice(from, from + AT_ONCE).map(row));
  if (mine === turn) showRows(list, named("more"), rows, from, results.length);
}

/** @param {string} text @param {boolean} found */
function say(text, found, near = false) {
  named("state").textContent = text;
  list.hidden = !found;
  named("more").hidden ||= !found;
  named("else").hidden = found && !near;
}

/** @param {number} count @param {string} words @param {boolean} near */
function says(count, words, near) {
  if (near) return `No page with ${words}. This is near it:`;
  if (count) return `${count} ${count === 1 ? "page" : "pages"} with ${words}`;
  return `Nothing with ${words}. Try one word, or another word for it${/^".*"$/.test(words) ? ", or leave out the quotation marks" : ""}.`;
}

async function look() {
  const mine = ++turn;
  const words = typed();
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
