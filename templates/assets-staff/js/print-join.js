// @ts-check
// Many PDFs as one for the printer. A page that is wanted many times is stored once: each copy is a page of its own that leads to the same words and
// letters. Tags for screen readers are left behind, because they belong to one place in one file; the single files have them.
import { blanksAfter } from "./print-plan.js";

export const LIBRARY = new URL("../pdf-lib/pdf-lib.esm.min.js", import.meta.url).href;
/** What a page of a file that is read on a screen has, and one on paper has no use for. */
const ON_SCREEN = ["Annots", "StructParents", "Tabs"];

/** A file could not be fetched or read. */
export class MissingFile extends Error {}

/** @returns {Promise<PdfLibrary>} */
export const library = () => import(LIBRARY);

/** @param {string} href @param {string} title @param {AbortSignal} signal */
async function fetched(href, title, signal) {
  const answer = await fetch(href, { signal }).catch((error) => {
    if (signal.aborted) throw error;
    throw new MissingFile(title);
  });
  if (!answer.ok) throw new MissingFile(title);
  return new Uint8Array(await answer.arrayBuffer());
}

/**
 * @param {PdfLibrary} pdf @param {PrintStack[]} stacks
 * @param {{ title: string, sides: number, signal: AbortSignal, progress: (done: number, of: number) => void, get?: typeof fetched }} how
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function joined(pdf, stacks, { title, sides, signal, progress, get = fetched }) {
  const out = await pdf.PDFDocument.create();
  /** @type {Map<string, PdfPage[]>} */
  const known = new Map();
  const wanted = new Map(stacks.flatMap(({ files }) => files.map((file) => [file.href, file])));
  for (const { href, title: name } of wanted.values()) {
    const bytes = await get(href, name, signal);
    signal.throwIfAborted();
    const source = await pdf.PDFDocument.load(bytes, { updateMetadata: false }).catch(() => {
      throw new MissingFile(name);
    });
    const pages = await out.copyPages(source, source.getPageIndices());
    for (const page of pages) for (const key of ON_SCREEN) page.node.delete(pdf.PDFName.of(key));
    known.set(href, pages);
    progress(known.size, wanted.size);
  }
  for (const { files, copies, onOneSide } of stacks) {
    for (let copy = 0; copy < copies; copy++) {
      for (const { href } of files) {
        const pages = known.get(href) ?? [];
        const blanks = blanksAfter(pages.length, sides, onOneSide);
        pages.forEach((page, index) => {
          const { width, height } = page.getSize();
          const node = page.node.clone(out.context);
          out.addPage(pdf.PDFPage.of(node, out.context.register(node), out));
          if (blanks.includes(index)) out.addPage([width, height]);
        });
      }
    }
  }
  for (const page of known.values()) for (const { ref } of page) out.context.delete(ref); // the first of each was only copied from
  out.setTitle(title, { showInWindowTitleBar: true });
  out.setLanguage("en");
  out.catalog.getOrCreateViewerPreferences().setDuplex(sides === 2 ? pdf.Duplex.DuplexFlipLongEdge : pdf.Duplex.Simplex);
  signal.throwIfAborted();
  return out.save();
}
