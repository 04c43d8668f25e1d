// @ts-check
// The note for the record: each line can be left out, each blank can be filled, and the plain text stands below to be copied. Nothing is kept.
import { copyText, element, finder } from "./page.js";
import { filled, pieces } from "./notes-text.js";

const named = finder("note-");
const text = named("text", HTMLTextAreaElement), copy = named("copy");
const lines = [...named("lines").querySelectorAll("li")].map(open);

/** @param {HTMLElement} item @param {number} index */
function open(item, index) {
  const words = String(item.textContent);
  const box = element("input", { type: "checkbox", checked: true, ariaLabel: `Keep: ${words.replace(/____/g, "blank")}` });
  /** @type {HTMLInputElement[]} */
  const fields = [];
  const content = element("span", {}, ...pieces(words).map((piece, place) => {
    if (typeof piece === "string") return piece;
    const list = `choices-${index}-${place}`;
    const label = [piece.before, piece.hint && `(${piece.hint})`].filter(Boolean).join(" ");
    const field = element("input", { type: "text", autocomplete: "off", ariaLabel: label, placeholder: piece.hint });
    fields.push(field);
    if (!piece.choices.length) return field;
    field.setAttribute("list", list);
    const offered = element("datalist", { id: list }, ...piece.choices.map((value) => element("option", { value })));
    return element("span", {}, field, " ", element("small", { textContent: piece.choices.join(" / ") }), offered);
  }));
  item.replaceChildren(box, content);
  return { item, words, box, fields };
}

function show() {
  for (const { item, box } of lines) item.classList.toggle("gw-left-out", !box.checked);
  const kept = lines.filter(({ box }) => box.checked);
  text.value = kept.map(({ words, fields }) => filled(words, fields.map(({ value }) => value))).join("\n");
  text.rows = Math.max(8, kept.length + 4);
}

named("lines").addEventListener("input", show);
copy.addEventListener("click", () => copyText(copy, text));
named("out").hidden = false;
show();
