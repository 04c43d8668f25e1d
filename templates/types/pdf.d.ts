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
