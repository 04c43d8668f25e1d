// @ts-check
// What every page with a planner shares: the planner in its worker, one question at a time and only the latest.

export const absent = typeof WebAssembly === "undefined" || typeof Worker === "undefined";

/**
 * `door` is the planner's module whose `answer(data, asked)` is called; `page` tells in its data attributes where the files are.
 * `question` gives what to ask. What is given back asks.
 * @template Asked, Answer
 * @param {string} door @param {HTMLElement} page @param {() => Asked} question @param {PlannerPage<Asked, Answer>} heard
 */
export function openPlanner(door, page, question, heard) {
  const { planner = "", data = "", files = "[]" } = page.dataset;
  const absolute = (/** @type {string} */ address) => new URL(address, location.href).href;
  const worker = new Worker(new URL("./planner-worker.js", import.meta.url), { type: "module" });
  let busy = true, waits = false;
  /** @type {Asked} */
  let last;
  const ask = () => {
    waits = busy;
    if (busy) return;
    busy = true;
    last = question();
    heard.busy();
    worker.postMessage({ asked: last });
  };
  worker.onerror = () => heard.failed("The planner could not be started in this browser.");
  worker.onmessage = (/** @type {MessageEvent<PlannerMessage<Answer>>} */ { data: message }) => {
    busy = false;
    if (message.error) return heard.failed(`The planner stopped: ${message.error}`);
    if (message.ready) heard.ready();
    if (message.answer && !waits) heard.answer(message.answer, last);
    if (waits || message.ready) ask();
  };
  /** @type {PlannerStart} */
  const start = { door, planner: absolute(planner), files: JSON.parse(files), data: absolute(data) };
  worker.postMessage({ start });
  return ask;
}
