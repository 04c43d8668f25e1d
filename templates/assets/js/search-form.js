// The search form in the header: the words go to the search page behind the '#' of its address, so that they are sent to nobody.
for (const form of document.querySelectorAll(".gw-find")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(`${form.action}#${new URLSearchParams(new FormData(form))}`);
  });
}
