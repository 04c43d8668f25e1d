// @ts-check
// Leave this page: it goes, with what was written on it, and another page takes its place in the history. Without scripts it is a plain link.
(() => {
  const PRESSES = 3;
  const WITHIN = 2000; // milliseconds
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll(".gw-leave");

  /** @param {string} address */
  function leave(address) {
    dispatchEvent(new Event("gw-leave"));
    document.title = " ";
    document.body.replaceChildren();
    location.replace(address);
  }

  links.forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link.href);
  }));

  // Shift, pressed three times by itself. A capital letter is Shift with another key, and begins the count anew: nobody leaves by typing.
  /** @type {number[]} */
  let presses = [];
  let alone = false;
  addEventListener("keydown", (event) => {
    alone = event.key === "Shift";
    if (!alone) presses = [];
  });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    presses = [...presses.filter((at) => event.timeStamp - at < WITHIN), event.timeStamp];
    if (presses.length >= PRESSES) leave(links[0].href);
  });
})();
