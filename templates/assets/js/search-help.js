// @ts-check
// Who can help now: it stands above all that is found as soon as the words are there, before anything else is fetched.
import { worried } from "./search-worries.js";

const box = /** @type {HTMLElement} */ (document.getElementById("search-page")), helpBox = /** @type {HTMLElement} */ (document.getElementById("search-help"));
const pages = [...helpBox.querySelectorAll("#search-help-pages > li")].map((item) => ({ item: /** @type {HTMLElement} */ (item), words: JSON.parse(String(/** @type {HTMLElement} */ (item).dataset.words)) }));
const [worries, ordinary] = [box.dataset.worries, box.dataset.ordinary].map((words) => JSON.parse(String(words)));

/** The words that came with the address, or that were typed before the page was left. @returns {string} */
export const asked = () => history.state?.words ?? new URLSearchParams(location.hash.slice(1)).get("q") ?? new URLSearchParams(location.search).get("q") ?? "";

/** Shows who can help where the words call for it, and what to do; returns what is to be spoken then. @param {string} words */
export function helpFor(words) {
  helpBox.hidden = !worried(words, worries, ordinary);
  for (const page of pages) page.item.hidden = !worried(words, page.words, ordinary);
  return helpBox.hidden ? "" : "Who can help now stands first. ";
}
