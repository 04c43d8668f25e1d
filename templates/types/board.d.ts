// The board: a draft of a track, what may be done to it, and what builder/planner/board.py answers.

interface Choice {
  session: string;
  again: boolean;
}

/** A session's place; open where `session` is null and no stream has one. `locked` keeps it where the rest is planned anew. */
interface Slot {
  session: string | null;
  again: boolean;
  streams?: Record<string, Choice>;
  locked?: boolean;
}

interface TrackDay {
  shape: string;
  /** Minutes after midnight where the day does not begin when its shape does. */
  start: number | null;
  slots: Slot[];
}

interface TrackWeek {
  theme: string;
  days: Record<string, TrackDay>;
}

interface ShapePart {
  kind: string;
  minutes: number | null;
}

interface Shape {
  name: string;
  start: number;
  parts: ShapePart[];
}

interface Stage {
  title: string;
  days: string[] | number;
  weeks: number;
  standards: string[];
}

interface Track {
  title: string;
  population: string;
  enrolment: string;
  gates: (number | string)[];
  standards: string[];
  standard_weeks: Record<string, number[]>;
  elsewhere: Record<string, string>;
  group_size: Record<string, number>;
  shapes: Shape[];
  days: Record<string, string>;
  names: Record<string, string>;
  streams: { name: string; title: string; population: string }[];
  stages: Stage[];
  /** Handouts that are filled in every so many weeks. */
  measures?: Record<string, number>;
  /** Guides to the process hour, in turn. */
  process?: string[];
  /** Former addresses of its file. */
  was?: string[];
  weeks: TrackWeek[];
}

interface Draft {
  track: Track;
  /** The introduction, in Markdown. */
  body: string;
}

/** `week` counts from 1, `place` from 0. */
interface Place {
  week: number;
  day: string;
  place: number;
}

type Edit =
  | ({ op: "put"; slot: Slot } & Place)
  | ({ op: "remove" } & Place)
  | ({ op: "swap"; to: Place } & Place)
  | { op: "insert-week"; at: number; week: TrackWeek }
  | { op: "drop-week"; at: number }
  | { op: "add-day"; week: number; day: string; shape: string }
  | { op: "drop-day"; week: number; day: string }
  | { op: "day"; week: number; day: string; shape: string; start: number | null }
  | { op: "theme"; week: number; theme: string }
  | { op: "set"; key: string; value: unknown };

interface CatalogueSession {
  title: string;
  module: string;
  minutes: number;
  load: string;
  topics: string[];
  suits: string[];
}

interface Catalogue {
  clock: string;
  order: string[];
  sessions: Record<string, CatalogueSession>;
  module_order: string[];
  modules: Record<string, { title: string; sessions: string[] }>;
  populations: Record<string, { title: string; emphasis: Record<string, number>; core: string[] }>;
  topics: Record<string, string>;
  standards: Record<string, { title: string }>;
}

interface BoardData {
  catalogue: Catalogue;
  tracks: Record<string, Draft>;
}

// What the engine answers

interface Mend {
  title: string;
  edits: Edit[];
}

interface BoardFinding {
  code: string;
  severity: "error" | "warning";
  path: (string | number)[];
  message: string;
  hint: string;
  at: { week: number; day: string | null; place: number | null } | null;
}

interface BoardStandard {
  standard: string;
  title: string;
  named: boolean;
  status: "met" | "not met" | "unknown";
  sentence: string;
  /** Minutes a week. */
  floor: number | null;
  weeks: number[];
}

interface BoardLook {
  findings: BoardFinding[];
  meetings: { week: number; day: string; start: string; end: string; hours: string; minutes: number }[];
  weeks: { week: number; theme: string; minutes: number; hours: string }[];
  total: string;
  shortest: string;
  line: string;
  standards: BoardStandard[];
  modules: { module: string; title: string; places: number; minutes: number; hours: string }[];
  topics: { topic: string; title: string; required_by: string; weeks: number[] }[];
  missing: string[];
  core: { taught: string[]; missing: string[] };
  entry: { week: number; day: string; score: number }[] | null;
  best: string | null;
  worst: string | null;
  changes: { words: string; week: number | null; day: string | null }[];
  text: string;
  name: string;
  csv: string;
  digest: string;
}

interface Fit {
  session: string;
  title: string;
  module: string;
  minutes: number;
  again: boolean;
  why: string[];
  against: string[];
}

interface Wrong {
  message: string;
  hint: string;
  line?: number;
  column?: number;
}

/** What was made of a request, a file or the open places: a draft, or why there is none. */
interface Made {
  draft?: Draft;
  reasons?: Record<string, string>;
  /** What a file said that a draft cannot hold. */
  notes?: string[];
  findings?: Wrong[];
}

interface Compared {
  rows: { title: string; here: string; there: string }[];
  weeks: { week: number; here: string; there: string }[];
}

// What the parts of the page share

/** Picked up: a place of the board, or a session of the shelf; `copy` leaves the first where it is. */
interface Held {
  session: string;
  from: Place | null;
  copy: boolean;
}

/** Why the planner placed a session where it did, by place and session. */
type Reasons = Record<string, Record<string, string>>;

/** A moment of the work: the draft, and what it is compared with. */
interface Moment {
  draft: Draft;
  base: Draft | null;
  reasons?: Reasons;
  /** The one object of all moments since a draft was opened: what a save changes, undo must not take back. */
  file: TrackFile;
}

/** The track file that a draft began from, the digest of what it was then, and of what was last sent to be saved; empty where there is none. */
interface TrackFile {
  name: string;
  was: string;
  sent: string;
}

interface Board {
  readonly data: BoardData;
  readonly draft: Draft;
  readonly base: Draft | null;
  readonly reasons: Reasons;
  readonly file: TrackFile;
  readonly look: BoardLook | null;
  /** What a part of a day can be, and its name. */
  readonly kinds: { value: string; title: string }[];
  held: Held | null;
  /** Standards that are shown beside those that the track names. */
  readonly shown: Set<string>;
  /** Asks anew what the draft comes to. */
  check(): void;
  /** What the draft comes to as it stands, once that is known. */
  settled(): Promise<BoardLook>;
  /** Does edits as one step that can be undone, and says so. */
  act(edits: Edit[], words: string): void;
  /** Begins from another draft; undo leads back. */
  open(moment: Moment, words: string): void;
  /** Notes what is known of the draft's file, and in the address at once: `groupwork serve` reloads the page after a save. */
  note(file: TrackFile): Promise<void>;
  undo(): void;
  redo(): void;
  say(words: string): void;
  ask<Answer = any>(asked: Record<string, unknown>): Promise<Answer>;
}
