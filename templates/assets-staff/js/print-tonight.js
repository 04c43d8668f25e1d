// @ts-check
// Print tonight: the choices, what they come to, and one file of it. The links on the page are the list of what there is. Nothing is kept.
import { finder, one } from "./page.js";
import { LIBRARY, MissingFile, joined, library } from "./print-join.js";
import { counted, notesSaid, planned, sumSaid } from "./print-plan.js";

const named = finder("print-");
const form = named("choices", HTMLFormElement);
const made = named("made"), make = named("make", HTMLButtonElement), stop = named("stop", HTMLButtonElement), bar = named("progress", HTMLProgressElement);
const open = named("open", HTMLAnchorElement), save = named("save", HTMLAnchorElement);
const heading = one(document, "#print h2").textContent;

/** @param {string} name @returns {Printable[]} */
const listed = (name) => [...document.querySelectorAll(`#print-files [data-of=${name}] li`)].map((row) => ({
  title: /** @type {HTMLElement} */ (row).dataset.title ?? "",
  files: [...row.querySelectorAll("a")].map(({ href, dataset }) => ({ href, edition: dataset.edition ?? "", language: dataset.language ?? "en", pages: Number(dataset.pages) })),
}));
/** @type {PrintThings} */
const things = { sheet: listed("sheet"), handouts: listed("handouts"), cards: listed("cards"), fresh: listed("new"), missed: listed("missed") };

/** @returns {PrintChoices} */
function chosen() {
  const given = new FormData(form);
  const number = (/** @type {string} */ name, most = 60) => counted(/** @type {string | null} */ (given.get(name)), most);
  return {
    people: number("people"), large: number("large"), spanish: number("es"), fresh: number("new", 20), missed: number("missed", 20),
    paper: String(given.get("paper")), sides: number("sides", 2), sheet: given.has("sheet"), cards: given.has("cards"),
  };
}

let address = "";
/** @type {AbortController | null} */
let work = null;

const say = (/** @type {string} */ words) => named("said").replaceChildren(words);

function forget() {
  if (address) URL.revokeObjectURL(address);
  address = "";
  made.hidden = true;
}

function show() {
  const choices = chosen(), plan = planned(things, choices);
  const said = sumSaid(plan, choices);
  if (named("sum").textContent !== said) named("sum").textContent = said;
  named("notes").replaceChildren(...notesSaid(plan, choices).map((words) => Object.assign(document.createElement("li"), { textContent: words })));
  make.disabled = !plan.pages;
  if (work) work.abort();
  forget();
  say("");
}

/** @param {boolean} isWorking */
function working(isWorking) {
  for (const element of [stop, bar]) element.hidden = !isWorking;
  make.hidden = isWorking;
  bar.removeAttribute("value");
}

async function start() {
  const choices = chosen(), plan = planned(things, choices), name = form.dataset.name;
  const own = (work = new AbortController());
  forget();
  working(true);
  stop.focus();
  say("Joining the files …");
  try {
    const progress = (/** @type {number} */ done, /** @type {number} */ of) => Object.assign(bar, { value: done, max: of });
    const bytes = await joined(await library(), plan.stacks, { title: `${heading}: ${document.title}`, sides: choices.sides, signal: own.signal, progress });
    address = URL.createObjectURL(new File([bytes], `${name}.pdf`, { type: "application/pdf" }));
    Object.assign(open, { href: address });
    Object.assign(save, { href: address, download: `${name}.pdf` });
    made.hidden = false;
    say(`Ready: ${name}.pdf, ${sumSaid(plan, choices)}`);
  } catch (error) {
    if (own.signal.aborted) say("Stopped. Nothing was made.");
    else if (error instanceof MissingFile) say(`The file of “${error.message}” is not there or cannot be read. Take it from the list below, or ask whoever builds the site.`);
    else say("That did not work. Without internet this needs the evening kept on this device. The single files below can be printed one by one.");
  }
  if (work !== own) return;
  work = null;
  working(false);
  (made.hidden ? make : open).focus();
}

form.addEventListener("input", show);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!work) start();
});
stop.addEventListener("click", () => work?.abort());
document.querySelector("#run-choices [name=new]")?.addEventListener("change", ({ target }) => {
  const fresh = /** @type {HTMLInputElement | null} */ (form.elements.namedItem("new"));
  if (!fresh || !(target instanceof HTMLInputElement)) return;
  if (target.checked !== Number(fresh.value) > 0) fresh.value = target.checked ? "1" : "0";
  show();
});
// What "Keep tonight offline" takes of this panel.
const addresses = new Set(/** @type {Printable[][]} */ (Object.values(things)).flat().flatMap(({ files }) => files.map(({ href }) => href)));
one(document, "#print").dataset.keep = [LIBRARY, ...addresses].join(" ");
form.hidden = false;
named("files", HTMLDetailsElement).open = false;
show();
