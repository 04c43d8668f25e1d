// @ts-check
// Keep what I wrote: as a PDF of this page, filled on this device, or as a file that this page opens again. Nothing is sent or stored here; a file is made
// when someone taps, and is theirs.
(() => {
  const panel = document.getElementById("gw-keep");
  if (!panel) return;
  const named = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(`gw-keep-${id}`));
  const words = panel.dataset;
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const fields = [.../** @type {NodeListOf<HTMLInputElement | HTMLTextAreaElement>} */ (document.querySelectorAll("main :is(input, textarea)[name]"))];
  const title = document.querySelector("h1")?.textContent ?? "";
  const tab = document.title.replace(/ – [^–]*$/, ""); // its quiet name, where others should not read the title in a list of files
  const say = (/** @type {string} */ text) => named("said").replaceChildren(text);

  /** @param {HTMLInputElement | HTMLTextAreaElement} field */
  function labelOf(field) {
    const own = field.type === "radio" ? field.closest("fieldset")?.querySelector("legend")?.textContent : field.labels?.[0]?.textContent;
    return (field.getAttribute("aria-label") ?? own ?? field.name).trim();
  }

  /** What is filled in, in the order of the page. @returns {SavedAnswer[]} */
  const answers = () => fields.flatMap((field) => {
    const isTick = field.type === "checkbox", isChoice = field.type === "radio";
    if (isTick || isChoice ? !(/** @type {HTMLInputElement} */ (field).checked) : !field.value.trim()) return [];
    return [{ name: field.name, label: labelOf(field), value: isTick ? true : field.value }];
  });

  /** @param {BlobPart} content @param {string} type @param {string} ending */
  function download(content, type, ending) {
    const name = `${gwSaved.fileName(tab)}.${ending}`;
    const address = URL.createObjectURL(new Blob([content], { type }));
    Object.assign(document.createElement("a"), { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    return `${words.saved} ${name}`;
  }

  function saveFile() {
    const given = answers();
    if (!given.length) return say(`${words.nothing}`);
    const text = gwSaved.write({ page: `${words.page}`, title, tab, language: document.documentElement.lang, answers: given }, `${words.about}`);
    say(download(text, "text/html", "html"));
  }

  /** @param {HTMLButtonElement} button */
  async function savePdf(button) {
    const given = answers();
    if (!given.length) return say(`${words.nothing}`);
    button.disabled = true;
    say(`${words.making}`);
    try {
      const { filled, library, painterOfThisDevice } = /** @type {typeof import("./pdf/fill.js")} */ (await import(new URL("pdf/fill.js", here).href));
      const [pdf, file] = await Promise.all([library(), fetch(new URL(`${words.pdf}`, location.href))]);
      if (!file.ok) throw new Error(String(file.status));
      const { over, on, number, standing, help, foot } = words;
      const told = /** @type {PageWords} */ ({ over, on, number, title, standing, help, foot });
      const made = await filled(pdf, new Uint8Array(await file.arrayBuffer()), given, { painter: painterOfThisDevice(), words: told });
      const pages = made.over.map(({ label, page }) => `${label} (${`${number}`.replace("{}", String(page))})`);
      say([download(made.bytes, "application/pdf", "pdf"), ...(pages.length ? [`${words.long} ${pages.join("; ")}`] : [])].join(". "));
    } catch {
      say(`${navigator.onLine ? words.failed : words.offline}`);
    }
    button.disabled = false;
  }

  /** @param {File} file */
  async function openFile(file) {
    const saved = file.size > 4000000 ? null : gwSaved.read(await file.text());
    if (!saved) return say(`${words.wrong}`);
    if (saved.page !== words.page) return say(`${words.other} ${saved.title}`);
    if (answers().length && !confirm(words.replace)) return;
    for (const field of fields) {
      if (field.type === "checkbox" || field.type === "radio") /** @type {HTMLInputElement} */ (field).checked = false;
      else field.value = "";
    }
    const lost = saved.answers.filter((answer) => !put(answer));
    panel?.dispatchEvent(new Event("input", { bubbles: true })); // the page asks before it is left again
    say(lost.length ? `${words.lost} ${lost.map(({ label, value }) => `${label}: ${value === true ? "✓" : value}`).join("; ")}` : `${words.opened}`);
  }

  /** Whether an answer has a place on this page. @param {SavedAnswer} answer */
  function put({ name, value }) {
    const own = fields.filter((field) => field.name === name);
    const field = own[0]?.type === "radio" ? own.find((one) => one.value === value) : own[0];
    if (!field || (field.type === "checkbox") !== (value === true)) return false;
    if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) field.checked = true;
    else field.value = String(value);
    return true;
  }

  const pdfButton = /** @type {HTMLButtonElement} */ (named("pdf"));
  pdfButton.hidden = !words.pdf || !location.protocol.startsWith("http"); // a site opened from a folder may not read its own files
  pdfButton.addEventListener("click", () => savePdf(pdfButton));
  named("file").addEventListener("click", saveFile);
  named("open").addEventListener("change", async ({ target }) => {
    const box = /** @type {HTMLInputElement} */ (target);
    if (box.files?.[0]) await openFile(box.files[0]);
    box.value = "";
  });
  panel.hidden = false;
})();
