// @ts-check
// Words as drawings of a file: with the font of its own fields, as far as its letters go, and else as a picture that this device makes of them.
import { INSET } from "./fit.js";

/** What someone typed, as if by pen. */
export const INK = [13, 38, 102];
/** A colour as content of a file. @param {number[]} ink */
export const colorOf = (ink) => ink.map((part) => (part / 255).toFixed(3)).join(" ");
const SHARPNESS = 4; // dots to a point

/** Where the first line of a box stands, from its top: in the middle where there is room for one alone. @param {string[]} lines @param {PdfLetters} letters @param {number} height */
export const baseline = (lines, { size, leading }, height) => (lines.length === 1 && height < 2 * size * leading + INSET ? height / 2 + size * 0.35 : INSET + size);

/**
 * What writes into a file: `widthOf` tells how wide words are as it would write them, and `drawing` writes the lines of a `text` into a box whose lower left
 * corner is 0, 0.
 * @param {FillLibrary} pdf @param {FillDocument} document @param {Painter} painter
 */
export function writerOf(pdf, document, painter) {
  const pen = penOf(pdf, document);
  return {
    font: pen.called,
    draws: pen.draws,
    widthOf: (/** @type {string} */ text) => (pen.draws(text) ? pen.widthOf : painter.widthOf),
    /** @param {string} text @param {string[]} lines @param {PdfLetters} letters @param {PdfBox} box @returns {{ content: string, resources: Record<string, Record<string, unknown>> }} */
    drawing(text, lines, letters, box) {
      if (pen.draws(text)) return { content: pen.content(lines, letters, box.height), resources: { Font: { [pen.called]: pen.font } } };
      const words = picture(pdf, document, painter.paint(lines, letters, box, SHARPNESS));
      const name = `Words${String(words).split(" ")[0]}`;
      return { content: `q ${box.width} 0 0 ${box.height} 0 0 cm /${name} Do Q`, resources: { XObject: { [name]: words } } };
    },
  };
}

/** Draws with the font that the file's fields have, whose codes are those of Unicode. @param {FillLibrary} pdf @param {FillDocument} document */
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
    /** @param {string[]} lines @param {PdfLetters} letters @param {number} height */
    content(lines, letters, height) {
      const { size, leading, ink, isBold } = letters;
      const top = (height - baseline(lines, letters, height)).toFixed(3);
      const color = colorOf(ink);
      const weight = isBold ? `${color} RG 2 Tr ${size * 0.035} w ` : ""; // its one font is not bold: a line around each letter makes it so
      const shown = lines.map((words, index) => `${index ? `0 ${-size * leading} Td ` : ""}<${codesOf(words).map((code) => code.toString(16).padStart(4, "0")).join("")}> Tj`);
      return `BT /${called} ${size} Tf ${color} rg ${weight}${INSET} ${top} Td ${shown.join(" ")} ET`;
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
