// @ts-check
// The search form in the header: the words go to the search page behind the '#' of its address, so that they are sent to nobody.
for (const form of document.forms) {
  if (!form.matches(".gw-find")) continue;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(`${form.action}#${new URLSearchParams({ q: String(new FormData(form).get("q")) })}`);
  });
}
