// What pages and workers say to each other.

// planner.js and planner-worker.js

interface PlannerStart {
  door: string;
  planner: string;
  data: string;
}

interface PlannerMessage {
  answer?: unknown;
  error?: string;
}

// offline.js and sw.js

/** What offline.js asks sw.js, and what it hears. */
interface KeepRequest {
  ask: "state" | "visit" | "keep" | "forget";
  pages?: string[];
  group?: string;
}

interface KeepProgress {
  count: number;
  of: number;
}

interface KeepAnswer {
  done: true;
  /** The groups that are kept. */
  kept: string[];
}
