// @ts-check
// Undo and redo without end: every moment of the work. Moments share what did not change, so a thousand cost little.

/** @param {Moment} first */
export function history(first) {
  /** @type {{ moment: Moment, words: string }[]} */
  let steps = [{ moment: first, words: "" }];
  let here = 0;
  return {
    get now() {
      return steps[here].moment;
    },
    /** What undo would take back, and what redo would do again; empty where there is nothing. */
    get past() {
      return steps[here].words;
    },
    get future() {
      return steps[here + 1]?.words ?? "";
    },
    /** @param {Moment} moment @param {string} words what was done */
    add(moment, words) {
      steps = [...steps.slice(0, here + 1), { moment, words }];
      here += 1;
    },
    undo() {
      here = Math.max(0, here - 1);
    },
    redo() {
      here = Math.min(steps.length - 1, here + 1);
    },
  };
}
