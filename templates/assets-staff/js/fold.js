// @ts-check
// What is folded on a page opens by itself for paper, and where a link leads into it.

/** @type {NodeListOf<HTMLDetailsElement>} */
const folds = document.querySelectorAll(".gw-fold");
/** @type {HTMLDetailsElement[]} */
let opened = [];

addEventListener("beforeprint", () => {
  opened = [...folds].filter((fold) => !fold.open);
  for (const fold of opened) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of opened) fold.open = false;
});

function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = target?.closest(".gw-fold");
  if (!target || !(fold instanceof HTMLDetailsElement) || fold.open) return;
  fold.open = true;
  target.scrollIntoView();
}
addEventListener("hashchange", reveal);
reveal();
