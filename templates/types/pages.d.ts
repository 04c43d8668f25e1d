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

/** A row of cards/*.json: path, title, summary, color, and the module with what sets the session apart. */
type CardRow = [string, string, string, string, string[]];

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
  seconds?: number;
}

interface Sentence {
  block: HTMLElement;
  words: string;
  range: Range | null;
  /** Seconds of quiet behind it. */
  quiet: number;
}

interface PlannedMeeting {
  week: number;
  day: string;
}

// Home: meetings on their days

/** A day is a number from 1 January 1970; minutes are after midnight, past 1440 where a meeting runs on into the next day. */
interface OnDay {
  on: number;
  start: number;
  end: number;
  group: string;
}

interface MeetingState {
  kind: "now" | "soon" | "later" | "ended";
  minutes: number;
}

/** From, to and name. */
type MeetingPart = [number, number, string];

interface DayOfTrack {
  sheet: string;
  week: number;
  day: string;
}

interface Shown<T> {
  today: number;
  cards: { meeting: T; state: MeetingState }[];
  next: T[];
  before: T[];
  nextWeek: T[];
}

/** groups/tonight.json of the staff site, as builder/views/tonight.py writes it. */
interface TonightData {
  zone: string;
  made: string;
  sheets: Record<string, EveningSheet>;
  tracks: Record<string, { title: string; weeks: number; rolling: boolean; sheets: string[] }>;
  groups: Record<string, HomeGroup>;
  meetings: HomeMeeting[];
  off: [string, string, string][];
}

interface EveningSheet {
  title: string;
  week: number;
  day: string;
  theme: string;
  start: number;
  end: number;
  begins: string;
  ends: string;
  room: string;
  parts: MeetingPart[];
  sessions: { title: string; path: string; note: string; practice: string }[];
}

interface HomeGroup {
  title: string;
  path: string;
  track: string;
  where: string;
  leaders: string;
}

interface HomeMeeting {
  on: string;
  group: string;
  sheet: string;
  start?: number;
  end?: number;
  begins?: string;
  ends?: string;
  where?: string;
  leaders?: string;
  remark?: string;
}

/** A meeting with all that a card says of it. */
interface Evening extends OnDay {
  path: string;
  sheet: EveningSheet;
  title: string;
  groupPath: string;
  weeks: number;
  begins: string;
  ends: string;
  where: string;
  leaders: string;
  remark: string;
}

interface Picked {
  track: string;
  /** The Monday of its first week. */
  start: number;
}
