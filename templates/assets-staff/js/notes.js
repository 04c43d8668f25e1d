// @ts-check
// The note for the record. It begins empty: a line is added by ticking it or by writing into it, and the plain text stands below to be copied. Room mode
// hands over the minutes that group really had, in the address behind '#'; nothing is kept.
import { button, copyText, element, finder } from "./page.js";
import { filled, minutesGiven, pieces } from "./notes-text.js";

const named = finder("note-");
const text = named("text", HTMLTextAreaElement), copy = named("copy", HTMLButtonElement);
const lines = [...named("lines").querySelectorAll("li")].map(open);

/** @param {HTMLElement} item @param {number} index */
function open(item, index) {
  const words = String(item.textContent);
  const box = element("input", { type: "checkbox", ariaLabel: `Add: ${words.replace(/____/g, "blank")}` });
  /** @type {HTMLInputElement[]} */
  const fields = [];
  const content = element("span", {}, ...pieces(words).map((piece, place, all) => {
    if (typeof piece === "string") return piece;
    const list = `choices-${index}-${place}`, behind = String(all[place + 1] ?? "").split(/[.;:]/)[0].trim(); // what a blank that begins a line is about stands behind it
    const label = [piece.before || behind || "blank", piece.hint && `(${piece.hint})`].filter(Boolean).join(" ");
    const field = element("input", { type: "text", autocomplete: "off", ariaLabel: label, placeholder: piece.hint });
    fields.push(field);
    if (!piece.choices.length) return field;
    field.setAttribute("list", list);
    const offered = element("datalist", { id: list }, ...piece.choices.map((value) => element("option", { value })));
    return element("span", {}, field, " ", element("small", { textContent: piece.choices.join(" / ") }), offered);
  }));
  item.replaceChildren(box, content);
  item.addEventListener("input", ({ target }) => {
    if (target instanceof HTMLInputElement && target.type === "text" && target.value) box.checked = true;
  });
  return { item, words, box, fields };
}

/** What the page knows and does not claim: today's date to take with a tap, and the minutes that came with the address. @param {Date} today */
function offer(today) {
  const date = today.toLocaleDateString("en-US", { dateStyle: "long" });
  for (const { item, box, fields: [field] } of lines) {
    if (item.dataset.offer === "minutes") field.value = minutesGiven(location.hash);
    if (item.dataset.offer !== "date") continue;
    field.after(" ", button(`Today, ${date}`, () => {
      field.value = date;
      box.checked = true;
      show();
    }));
  }
}

function show() {
  const kept = lines.filter(({ box }) => box.checked);
  text.value = kept.map(({ words, fields }) => filled(words, fields.map(({ value }) => value))).join("\n");
  text.rows = Math.max(8, kept.length + 4);
  copy.disabled = !kept.length;
}

named("lines").addEventListener("input", show);
copy.addEventListener("click", () => copyText(copy, text));
named("out").hidden = false;
offer(new Date());
show();
