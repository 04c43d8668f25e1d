// @ts-check
// What someone wrote on a page as a file of its own, and back. The file is a page to read in any browser; a page reads from it the one list of answers,
// as text, and nothing else of it is shown or run.
/* exported gwSaved */
const gwSaved = (() => {
  const MARK = "groupwork-answers";
  const LARGEST = 1000000; // characters; a whole page of answers is a hundredth of it
  const LONGEST = 20000;

  const escaped = (/** @type {string} */ text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  /** @param {SavedPage} saved @param {string} about */
  function write(saved, about) {
    const kept = JSON.stringify({ format: MARK, version: 1, page: saved.page, title: saved.title, answers: saved.answers.map(({ name, label, value }) => ({ name, label, value })) });
    const rows = saved.answers.map(({ label, value }) => `<dt>${escaped(label)}</dt><dd>${escaped(value === true ? "✓" : String(value))}</dd>`).join("\n");
    return `<!doctype html>
<html lang="${escaped(saved.language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(saved.tab)}</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:auto;padding:1rem}dt{font-weight:700;margin-top:.8em}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}</style></head>
<body><h1>${escaped(saved.title)}</h1><p>${escaped(about)}</p><dl>
${rows}
</dl><script type="application/json" id="${MARK}">${kept.replace(/</g, "\\u003c")}</script></body></html>
`;
  }

  /**
   * The answers in a file; null where it is none of ours. What is no text or too long is left out.
   * @param {string} text @returns {{ page: string, title: string, answers: SavedAnswer[] } | null}
   */
  function read(text) {
    if (text.length > LARGEST) return null;
    const found = new RegExp(`<script type="application/json" id="${MARK}">([^<]*)</script>`).exec(text);
    if (!found) return null;
    try {
      const { format, version, page, title, answers } = JSON.parse(found[1]);
      if (format !== MARK || version !== 1 || typeof page !== "string" || typeof title !== "string" || !Array.isArray(answers)) return null;
      const sound = answers.filter((one) => one && typeof one.name === "string" && typeof one.label === "string" && (one.value === true || (typeof one.value === "string" && one.value.length <= LONGEST)));
      return { page, title, answers: sound.slice(0, 500).map(({ name, label, value }) => ({ name, label, value })) };
    } catch {
      return null;
    }
  }

  /** A name of a file: letters and digits of any script, and hyphens. @param {string} title */
  const fileName = (title) => title.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "page";

  return { write, read, fileName };
})();
