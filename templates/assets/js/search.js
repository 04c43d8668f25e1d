// @ts-check
// The search page of either site, and of the one that opens from a folder. Nothing is sent or stored. For staff the words stand behind the '#' of the address,
// for a bookmark; for participants they are taken out of it, so that the next person at a shared phone does not read them there. The back button knows them
// from the state of the visit.
import { element, finder, one } from "./page.js";
import { asked, helpFor } from "./search-help.js";
import { find, itemOf } from "./search-index.js";

const AT_ONCE = 10, BATCH = 3, PARTS = 3, PAUSE = 300;
const named = finder("search-");
const page = named("page"), form = named("form"), field = named("words", HTMLInputElement), list = named("found"), instead = named("instead");

let turn = 0, pause = 0;
/** @type {Hit[]} */
let hits = [];

const typed = () => field.value.trim();

/** @param {Hit} hit */
async function row(hit) {
  const { title, where, address, parts } = await hit.page();
  const link = element("a", { href: address, className: "gw-result", textContent: title });
  return element("li", {}, link, " ", element("small", { textContent: where }), element("ul", {}, ...parts.slice(0, PARTS).map(itemOf)));
}

/** Rows come in order, the best alone and then a few at a time: it is there first, and none moves another that someone is about to tap. @param {number} from */
async function more(from) {
  const mine = turn, to = Math.min(hits.length, from + AT_ONCE);
  for (let at = from, next = from + 1; at < to; at = next, next += BATCH) {
    const rows = await Promise.all(hits.slice(at, Math.min(to, next)).map(row));
    if (mine !== turn) return;
    list.append(...rows);
    list.hidden = false;
    if (at && at === from) rows[0].querySelector("a")?.focus();
  }
  named("more").hidden = to >= hits.length;
}

/** @param {string} text @param {boolean} [whole] whether pages were found that have all of the words */
function say(text, whole = false) {
  named("state").textContent = text;
  named("else").hidden = whole;
}

/** @param {Found} found @param {string} words */
function says({ hits: { length: count }, whole, instead: other, also }, words) {
  const looked = other || words;
  const lost = other ? `No page with ${words}. ` : "";
  if (whole) return `${lost}${whole} ${whole === 1 ? "page" : "pages"} ${also.length ? "for" : "with"} ${looked}${also.length ? ` (also looked for: ${also.join(", ")})` : ""}`;
  if (count) return `No page with ${also.length ? "all of " : ""}${words}. This is near it:`;
  return `Nothing with ${words}. Try one word, or another word for it${/^".*"$/.test(words) ? ", or leave out the quotation marks" : ""}.`;
}

/** @param {string} words */
function offer(words) {
  instead.hidden = !words;
  const link = one(instead, "a", HTMLAnchorElement);
  link.textContent = words;
  link.href = `?${new URLSearchParams({ q: words })}`;
}

async function look() {
  const mine = ++turn;
  const words = typed();
  const first = helpFor(words); // so that it is spoken too
  hits = [];
  list.replaceChildren();
  list.hidden = named("more").hidden = true;
  offer("");
  if (!words) return say("");
  try {
    const found = await find(words);
    if (mine !== turn) return;
    hits = found.hits;
    say(first + says(found, words), found.whole > 0);
    offer(found.instead);
    await more(0);
  } catch {
    if (mine === turn) say(`${first}The search cannot be reached just now. Try again when there is a connection.`);
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
one(instead, "a").addEventListener("click", (event) => {
  event.preventDefault();
  field.value = String(one(instead, "a").textContent);
  field.focus();
  ask();
});
named("more").addEventListener("click", () => more(list.children.length));
addEventListener("popstate", restore);
if (typed() && !asked()) ask(); // someone was faster than this script
else restore();
if (!typed()) field.focus();
