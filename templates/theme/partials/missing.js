// @ts-check
// In the page for whatever is not there, which can be shown at any address: finds the site that it belongs to, and fetches what the page needs from there. The one
// script that stands in a page: it cannot be fetched before it has run. Policies name it by its digest (builder/pages/policy.py).
for (const base of document.querySelectorAll("base")) {
  const needs = /** @type {HTMLTemplateElement} */ (document.querySelector("#needs"));
  const home = String(base.getAttribute("href")), { folders = "", above } = needs.dataset;
  for (const folder of folders.split(" ")) {
    const at = location.pathname.indexOf(`/${folder}/`);
    if (at < 0 || (home !== "/" && location.pathname.startsWith(home))) continue;
    base.href = `${location.origin}${location.pathname.slice(0, at + 1)}${above === undefined ? `${folder}/` : ""}`; // with its host: a path may begin with two slashes
  }
  document.head.append(needs.content);
}
