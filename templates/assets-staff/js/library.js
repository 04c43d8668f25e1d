// The library page: choices and words narrow the list, and the address holds them, so that a list can be shared and the back button works.
// What says which sessions fit comes with the first choice; the cards of a session come when it is shown.
import { find, placesOfIds } from "./search-index.js";
import { fromAddress, narrowed, open, setOf, toAddress } from "./library-facets.js";

const AT_ONCE = 20, PARTS = 3, PAUSE = 250;
const page = document.getElementById("library-page");
const named = (name) => document.getElementById(`library-${name}`);
const form = named("choices"), list = named("found"), words = form.elements.namedItem("words");
const boxes = [...form.querySelectorAll('input[type="checkbox"]')];
const facets = [...form.querySelectorAll("[data-facet]")].map((facet) => facet.dataset.facet);
const total = Number(page.dataset.sessions), chunk = Number(page.dataset.chunk);
const at = (path) => new URL(path, page.baseURI);

let state = fromAddress(location.search, facets);
let turn = 0, pause = 0, order = [], hits = new Map();

// What is fetched, each once

function once(make) {
  const made = new Map();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key).catch((error) => (made.delete(key), Promise.reject(error))));
    return made.get(key);
  };
}

async function json(path) {
  const answer = await fetch(at(path), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

const index = once(async () => open(await json("sets.json")));
const ids = once(() => placesOfIds());
const cards = once((number) => json(`cards/${number}.json`));

async function search() {
  if (!state.words) return null;
  const [{ results, near }, places] = await Promise.all([find(state.words), ids()]);
  if (near) return new Map();
  return new Map(results.filter(({ id }) => places.has(id)).map((result) => [places.get(result.id), result]));
}

// What is shown

function piece(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

async function cardOf(place) {
  const row = (await cards(Math.floor(place / chunk)))[place % chunk];
  const [path, title, summary, module, minutes, short, load, newcomers, reviewed] = row;
  const card = named("card").content.firstElementChild.cloneNode(true);
  const part = (name) => card.querySelector(`[data-is="${name}"]`);
  const said = { title, summary, module, minutes: `${minutes} min`, short: `${short} if short`, load, newcomers };
  for (const [name, text] of Object.entries(said)) part(name).textContent = text;
  part("load").className = `gw-load-${load.toLowerCase()}`;
  part("link").href = `../${path}/`;
  if (reviewed) part("draft").remove();
  if (hits.size) card.append(await partsOf(hits.get(place)));
  return card;
}

async function partsOf(hit) {
  const { parts } = await hit.page();
  const rows = parts.slice(0, PARTS).map(({ title, address, excerpt }) => {
    const text = excerpt.map(({ text, marked }) => (marked ? piece("mark", { textContent: text }) : text));
    return piece("li", {}, piece("a", { href: address, textContent: title || "At a glance" }), " ", piece("span", {}, ...text));
  });
  return piece("ul", { className: "gw-hits" }, ...rows);
}

async function more(from) {
  const mine = turn;
  const shown = await Promise.all(order.slice(from, from + AT_ONCE).map(cardOf));
  if (mine !== turn) return;
  if (from) list.append(...shown);
  else list.replaceChildren(...shown);
  named("more").hidden = from + shown.length >= order.length;
  if (from) shown[0]?.querySelector("a").focus();
}

function showCounts(counts) {
  for (const box of boxes) {
    const count = counts?.[box.name]?.[box.value] ?? Number(box.dataset.count);
    box.checked = (state.chosen[box.name] ?? []).includes(box.value);
    box.disabled = !count && !box.checked;
    box.parentElement.querySelector(".gw-count").textContent = count;
  }
}

function showChosen() {
  const chosen = boxes.filter((box) => box.checked);
  named("chosen").replaceChildren(...chosen.map(taken));
  named("clear").hidden = !chosen.length && !state.words;
  named("fold").querySelector("span").textContent = chosen.length ? ` (${chosen.length})` : "";
  for (const facet of form.querySelectorAll("[data-facet]")) {
    const count = chosen.filter((box) => box.name === facet.dataset.facet).length;
    facet.querySelector("summary small").textContent = count ? `${count} chosen` : "";
  }
}

function taken(box) {
  const facet = box.closest("[data-facet]").querySelector("legend").textContent;
  const value = box.parentElement.querySelector(".gw-value").textContent;
  const button = piece("button", { type: "button", textContent: value, ariaLabel: `Take back: ${facet}, ${value}` });
  button.addEventListener("click", () => {
    box.checked = false;
    choose();
    (named("chosen").querySelector("button") ?? words).focus();
  });
  return piece("li", {}, button);
}

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
const unfold = (open) => named("fold").setAttribute("aria-expanded", open);
named("fold").addEventListener("click", () => unfold(named("fold").getAttribute("aria-expanded") === "false"));
named("show").addEventListener("click", () => {
  unfold(false);
  named("state").focus();
});
addEventListener("popstate", restore);
for (const facet of form.querySelectorAll("[data-facet]")) if (state.chosen[facet.dataset.facet].length) facet.open = true;
restore();
