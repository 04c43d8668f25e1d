// @ts-check
// Pages at the end of a filled file, with the answers that their boxes do not show whole. They are read aloud and printed as the pages before them are.
import { INSET, paged, wrapped } from "./fit.js";
import { INK } from "./letters.js";
import { tagsOf } from "./tags.js";

const SIDE = 54, TOP = 70, BOTTOM = 68; // margins; in them stand a head and a foot, which begin so far from the edges
const HEAD = 28, FOOT = 52;
const BLACK = [0, 0, 0], SOFT = [89, 89, 89];
const HEADING = { size: 16, leading: 1.25, ink: BLACK, isBold: true, above: 0 };
const LABEL = { size: 11, leading: 1.3, ink: BLACK, isBold: true, above: 16 };
const ANSWER = { size: 11, leading: 1.35, ink: INK, isBold: false, above: 4 };
const SMALL = { size: 10, leading: 1.3, isBold: false, ink: SOFT };

/**
 * Adds them, and gives for each answer the number of the page on which it begins.
 * @param {FillLibrary} pdf @param {FillDocument} document @param {PdfWriter} writer @param {LongAnswer[]} answers @param {PageWords} words
 */
export function addPages(pdf, document, writer, answers, words) {
  const name = (/** @type {string} */ of) => pdf.PDFName.of(of);
  const { context } = document;
  const { width, height } = document.getPage(0).getSize();
  const across = width - 2 * SIDE;
  const tags = tagsOf(pdf, document);
  const pieces = [piece("H2", words.over, HEADING), ...answers.flatMap(({ label, text }) => [piece("H3", label.charAt(0).toUpperCase() + label.slice(1), LABEL), piece("P", text.trimEnd(), ANSWER)])];
  const elements = new Map(pieces.map((one) => [one, tags.element(one.tag, writer.draws(one.text) ? "" : one.text)]));
  /** @type {Map<PlacedText, number>} */
  const begins = new Map();
  for (const placed of paged(pieces, height - TOP - BOTTOM)) {
    const page = document.addPage([width, height]);
    const number = document.getPageCount();
    if (!begins.size) tags.bookmark(words.over, page);
    for (const { piece: one } of placed) if (!begins.has(one)) begins.set(one, number);
    const shown = [...frame(number), ...placed.map(pieceOn)];
    /** @type {Record<string, Record<string, unknown>>} */
    const resources = {};
    for (const [kind, things] of shown.flatMap((one) => Object.entries(one.resources))) resources[kind] = { ...resources[kind], ...things };
    page.node.set(name("Resources"), context.obj(resources));
    page.node.set(name("Contents"), context.register(context.flateStream(shown.map((one) => one.content).join("\n"), {})));
    tags.number(page, placed.map(({ piece: one }) => /** @type {PdfElement} */ (elements.get(one))));
  }
  return answers.map((_, index) => begins.get(pieces[2 * index + 2]) ?? 0);

  /** @param {PlacedText["tag"]} tag @param {string} text @param {PdfLetters & { above: number }} letters @returns {PlacedText} */
  function piece(tag, text, letters) {
    const widthOf = writer.widthOf(text);
    return { ...letters, tag, text, lines: wrapped(text, across * (letters.isBold ? 0.92 : 1), (some) => widthOf(some, letters.size)) };
  }

  /** @param {{ piece: PlacedText, lines: string[], top: number }} placed @param {number} order */
  function pieceOn({ piece: one, lines, top }, order) {
    const high = lines.length * one.size * one.leading + 2 * INSET;
    return marked(`/${one.tag} <</MCID ${order}>>`, one.text, { ...one, lines }, { left: SIDE - INSET, top: TOP + top, width: across + 2 * INSET, height: high });
  }

  /** Above the words whose page it is and whether a clinician has read it, below them whom to call. @param {number} number */
  function frame(number) {
    const titled = `${words.title} · ${words.number.replace("{}", String(number))}`;
    return [...rows(HEAD, [{ text: titled }, { text: words.standing, isBold: true }]), ...rows(height - FOOT, [{ text: words.help, ink: BLACK }, { text: words.foot }])];
  }

  /** Under one another, and not read aloud. @param {number} top @param {{ text: string, ink?: number[], isBold?: boolean }[]} texts */
  function rows(top, texts) {
    let below = top;
    return texts.filter(({ text }) => text).map(({ text, ...own }) => {
      const lines = wrapped(text, across, (some) => writer.widthOf(text)(some, SMALL.size));
      const high = lines.length * SMALL.size * SMALL.leading;
      below += high;
      return marked("/Artifact <</Type /Pagination>>", text, { ...SMALL, ...own, lines }, { left: SIDE - INSET, top: below - high, width: across + 2 * INSET, height: high + INSET });
    });
  }

  /** Lines in a box, as content of a page. @param {string} mark @param {string} text @param {PdfLetters & { lines: string[] }} letters @param {PdfBox & { left: number, top: number }} box */
  function marked(mark, text, letters, box) {
    const { content, resources } = writer.drawing(text, letters.lines, letters, box);
    return { content: `${mark} BDC q 1 0 0 1 ${box.left.toFixed(3)} ${(height - box.top - box.height).toFixed(3)} cm ${content} Q EMC`, resources };
  }
}
