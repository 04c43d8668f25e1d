// @ts-check
// A draft as the end of an address, `#draft=`: JSON, deflated, in the letters that an address may have. Pure.

const MARK = "draft=", LARGEST = 2_000_000;

/** @param {Uint8Array<ArrayBuffer>} bytes @param {CompressionStream | DecompressionStream} through */
async function passed(bytes, through) {
  /** @type {Uint8Array[]} */
  const parts = [];
  let size = 0;
  for (const reader = new Blob([bytes]).stream().pipeThrough(through).getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > LARGEST) throw new Error("too large");
    parts.push(value);
  }
  return new Uint8Array(await new Blob(/** @type {BlobPart[]} */ (parts)).arrayBuffer());
}

/** @param {unknown} value */
export async function toLink(value) {
  const bytes = await passed(new TextEncoder().encode(JSON.stringify(value)), new CompressionStream("deflate-raw"));
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return MARK + btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Whether an address, or what stands after its `#`, is to hold a draft. @param {string} text */
export const isLink = (text) => text.includes(`#${MARK}`) || text.startsWith(MARK);

/** What a link or its end holds. @param {string} text @returns {Promise<unknown>} */
export async function fromLink(text) {
  const coded = text.slice(text.indexOf(MARK) + MARK.length).trim();
  if (!/^[\w-]+$/.test(coded)) throw new Error("This link is not whole: it has letters that no link of a draft has. Ask for it anew, or have the track file sent.");
  try {
    const letters = atob(coded.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = await passed(Uint8Array.from(letters, (letter) => letter.charCodeAt(0)), new DecompressionStream("deflate-raw"));
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Error("This link is cut short or changed on its way. Copy it once more, whole, or have the track file sent.");
  }
}
