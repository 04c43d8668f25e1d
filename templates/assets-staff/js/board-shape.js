// @ts-check
// The shape of a day as rows that can be changed: what comes after what, and how long it takes.
import { button, element } from "./page.js";
import { select } from "./board-menu.js";

/**
 * The editor, with the parts as they stand. `changed` hears of each change that a person makes.
 * @param {ShapePart[]} parts @param {{ value: string, title: string }[]} kinds @param {(parts: ShapePart[]) => void} changed
 */
export function shapeEditor(parts, kinds, changed) {
  let now = parts;
  const list = element("ol", { className: "gw-shape" });

  /** @param {ShapePart[]} next @param {number} [focus] the row whose first field gets the focus */
  function change(next, focus) {
    now = next;
    draw();
    if (focus !== undefined) /** @type {HTMLElement | null} */ (list.children[focus]?.querySelector("select"))?.focus();
    changed(now);
  }

  /** @param {number} index @param {ShapePart} part */
  const replaced = (index, part) => now.map((old, place) => (place === index ? part : old));

  /** @param {ShapePart} part @param {number} index */
  function rowOf(part, index) {
    const kind = select(kinds, part.kind), minutes = element("input", { type: "number", min: "1", max: "480", placeholder: "auto", value: part.minutes === null ? "" : String(part.minutes) });
    kind.ariaLabel = `Part ${index + 1}`;
    minutes.ariaLabel = `Minutes of part ${index + 1}${part.kind === "session" ? "; empty: as long as the session" : ""}`;
    kind.addEventListener("change", () => change(replaced(index, { ...part, kind: kind.value, minutes: kind.value === "session" ? null : part.minutes ?? 10 }), index));
    minutes.addEventListener("change", () => {
      const length = Math.min(480, Math.max(1, parseInt(minutes.value, 10) || 0));
      const empty = !minutes.value.trim() && part.kind === "session";
      change(replaced(index, { ...part, minutes: empty ? null : length }));
    });
    const up = button("↑", () => change(now.toSpliced(index, 1).toSpliced(index - 1, 0, part), index - 1), { ariaLabel: `Part ${index + 1} earlier`, disabled: !index });
    const remove = button("×", () => {
      change(now.toSpliced(index, 1));
      add.focus();
    }, { ariaLabel: `Remove part ${index + 1}`, disabled: now.length === 1 });
    return element("li", {}, kind, minutes, up, remove);
  }

  const add = button("Add a part", () => change([...now, { kind: "break", minutes: 10 }], now.length));
  const draw = () => list.replaceChildren(...now.map(rowOf));
  draw();
  return element("div", { className: "gw-b-shape" }, list, add);
}
