// @ts-check
// Who can help now: it stands above all that is found as soon as the words are there, before anything else is fetched.
import { worried } from "./search-worries.js";

const page = /** @type {HTMLElement} */ (document.getElementById("search-page")), help = /** @type {HTMLElement} */ (document.getElementById("search-help"));
const [worries, ordinary] = [page.dataset.worries, page.dataset.ordinary].map((words) => JSON.parse(String(words)));

/** The words that came with the address, or that were typed before the page was left. @returns {string} */
export const asked = () => history.state?.words ?? new URLSearchParams(location.hash.slice(1)).get("q") ?? new URLSearchParams(location.search).get("q") ?? "";

/** Shows who can help where the words call for it; returns what is to be spoken then. @param {string} words */
export function helpFor(words) {
  help.hidden = !worried(words, worries, ordinary);
  return help.hidden ? "" : `${help.querySelector("p")?.textContent} `;
}
