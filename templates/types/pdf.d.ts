// What the pages use of pdf-lib, and the shapes of what is printed together.

interface PdfDict {
  delete(key: unknown): boolean;
  set(key: unknown, value: unknown): void;
  get(key: unknown): unknown;
  clone(context: PdfContext): PdfDict;
}
interface PdfContext {
  register(thing: unknown): unknown;
  delete(ref: unknown): boolean;
  obj(literal: unknown): PdfDict;
  lookup(ref: unknown): unknown;
  flateStream(contents: string | Uint8Array, dict?: object): unknown;
}
interface PdfPage {
  node: PdfDict;
  ref: unknown;
  getSize(): { width: number; height: number };
}
interface PdfDocument {
  context: PdfContext;
  catalog: { getOrCreateViewerPreferences(): { setDuplex(way: unknown): void } };
  getPageIndices(): number[];
  copyPages(source: PdfDocument, indices: number[]): Promise<PdfPage[]>;
  addPage(page: PdfPage | [number, number]): PdfPage;
  setTitle(title: string, options?: { showInWindowTitleBar: boolean }): void;
  setLanguage(language: string): void;
  save(options?: object): Promise<Uint8Array<ArrayBuffer>>;
}
interface PdfLibrary {
  PDFDocument: { create(): Promise<PdfDocument>; load(bytes: Uint8Array, options?: object): Promise<PdfDocument> };
  PDFPage: { of(node: PdfDict, ref: unknown, document: PdfDocument): PdfPage };
  PDFName: { of(name: string): unknown };
  Duplex: Record<string, unknown>;
}

/** A file to print; `edition` is `letter` or `a4-large`. */
interface PrintFile {
  href: string;
  edition: string;
  language: string;
  pages: number;
}
interface Printable {
  title: string;
  files: PrintFile[];
}
interface PrintThings {
  sheet: Printable[];
  handouts: Printable[];
  cards: Printable[];
  /** The packet of someone new, its cover first. */
  fresh: Printable[];
  missed: Printable[];
}
interface PrintChoices {
  people: number;
  large: number;
  spanish: number;
  fresh: number;
  missed: number;
  paper: string;
  sides: number;
  sheet: boolean;
  cards: boolean;
}
/** Files that follow one another, so many times; what is cut out is printed on one side. */
interface PrintStack {
  files: (PrintFile & { title: string })[];
  copies: number;
  onOneSide: boolean;
}
interface PrintPlan {
  stacks: PrintStack[];
  missing: string[];
  instead: { title: string; what: "spanish" | "large" }[];
  pages: number;
  sheets: number;
}

// What someone wrote on a handout

interface SavedAnswer {
  name: string;
  label: string;
  /** Words, the number on a scale, or a tick. */
  value: string | true;
}
interface SavedPage {
  page: string;
  title: string;
  /** What a list of files may call it. */
  tab: string;
  language: string;
  answers: SavedAnswer[];
}

interface FillDict {
  get(key: unknown): unknown;
  set(key: unknown, value: unknown): void;
  lookup(key: unknown): FillDict;
  asArray(): unknown[];
  push(thing: unknown): void;
}
interface FillPage {
  node: FillDict;
  ref: unknown;
  getSize(): { width: number; height: number };
}
interface FillDocument {
  context: { lookup(ref: unknown): FillDict; obj(literal: unknown): FillDict; register(thing: unknown): unknown; flateStream(contents: string | Uint8Array, dict: object): unknown };
  catalog: FillDict;
  getForm(): { getFieldMaybe(name: string): { acroField: { dict: FillDict } } | undefined };
  getPage(index: number): FillPage;
  getPageCount(): number;
  addPage(size: [number, number]): FillPage;
  save(options?: object): Promise<Uint8Array<ArrayBuffer>>;
}
interface FillLibrary {
  PDFDocument: { load(bytes: Uint8Array, options?: object): Promise<FillDocument> };
  PDFName: { of(name: string): unknown };
  PDFNumber: { of(value: number): unknown };
  PDFString: { of(text: string): unknown };
  PDFHexString: { fromText(text: string): unknown };
  PDFWidgetAnnotation: { fromDict(dict: FillDict): { getRectangle(): { width: number; height: number } } };
}

interface PdfBox {
  width: number;
  height: number;
}
/** How words look: points, lines apart in sizes, and red, green and blue up to 255. */
interface PdfLetters {
  size: number;
  leading: number;
  ink: number[];
  isBold: boolean;
}
/** A piece of an added page: its tag, and the points that it keeps from what is above it. */
interface PlacedText extends PdfLetters {
  tag: "H2" | "H3" | "P";
  text: string;
  lines: string[];
  above: number;
}
/** Those of its lines that stand on one page, and how far below the first of that page. */
interface PlacedLines {
  piece: PlacedText;
  lines: string[];
  top: number;
}
/** An element of a file's tree of tags, and what it holds. */
interface PdfElement {
  ref: unknown;
  pieces: FillDict;
}
type PdfWriter = ReturnType<typeof import("../assets-participants/js/pdf/letters.js").writerOf>;
/** An answer that its box does not show whole. */
interface LongAnswer {
  label: string;
  text: string;
}
/** What added pages say beside the answers; in `on` and `number` the number of a page takes the place of `{}`. */
interface PageWords {
  /** What the answers are. */
  over: string;
  /** At the end of a box: where the rest is. */
  on: string;
  number: string;
  title: string;
  standing: string;
  /** Whom to call. */
  help: string;
  foot: string;
}

/** Draws words in any script into a picture; lengths are points. */
interface Painter {
  widthOf(words: string, size: number): number;
  paint(lines: string[], letters: PdfLetters, box: PdfBox, sharpness: number): ImageData;
}

/** A page that this phone remembers: its path in the site. */
interface RememberedPage {
  path: string;
  title: string;
}
interface Remembered {
  seen: RememberedPage[];
  marked: RememberedPage[];
  done: RememberedPage[];
}
