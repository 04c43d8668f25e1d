// The shapes of what the scripts of the pages hand to each other, and of the files that publishing writes for them.

/** An element of the page by its name, a mistake of ours where it is missing or of another kind. */
interface Find {
  (name: string): HTMLElement;
  <T extends HTMLElement>(name: string, kind: new () => T): T;
}

// The search: its index as builder/site/search_index.py writes it, and what is made of that

/** `words`: each as how many letters it shares with the one before, and the rest. `counts`: a letter for each, later in the alphabet for one on more pages. `parts`: the number of the first word of each part, and its file. `pages`: path, file of its text, place in the library or -1.
    `synonyms`: what is typed, what it means here, pages that come first. */
interface SearchHead {
  words: string;
  counts: string;
  parts: [number, string][];
  pages: [string, string, number][];
  synonyms: [string[], string[], number[]][];
}

/** Title, where it belongs, the first sentence, and each part: anchor, heading, text. */
type PageText = [string, string, string, [string, string, string][]];

interface Meaning {
  means: string[];
  pages: number[];
}

interface Lexicon {
  words: string[];
  numbers: Map<string, number>;
  counts: string;
  /** Numbers of words by the stem that they share. */
  forms: Map<string, number[]>;
  /** By the stems of what is typed. */
  meant: Map<string, Meaning>;
  /** Every word of synonyms.yml. */
  others: Set<string>;
}

/** A word of the site, and how much it counts as a form of the one that was typed. */
interface Form {
  number: number;
  counts: number;
}

/** One way to say something: words, each in its forms; `together` when they stand side by side. */
interface Way {
  words: Form[][];
  together: boolean;
  counts: number;
}

interface Meant {
  groups: Way[][];
  instead: string;
  also: string[];
  pages: number[];
}

interface Found {
  hits: Hit[];
  whole: number;
  instead: string;
  also: string[];
}

/** A page that was found; `page()` fetches what it says. */
interface Hit {
  path: string;
  place: number;
  page(): Promise<FoundPage>;
}

interface FoundPage {
  title: string;
  where: string;
  address: string;
  /** Those in which the words stand. */
  parts: FoundPart[];
}

interface FoundPart {
  title: string;
  address: string;
  excerpt: ExcerptPiece[];
}

interface ExcerptPiece {
  text: string;
  marked: boolean;
}

/** The index of a site that opens from a folder: its head, and every other file by its name. */
declare const gwSearch: { head: SearchHead; [name: string]: any };

// The library

type Chosen = Record<string, string[]>;

interface LibraryState {
  chosen: Chosen;
  words: string;
}

/** sets.json, as builder/views/library.py packs it. */
interface PackedSets {
  sessions: number;
  sets: Record<string, Record<string, string>>;
}

/** The sets of sessions by facet and value. */
interface Facets {
  sessions: number;
  facets: Map<string, Map<string, Uint32Array>>;
}

/** A row of cards/*.json: path, title, summary, module, minutes, short minutes, load, newcomers, reviewed. */
type CardRow = [string, string, string, string, number, number, string, string, boolean];

// Run sheet, room mode, note

interface PartLengths {
  minutes: number;
  /** 0 where the part is left out when time is short. */
  short: number;
}

interface RunSession extends PartLengths {
  title: string;
  isShort: boolean;
}

/** Where group is: part 0 is before it. `spent` are seconds by part, `since` is when the part that is shown began. */
interface RoomState {
  part: number;
  isShort: boolean;
  spent: number[];
  since: number | null;
}

/** A place to write in a line of a note: `before` are the words that lead to it, `bracket` is what stands after it as written. */
interface Blank {
  before: string;
  hint: string;
  choices: string[];
  bracket: string;
}

// A track on dates: builder/planner/ondates.py says what it answers

interface PlannerFinding {
  message: string;
  hint: string;
}

interface DatedDay {
  date: string;
  status: "held" | "moved" | "not-held" | "closed";
  hours: string;
  remark: string;
  titles: string[];
}

interface DatedWeek {
  title: string;
  hours: string;
  short: boolean;
  days: DatedDay[];
}

interface Refused {
  text?: undefined;
  wrong: PlannerFinding[];
  nearest: { date: string; words: string }[];
}

interface Dated {
  said: string;
  span: string;
  weeks: DatedWeek[];
  falls_out: string[];
  text: string;
}

type DatesAnswer = Dated | Refused;

// `groupwork serve`

interface ServeState {
  build: string;
  number: number;
  title: string;
  note: string;
  lines: { place?: string; message: string; hint?: string }[];
}

// A handout read aloud, and one's own dates

/** A text of the page, or words for a field, which have no place of their own. */
interface SpokenPiece {
  node?: Text;
  text: string;
}

interface Sentence {
  block: HTMLElement;
  words: string;
  range: Range | null;
}

interface PlannedMeeting {
  week: number;
  day: string;
}
