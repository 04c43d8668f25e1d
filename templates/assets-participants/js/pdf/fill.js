// @ts-check
// A fillable handout with what someone wrote on its page: the same file, its fields filled and still to be changed. Every letter is kept as the value of
// its field. What the file's own font cannot draw is drawn by this device into a picture, so that any script is seen and printed.
import { INSET, LEADING, fitted } from "./fit.js";

const LIBRARY = new URL("../../pdf-lib/pdf-lib.esm.min.js", import.meta.url).href;
const MULTILINE = 1 << 12;
const SHARPNESS = 4; // dots to a point
const RIGHT_TO_LEFT = /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufefc]/u;
const INK = "0.05 0.15 0.4 rg";

/** @returns {Promise<FillLibrary>} */
export const library = () => import(LIBRARY);

/**
 * Fill the file's fields. `long` are the labels of answers that their boxes cannot show whole, `lost` of those that the file has no field for.
 * @param {FillLibrary} pdf @param {Uint8Array} bytes @param {SavedAnswer[]} answers @param {Painter} painter
 */
export async function filled(pdf, bytes, answers, painter) {
  const document = await pdf.PDFDocument.load(bytes, { updateMetadata: false });
  const form = document.getForm();
  const name = (/** @type {string} */ of) => pdf.PDFName.of(of);
  const pen = penOf(pdf, document);
  /** @type {string[]} */
  const long = [];
  /** @type {string[]} */
  const lost = [];
  for (const { name: field, label, value } of answers) {
    const dict = form.getFieldMaybe(field)?.acroField.dict;
    if (!dict) lost.push(label);
    else if (dict.get(name("FT")) === name("Tx")) {
      if (write(dict, String(value))) long.push(label);
    } else choose(dict, name(value === true ? "Yes" : String(value)));
  }
  return { bytes: await document.save({ updateFieldAppearances: false }), long, lost };

  /** @param {FillDict} dict @param {unknown} state */
  function choose(dict, state) {
    dict.set(name("V"), state);
    const kids = dict.lookup(name("Kids"));
    for (const widget of kids ? kids.asArray().map((ref) => document.context.lookup(ref)) : [dict]) {
      const states = widget.lookup(name("AP")).lookup(name("N"));
      widget.set(name("AS"), states.get(state) ? state : name("Off"));
    }
  }

  /** @param {FillDict} dict @param {string} given */
  function write(dict, given) {
    const text = given.normalize("NFC").replace(/\r\n?/g, "\n").replace(/\t/g, " ");
    const { width, height } = pdf.PDFWidgetAnnotation.fromDict(dict).getRectangle();
    const begin = Number(/([\d.]+) Tf/.exec(String(dict.get(name("DA"))))?.[1] ?? 12);
    const isOwn = pen.draws(text);
    const found = fitted(text, { width, height }, begin, isOwn ? pen.widthOf : painter.widthOf);
    const resources = isOwn ? { Font: { [pen.called]: pen.font } } : { XObject: { Words: picture(pdf, document, painter.paint(found.lines, found.size, { width, height }, SHARPNESS)) } };
    const content = isOwn ? pen.content(found.lines, found.size, height) : `q ${width} 0 0 ${height} 0 0 cm /Words Do Q`;
    const drawn = document.context.flateStream(`/Tx BMC q 0 0 ${width} ${height} re W n ${content} Q EMC`, {
      Type: "XObject", Subtype: "Form", FormType: 1, BBox: [0, 0, width, height], Resources: resources,
    });
    dict.set(name("V"), pdf.PDFHexString.fromText(text));
    dict.set(name("AP"), document.context.obj({ N: document.context.register(drawn) }));
    dict.set(name("DA"), pdf.PDFString.of(`/${pen.called} ${found.size} Tf ${INK}`));
    if (found.lines.length > 1) dict.set(name("Ff"), pdf.PDFNumber.of(MULTILINE));
    return found.isLong;
  }
}

/** Draws with the font that the file's fields have, whose codes are those of Unicode, as far as its letters go. @param {FillLibrary} pdf @param {FillDocument} document */
function penOf(pdf, document) {
  const name = (/** @type {string} */ of) => pdf.PDFName.of(of);
  const form = document.catalog.lookup(name("AcroForm"));
  const fonts = form.lookup(name("DR")).lookup(name("Font"));
  const called = /\/(\w+)/.exec(String(form.get(name("DA"))))?.[1] ?? "";
  const runs = document.context.lookup(fonts.lookup(name(called)).lookup(name("DescendantFonts")).asArray()[0]).lookup(name("W")).asArray();
  /** @type {Map<number, number>} */
  const widths = new Map();
  for (let run = 0; run < runs.length; run += 2) {
    /** @type {FillDict} */ (runs[run + 1]).asArray().forEach((width, index) => widths.set(Number(runs[run]) + index, Number(width)));
  }
  const codesOf = (/** @type {string} */ words) => [...words].map((letter) => letter.codePointAt(0) ?? 0);
  return {
    called,
    font: fonts.get(name(called)),
    draws: (/** @type {string} */ text) => codesOf(text.replaceAll("\n", "")).every((code) => widths.has(code)),
    widthOf: (/** @type {string} */ words, /** @type {number} */ size) => (codesOf(words).reduce((sum, code) => sum + (widths.get(code) ?? 0), 0) * size) / 1000,
    /** @param {string[]} lines @param {number} size @param {number} height */
    content(lines, size, height) {
      const top = lines.length === 1 && height < 2 * size * LEADING + INSET ? height / 2 - size * 0.35 : height - INSET - size;
      const shown = lines.map((words, index) => `${index ? `0 ${-size * LEADING} Td ` : ""}<${codesOf(words).map((code) => code.toString(16).padStart(4, "0")).join("")}> Tj`);
      return `BT /${called} ${size} Tf ${INK} ${INSET} ${top.toFixed(3)} Td ${shown.join(" ")} ET`;
    },
  };
}

/** A picture with its transparency, as an object of the file. @param {FillLibrary} pdf @param {FillDocument} document @param {ImageData} image */
function picture(pdf, document, { data, width, height }) {
  const colors = new Uint8Array(width * height * 3), cover = new Uint8Array(width * height);
  for (let dot = 0; dot < cover.length; dot++) {
    colors.set(data.subarray(dot * 4, dot * 4 + 3), dot * 3);
    cover[dot] = data[dot * 4 + 3];
  }
  const { context } = document;
  const image = { Type: "XObject", Subtype: "Image", Width: width, Height: height, BitsPerComponent: 8 };
  const mask = context.register(context.flateStream(cover, { ...image, ColorSpace: "DeviceGray" }));
  return context.register(context.flateStream(colors, { ...image, ColorSpace: "DeviceRGB", SMask: mask }));
}

/** Draws words with the fonts of this device. @returns {Painter} */
export function painterOfThisDevice() {
  const canvas = document.createElement("canvas");
  const ink = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  const font = (/** @type {number} */ size) => `${size}px system-ui, sans-serif`;
  return {
    widthOf(words, size) {
      ink.font = font(size);
      return ink.measureText(words).width;
    },
    paint(lines, size, { width, height }, sharpness) {
      [canvas.width, canvas.height] = [Math.ceil(width * sharpness), Math.ceil(height * sharpness)];
      ink.scale(canvas.width / width, canvas.height / height);
      ink.font = font(size);
      ink.fillStyle = "rgb(13 38 102)";
      lines.forEach((words, index) => {
        const isRight = RIGHT_TO_LEFT.test(words);
        ink.direction = isRight ? "rtl" : "ltr";
        const below = lines.length === 1 && height < 2 * size * LEADING + INSET ? height / 2 + size * 0.35 : INSET + size * (1 + index * LEADING);
        ink.fillText(words, isRight ? width - INSET : INSET, below);
      });
      return ink.getImageData(0, 0, canvas.width, canvas.height);
    },
  };
}
