// @ts-check
// Hours as small bars with a line for each floor.

/** @param {Node} node @param {Record<string, string | null>} attributes */
export function attributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (node instanceof Element && node.getAttribute(name) !== value) value === null ? node.removeAttribute(name) : node.setAttribute(name, value);
  }
}

const SVG = "http://www.w3.org/2000/svg";

/** The hours of a week as a bar, with a line for each floor. */
export function bar() {
  const svg = document.createElementNS(SVG, "svg");
  attributes(svg, { viewBox: "0 0 100 4", preserveAspectRatio: "none", class: "gw-b-bar", "aria-hidden": "true" });
  return svg;
}

/** @param {Element} svg @param {number} minutes @param {number} most @param {number[]} floors */
export function showBar(svg, minutes, most, floors) {
  const top = Math.max(most, ...floors) * 1.04, widthOf = (/** @type {number} */ value) => String(Math.round((value / top) * 1000) / 10);
  const rect = document.createElementNS(SVG, "rect");
  attributes(rect, { width: widthOf(minutes), height: "4", class: floors.some((floor) => minutes < floor) ? "gw-b-under" : "" });
  const lines = [...new Set(floors)].map((floor) => {
    const line = document.createElementNS(SVG, "rect");
    attributes(line, { x: widthOf(floor), width: ".9", height: "4", class: "gw-b-floor" });
    return line;
  });
  svg.replaceChildren(rect, ...lines);
}
