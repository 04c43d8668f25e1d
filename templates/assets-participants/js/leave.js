// @ts-check
// Leave this page: it goes, with what was written on it, and another page takes its place in the history. Without scripts it is a plain link.
/** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".gw-leave")).forEach((link) => link.addEventListener("click", (event) => {
  event.preventDefault();
  dispatchEvent(new Event("gw-leave"));
  document.title = " ";
  document.body.replaceChildren();
  location.replace(link.href);
}));
