// @ts-check
// Words of any script as a picture, drawn with the fonts of this device.
import { INSET } from "./fit.js";
import { baseline } from "./letters.js";

const RIGHT_TO_LEFT = /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufefc]/u;

/** @returns {Painter} */
export function painterOfThisDevice() {
  const canvas = document.createElement("canvas");
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  const font = (/** @type {number} */ size, isBold = false) => `${isBold ? "bold " : ""}${size}px system-ui, sans-serif`;
  return {
    widthOf(words, size) {
      pen.font = font(size);
      return pen.measureText(words).width;
    },
    paint(lines, letters, { width, height }, sharpness) {
      const { size, leading, ink, isBold } = letters;
      [canvas.width, canvas.height] = [Math.ceil(width * sharpness), Math.ceil(height * sharpness)];
      pen.scale(canvas.width / width, canvas.height / height);
      pen.font = font(size, isBold);
      pen.fillStyle = `rgb(${ink.join(" ")})`;
      lines.forEach((words, index) => {
        const isRight = RIGHT_TO_LEFT.test(words);
        pen.direction = isRight ? "rtl" : "ltr";
        pen.fillText(words, isRight ? width - INSET : INSET, baseline(lines, letters, height) + index * size * leading);
      });
      return pen.getImageData(0, 0, canvas.width, canvas.height);
    },
  };
}
