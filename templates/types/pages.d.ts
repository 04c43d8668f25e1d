// The shapes of what the scripts of the pages hand to each other, and of the files that publishing writes for them.

/** An element of the page by its name, a mistake of ours where it is missing or of another kind. */
interface Find {
  (name: string): HTMLElement;
  <T extends HTMLElement>(name: string, kind: new () => T): T;
}

// search-index.js, and what it uses of Pagefind

interface Pagefind {
  options(options: { noWorker: boolean; excerptLength: number }): Promise<void>;
  mergeIndex(address: string): Promise<void>;
  search(words: string): Promise<{ results: { id: string; data(): Promise<PagefindPage> }[] }>;
  destroy(): Promise<void>;
}

interface PagefindPage {
  url: string;
  meta: { title: string; where?: string };
  content: string;
  locations: number[];
  sub_results: PagefindPart[];
}

interface PagefindPart {
  anchor?: { element: string; text: string };
  url: string;
  excerpt: string;
  plain_excerpt: string;
}

/** A page that was found; `page()` fetches the rest. */
interface Hit {
  id: string;
  page(): Promise<FoundPage>;
}

interface FoundPage {
  title: string;
  where: string;
  address: string;
  /** The words that fit, with the page's title. */
  matched: string[];
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

/** A page of the site that opens from a folder: pages.js beside offline/search.js, as builder/site/one_file.py writes it. */
interface CarriedPage {
  path: string;
  title: string;
  text: string;
}
declare const gwPages: CarriedPage[];

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

/** A timed part of room mode; `session` is the id of its session, `line` tells the parts of one from those of the next. */
interface RoomPart extends PartLengths {
  line: number;
  kind: string;
  session: string;
  stream: string;
}

/** As the planner gives it: the part, from 0, the minutes that it can give up, and whether it goes whole or stays. */
type Saving = [number, number, boolean];

interface Fitted {
  lengths: number[];
  over: number;
}

/** Where group is: part 0 is before it. `plan` are the minutes of each timed part, `before` those to go back to; `spent` are seconds by part, `since` is when the
 * part that is shown began; an exercise `ends` at a second of the clock. */
interface RoomState {
  part: number;
  plan: number[];
  before: number[] | null;
  spent: number[];
  since: number | null;
  stream: number;
  isNew: boolean;
  isCo: boolean;
  tells: string[];
  exercise: { minutes: number; ends: number } | null;
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
