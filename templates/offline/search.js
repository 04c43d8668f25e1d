// @ts-check
// The search page in a site that was opened from a folder. Every word that is typed has to begin a word of a page; titles count more. No module loads there:
// publishing joins this and what it imports to one plain script (builder/site/one_file.py).
import { element, finder } from "../assets/js/page.js";
import { wordsOf, worried } from "../assets/js/search-worries.js";

const AT_MOST = 40;
const named = finder("search-");
const field = named("words", HTMLInputElement), help = named("help");
const worries = JSON.parse(String(named("page").dataset.worries));
const index = gwPages.map((page) => ({ ...page, titleWords: wordsOf(page.title), textWords: wordsOf(page.text) }));

/** @param {typeof index[number]} page @param {string[]} asked */
function score({ titleWords, textWords }, asked) {
  let sum = 0;
  for (const word of asked) {
    const begins = (/** @type {string} */ own) => own.startsWith(word);
    const points = (titleWords.some(begins) ? 20 : 0) + Math.min(textWords.filter(begins).length, 5);
    if (!points) return 0;
    sum += points;
  }
  return sum;
}

/** The part of a page around the first word that fits. @param {string} text @param {string[]} asked */
function excerpt(text, asked) {
  const words = text.split(" ");
  const at = words.findIndex((word) => wordsOf(word).some((own) => own.startsWith(asked[0])));
  const from = Math.max(0, at - 8);
  return `${from ? "… " : ""}${words.slice(from, from + 24).join(" ")}${from + 24 < words.length ? " …" : ""}`;
}

/** @param {CarriedPage} page @param {string[]} asked */
function row({ path, title, text }, asked) {
  const link = element("a", { className: "gw-result", href: `../${path}`, textContent: title });
  return element("li", {}, link, element("small", { textContent: excerpt(text, asked) }));
}

function find() {
  const asked = wordsOf(field.value);
  const found = asked.length ? index.map((page) => ({ page, points: score(page, asked) })).filter(({ points }) => points) : [];
  found.sort((one, other) => other.points - one.points || one.page.title.localeCompare(other.page.title));
  const count = found.length === 1 ? "1 page" : `${found.length || "No"} pages`;
  help.hidden = !worried(field.value, worries);
  named("state").textContent = asked.length ? `${help.hidden ? "" : "Who to call or text comes first. "}${count}` : "";
  named("found").replaceChildren(...found.slice(0, AT_MOST).map(({ page }) => row(page, asked)));
  named("found").hidden = !found.length;
  named("else").hidden = found.length > 0;
}

named("form").addEventListener("submit", (event) => {
  event.preventDefault();
  find();
});
field.value = new URLSearchParams(location.search).get("q") ?? "";
if (location.search) history.replaceState(null, "", location.pathname); // the next person does not read it there
find();
