// @ts-check
// The first script of the search page: help first, then all that searches it, at once. A slow line carries one thing after the other, so the page does not name
// it beside its styles, which the first look waits for.
import { asked, helpFor } from "./search-help.js";

/** @param {string} rel @param {string} href @param {Partial<HTMLLinkElement>} [more] */
const begin = (rel, href, more) => document.head.append(Object.assign(document.createElement("link"), { rel, href: new URL(href, import.meta.url).href, ...more }));

helpFor(asked());
for (const name of ["page", "search-index", "search-query", "search-rank", "search-source"]) begin("modulepreload", `${name}.js`);
begin("preload", "../../search-index/head.json.gz", { as: "fetch", crossOrigin: "" });
import("./search.js");
