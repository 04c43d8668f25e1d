// @ts-check
// What every page with a planner shares: the planner in its worker, which answers one question after the other.

export const absent = typeof WebAssembly === "undefined" || typeof Worker === "undefined";

/**
 * Starts the planner; what is given back asks it. `door` is the planner's module whose `answer(data, asked)` is called; `page` tells in its data attributes
 * where the files are.
 * @param {string} door @param {HTMLElement} page
 */
export function startPlanner(door, page) {
  const { planner = "", data = "" } = page.dataset;
  const absolute = (/** @type {string} */ address) => new URL(address, location.href).href;
  const worker = new Worker(new URL("./planner-worker.js", import.meta.url), { type: "module" });
  /** @type {{ take: (answer: any) => void, fail: (error: Error) => void }[]} */
  const waiting = []; // the worker answers in the order in which it is asked
  worker.onerror = () => waiting.splice(0).forEach(({ fail }) => fail(new Error("The planner could not be started in this browser.")));
  worker.onmessage = (/** @type {MessageEvent<PlannerMessage>} */ { data: { answer, error } }) => {
    const { take, fail } = waiting.shift() ?? {};
    if (error) fail?.(new Error(`The planner stopped: ${error.trim().split("\n").at(-1)}`));
    else take?.(answer);
  };
  /** @type {(message: object) => Promise<any>} */
  const send = (message) => new Promise((take, fail) => {
    waiting.push({ take, fail });
    worker.postMessage(message);
  });
  /** @type {PlannerStart} */
  const start = { door, planner: absolute(planner), data: absolute(data) };
  const ready = send({ start });
  ready.catch(() => {}); // whoever asks is told
  /** @template Answer @param {unknown} asked @returns {Promise<Answer>} */
  return async (asked) => {
    await ready;
    return send({ asked });
  };
}

/**
 * For what changes while the planner thinks: one question at a time, and only the latest answer is heard. What is given back asks.
 * @template Answer
 * @param {() => Promise<Answer>} question @param {(answer: Answer) => void} heard @param {(words: string) => void} failed
 */
export function latest(question, heard, failed) {
  let busy = false, waits = false;
  return async function ask() {
    waits = busy;
    if (busy) return;
    busy = true;
    try {
      const answer = await question();
      if (!waits) heard(answer);
    } catch (error) {
      failed(error instanceof Error ? error.message : String(error));
    }
    busy = false;
    if (waits) ask();
  };
}
