// @ts-check
// The buttons of the page on which a program decides what it makes of the library's changes. Only while `groupwork serve` runs.

const told = /** @type {HTMLElement} */ (document.querySelector("#told"));
const SAID = "groupwork-update";

/** @param {string} way @param {HTMLElement | null} article */
async function decide(way, article) {
  const why = article?.querySelector("input")?.value ?? "";
  const body = JSON.stringify({ way, path: article?.dataset.path ?? "", why });
  try {
    const answer = await fetch("/groupwork/update/", { method: "POST", headers: { "Content-Type": "application/json", "X-Groupwork": "1" }, body });
    const said = /** @type {{ told?: string[], error?: string }} */ (await answer.json());
    if (said.error) return show(said.error);
    history.replaceState({ [SAID]: (said.told ?? []).join(". ") }, "");
    location.reload();
  } catch {
    show("The server does not answer. Is groupwork serve still running?");
  }
}

/** @param {string} words */
function show(words) {
  told.textContent = words;
  told.scrollIntoView({ block: "center" });
}

for (const button of document.querySelectorAll("button")) {
  button.addEventListener("click", () => decide(button.dataset.way ?? "", button.closest("article")));
}
if (history.state?.[SAID]) show(history.state[SAID]);
