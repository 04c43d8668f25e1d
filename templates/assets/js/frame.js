// @ts-check
// What the frame of every page does.

// The words typed into the header's search form go to the search page behind the '#' of its address, so that they are sent to nobody.
for (const form of document.forms) {
  if (!form.matches(".gw-find")) continue;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(`${form.action}#${new URLSearchParams({ q: String(new FormData(form).get("q")) })}`);
  });
}

// A phone stacks the rows of a table by styles, which some browsers take for the end of the table: its roles are said outright. They stand
// here because HTML with them written in is not valid.
const ROLES = Object.entries({ table: "table", "thead, tbody": "rowgroup", tr: "row", td: "cell", "th[scope=col]": "columnheader", "th[scope=row]": "rowheader" });
for (const table of document.querySelectorAll(".gw-table")) {
  for (const [found, role] of ROLES) for (const part of table.querySelectorAll(found)) part.setAttribute("role", role);
}
