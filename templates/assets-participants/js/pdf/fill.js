// @ts-check
// A fillable handout with what someone wrote on its page: the same file, its fields filled and still to be changed. Every letter is kept as the value of
// its field. What a box does not show whole is cut there and stands whole on a page at the end. What the file's own font cannot draw is drawn by this device.
import { addPages } from "./added.js";
import { LEADING, cut, fitted } from "./fit.js";
import { INK, colorOf, writerOf } from "./letters.js";

export { painterOfThisDevice } from "./painter.js";

const LIBRARY = new URL("../../pdf-lib/pdf-lib.esm.min.js", import.meta.url).href;
const MULTILINE = 1 << 12;

/** @returns {Promise<FillLibrary>} */
export const library = () => import(LIBRARY);

/**
 * Fill the file's fields. `over` are the answers that stand on added pages, because their boxes cannot show them whole or the file has no field for them.
 * @param {FillLibrary} pdf @param {Uint8Array} bytes @param {SavedAnswer[]} answers @param {{ painter: Painter, words: PageWords }} means
 */
export async function filled(pdf, bytes, answers, { painter, words }) {
  const document = await pdf.PDFDocument.load(bytes, { updateMetadata: false });
  const form = document.getForm();
  const name = (/** @type {string} */ of) => pdf.PDFName.of(of);
  const writer = writerOf(pdf, document, painter);
  /** @type {{ dict: FillDict, text: string, box: PdfBox, fit: ReturnType<typeof fitted> }[]} */
  const fields = [];
  /** @type {(LongAnswer & { dict?: FillDict })[]} */
  const long = [];
  for (const { name: field, label, value } of answers) {
    const dict = form.getFieldMaybe(field)?.acroField.dict;
    const text = value === true ? "✓" : value.normalize("NFC").replace(/\r\n?/g, "\n").replace(/\t/g, " ");
    const isWords = dict?.get(name("FT")) === name("Tx");
    if (dict && isWords) fields.push({ dict, text, ...boxOf(dict, text) });
    else if (dict) choose(dict, name(value === true ? "Yes" : value));
    if (!dict || (isWords && fields.at(-1)?.fit.isLong)) long.push({ dict, label, text });
  }
  const pages = long.length ? addPages(pdf, document, writer, long, words) : [];
  const marks = new Map(long.map(({ dict }, index) => [dict, words.on.replace("{}", String(pages[index]))]));
  for (const field of fields) write(field, marks.get(field.dict) ?? "");
  return { bytes: await document.save({ updateFieldAppearances: false }), over: long.map(({ label }, index) => ({ label, page: pages[index] })) };

  /** @param {FillDict} dict @param {unknown} state */
  function choose(dict, state) {
    dict.set(name("V"), state);
    const kids = dict.lookup(name("Kids"));
    for (const widget of kids ? kids.asArray().map((ref) => document.context.lookup(ref)) : [dict]) {
      const states = widget.lookup(name("AP")).lookup(name("N"));
      widget.set(name("AS"), states.get(state) ? state : name("Off"));
    }
  }

  /** The box of a field, and how a text fits it. @param {FillDict} dict @param {string} text */
  function boxOf(dict, text) {
    const box = pdf.PDFWidgetAnnotation.fromDict(dict).getRectangle();
    const begin = Number(/([\d.]+) Tf/.exec(String(dict.get(name("DA"))))?.[1] ?? 11);
    return { box, fit: fitted(text, box, begin, writer.widthOf(text)) };
  }

  /** @param {typeof fields[number]} field @param {string} mark where the whole of a long answer stands */
  function write({ dict, text, box, fit: { lines, size } }, mark) {
    const drawable = text + mark;
    const shown = mark ? cut(lines, size, box, mark, (some) => writer.widthOf(drawable)(some, size)) : lines;
    const { content, resources } = writer.drawing(drawable, shown, { size, leading: LEADING, ink: INK, isBold: false }, box);
    const drawn = document.context.flateStream(`/Tx BMC q 0 0 ${box.width} ${box.height} re W n ${content} Q EMC`, {
      Type: "XObject", Subtype: "Form", FormType: 1, BBox: [0, 0, box.width, box.height], Resources: resources,
    });
    dict.set(name("V"), pdf.PDFHexString.fromText(text));
    dict.set(name("AP"), document.context.obj({ N: document.context.register(drawn) }));
    dict.set(name("DA"), pdf.PDFString.of(`/${writer.font} ${size} Tf ${colorOf(INK)} rg`));
    if (lines.length > 1) dict.set(name("Ff"), pdf.PDFNumber.of(MULTILINE));
  }
}
