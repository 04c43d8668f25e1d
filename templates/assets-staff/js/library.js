// @ts-check
// The library page: choices and words narrow the list, and the address holds them, so that a list can be shared and the back button works.
// What says which sessions fit comes with the first choice; the cards of a session come when it is shown.
import { fromAddress, narrowed, open, setOf, toAddress } from "./library-facets.js";
import { element, finder, one, showRows } from "./page.js";
import { find, itemOf } from "./search-index.js";

const AT_ONCE = 20, PARTS = 3, PAUSE = 250;
const named = finder("library-");
const page = named("page"), form = named("choices"), list = named("found"), words = one(form, "[name=words]", HTMLInputElement);
/** @type {NodeListOf<HTMLInputElement>} */
const checkboxes = form.querySelectorAll("[type=checkbox]");
const boxes = [...checkboxes];
const folds = [...form.querySelectorAll("details")]; // one a facet
const facets = folds.map((fold) => String(fold.dataset.facet));
const total = Number(page.dataset.sessions), chunk = Number(page.dataset.chunk);
const at = (/** @type {string} */ path) => new URL(path, page.baseURI);

let state = fromAddress(location.search, facets);
let turn = 0, pause = 0;
/** @type {number[]} */
let order = [];
/** @type {Map<number, Hit>} */
let hits = new Map();

// What is fetched, each once

/** @template Made @param {(key: number) => Promise<Made>} make */
function once(make) {
  /** @type {Map<number, Promise<Made>>} */
  const made = new Map();
  return (key = 0) => {
    const known = made.get(key) ?? make(key).catch((error) => (made.delete(key), Promise.reject(error)));
    made.set(key, known);
    return known;
  };
}

/** @param {string} path */
async function json(path) {
  const answer = await fetch(at(path), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

const index = once(async () => open(await json("sets.json")));
/** @type {(chunk: number) => Promise<CardRow[]>} */
const cards = once((number) => json(`cards/${number}.json`));

/** @returns {Promise<Map<number, Hit> | null>} */
async function search() {
  if (!state.words) return null;
  const { hits: found, whole } = await find(state.words);
  return new Map(found.slice(0, whole).filter(({ place }) => place >= 0).map((hit) => [hit.place, hit]));
}

// What is shown

/** @param {number} place */
async function cardOf(place) {
  const row = (await cards(Math.floor(place / chunk)))[place % chunk];
  const [path, title, summary, color, facts] = row;
  const card = one(document.importNode(named("card", HTMLTemplateElement).content, true), "li");
  card.dataset.color = color;
  one(card, "a").setAttribute("href", `../${path}/`);
  one(card, "strong").textContent = title;
  one(card, "span").textContent = summary;
  one(card, "small").append(...facts.map((fact) => element("span", { textContent: fact })));
  const hit = hits.get(place);
  if (hit) card.append(await partsOf(hit));
  return card;
}

/** @param {Hit} hit */
async function partsOf(hit) {
  const { parts } = await hit.page();
  return element("ul", { className: "gw-hits" }, ...parts.slice(0, PARTS).map((part) => itemOf({ ...part, title: part.title || "At a glance" })));
}

/** @param {number} from */
async function more(from) {
  const mine = turn;
  const shown = await Promise.all(order.slice(from, from + AT_ONCE).map(cardOf));
  if (mine === turn) showRows(list, named("more"), shown, from, order.length);
}

/** @param {Record<string, Record<string, number>> | null} counts */
function showCounts(counts) {
  for (const box of boxes) {
    const count = counts?.[box.name]?.[box.value] ?? Number(box.dataset.count);
    box.checked = (state.chosen[box.name] ?? []).includes(box.value);
    box.disabled = !count && !box.checked;
    one(labelOf(box), ".gw-count").textContent = String(count);
  }
}

function showChosen() {
  const chosen = boxes.filter((box) => box.checked);
  named("chosen").replaceChildren(...chosen.map(taken));
  named("clear").hidden = !chosen.length && !state.words;
  one(named("fold"), "span").textContent = chosen.length ? ` (${chosen.length})` : "";
  for (const fold of folds) {
    const count = chosen.filter((box) => box.name === fold.dataset.facet).length;
    one(fold, "summary small").textContent = count ? `${count} chosen` : "";
  }
}

const labelOf = (/** @type {HTMLElement} */ box) => /** @type {HTMLElement} */ (box.parentElement);

/** @param {HTMLInputElement} box */
function taken(box) {
  const facet = box.closest("fieldset")?.querySelector("legend")?.textContent;
  const value = one(labelOf(box), ".gw-value").textContent;
  const button = element("button", { type: "button", textContent: value, ariaLabel: `Take back: ${facet}, ${value}` });
  button.addEventListener("click", () => {
    box.checked = false;
    choose();
    (named("chosen").querySelector("button") ?? words).focus();
  });
  return element("li", {}, button);
}

/** @param {string} text */
function say(text) {
  named("state").textContent = text;
}

function says() {
  if (!order.length) return `No session of ${total} fits. Try other words, or take something back.`;
  return `${order.length} of ${total} sessions${state.words ? ", best match first" : ""}`;
}

async function update() {
  const mine = ++turn;
  const all = !state.words && !Object.values(state.chosen).some((values) => values.length);
  if (all) {
    showCounts(null);
    showChosen();
    order = [];
    list.replaceChildren();
    named("more").hidden = true;
    say(`${total} sessions`);
  } else {
    try {
      const [sets, found] = await Promise.all([index(), search()]);
      if (mine !== turn) return;
      const { places, counts } = narrowed(sets, state.chosen, found && setOf(found.keys(), total));
      const fitting = new Set(places);
      hits = found ?? new Map();
      order = found ? [...found.keys()].filter((place) => fitting.has(place)) : places;
      showCounts(counts);
      showChosen();
      await more(0);
      if (mine === turn) say(says());
    } catch {
      if (mine === turn) say("The list cannot be fetched just now. Try again when there is a connection.");
      return;
    }
  }
  if (mine !== turn) return;
  named("all").hidden = !all;
  list.hidden = all;
}

// What a person does

function choose() {
  const chosen = Object.fromEntries(facets.map((facet) => [facet, boxes.filter((box) => box.name === facet && box.checked).map((box) => box.value)]));
  const typing = state.words && words.value.trim();
  state = { chosen, words: words.value.trim() };
  const address = `${location.pathname}${toAddress(state)}`;
  if (address === location.pathname + location.search) return;
  if (typing && document.activeElement === words) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  update();
}

function restore() {
  state = fromAddress(location.search, facets);
  words.value = state.words;
  update();
}

form.addEventListener("submit", (event) => (event.preventDefault(), choose()));
form.addEventListener("change", (event) => event.target !== words && choose());
words.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(choose, PAUSE);
});
named("facets").addEventListener("focusin", () => index().catch(() => {}), { once: true });
named("more").addEventListener("click", () => more(list.children.length));
named("clear").addEventListener("click", () => {
  for (const box of boxes) box.checked = false;
  words.value = "";
  choose();
  words.focus();
});
const unfold = (/** @type {boolean} */ open) => named("fold").setAttribute("aria-expanded", String(open));
named("fold").addEventListener("click", () => unfold(named("fold").getAttribute("aria-expanded") === "false"));
named("show").addEventListener("click", () => {
  unfold(false);
  named("state").focus();
});
addEventListener("popstate", restore);
folds.forEach((fold, index) => (fold.open ||= state.chosen[facets[index]].length > 0));
restore();
