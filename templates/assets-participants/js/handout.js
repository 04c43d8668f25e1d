// @ts-check
// A handout as a sheet of paper: larger text, print, and what was written is gone when the page is left. Nothing is stored.
(() => {
  const named = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(`gw-${id}`));
  const fields = [.../** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */ (document.querySelectorAll("main :is(input, textarea)"))];
  /** @param {Element} field @returns {field is HTMLInputElement} */
  const isTick = (field) => field.matches("[type=checkbox], [type=radio]");
  const filled = () => fields.some((field) => (isTick(field) ? field.checked : field.value.trim()));

  function clear() {
    for (const field of fields) {
      if (isTick(field)) field.checked = false;
      else field.value = "";
    }
    guard();
  }

  // A slip of the finger must not cost someone what they wrote; a browser asks only while something is there.
  const ask = (/** @type {Event} */ event) => event.preventDefault();
  const guard = () => (filled() ? addEventListener("beforeunload", ask) : removeEventListener("beforeunload", ask));

  // A browser keeps a page that was left, to show it again at once when someone goes back: it has to be empty by then.
  addEventListener("pagehide", clear);
  addEventListener("gw-leave", clear);
  addEventListener("input", guard);

  // Print: a box of one line cuts off a long answer, and a high one shows only what is scrolled to.
  addEventListener("beforeprint", () => {
    for (const field of fields) {
      if (field.matches("textarea")) field.style.height = `${Math.max(field.offsetHeight, field.scrollHeight)}px`;
      if (!field.matches(".gw-blank") || !field.value) continue;
      const words = Object.assign(document.createElement("span"), { className: "gw-written", textContent: field.value });
      words.ariaHidden = "true";
      field.after(words);
    }
  });
  addEventListener("afterprint", () => {
    document.querySelectorAll(".gw-written").forEach((words) => words.remove());
    fields.forEach((field) => field.style.removeProperty("height"));
  });

  const sizes = String(named("text-size").dataset.sizes).split("|");
  let step = 0;
  named("text-size").addEventListener("click", () => {
    step = (step + 1) % sizes.length;
    document.documentElement.dataset.text = String(step);
    named("text-size").textContent = sizes[step];
  });
  named("print").addEventListener("click", () => print());
  named("tools").hidden = false;

  if (!named("after")) return;
  named("after").hidden = false;
  named("clear").addEventListener("click", () => {
    if (filled() && !confirm(String(named("clear").dataset.sure))) return;
    clear();
    named("cleared").textContent = String(named("cleared").dataset.said);
  });
  addEventListener("input", () => (named("cleared").textContent = ""));
})();
