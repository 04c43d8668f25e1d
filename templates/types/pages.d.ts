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
  /** Whether family and friends have it to themselves. */
  families?: boolean;
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
  sessions: Record<string, HomeSession>;
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
  /** Path, and which of the groups take it where they part. */
  sessions: [string, string][];
  families: boolean;
}

interface HomeSession {
  title: string;
  note: string;
  practice: string;
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
  /** Sessions that the group has had before, with the last day. */
  had?: Record<string, string>;
}

interface EveningSession extends HomeSession {
  path: string;
  /** The last day on which the group had it, where its guide has something for that; else null. */
  had: number | null;
}

/** A meeting with all that a card says of it. */
interface Evening extends OnDay {
  path: string;
  sheet: EveningSheet;
  sessions: EveningSession[];
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

/** tracks/tonight.json of the participants' site, as builder/views/mytonight.py writes it. */
interface MyTonightData {
  zone: string;
  groups: string[];
  /** Handouts are by title and path. */
  sessions: Record<string, { title: string; summary: string; home_practice: string; handouts: [string, string][] }>;
  days: Record<string, GroupDay>;
  meetings: (Partial<GroupDay> & { on: string; group: string; day: string; room?: string; remark?: string })[];
  off: [string, string, string][];
}

interface GroupDay {
  title: string;
  start: number;
  end: number;
  begins: string;
  ends: string;
  sessions: [string, string][];
}

interface MyMeeting extends GroupDay, OnDay {
  day: string;
  room?: string;
  remark?: string;
}
