// What every page with a planner shares: the planner in its worker, one question at a time and only the latest, and a few words of the page.

export const absent = typeof WebAssembly === "undefined" || typeof Worker === "undefined";

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export async function copyText(button, box) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(box.value);
  } catch {
    box.select();
    document.execCommand("copy");
  }
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = before), 2000);
}

// `door` is the planner's module whose `answer(data, asked)` is called; `page` tells in its data attributes where the files are.
// `question()` gives what to ask. `heard` has `ready()`, `busy()`, `answer(answer, asked)` and `failed(words)`. What is given back asks.
export function openPlanner(door, page, question, heard) {
  const { planner, data, files } = page.dataset;
  const absolute = (address) => new URL(address, location.href).href;
  const worker = new Worker(new URL("./planner-worker.js", import.meta.url), { type: "module" });
  let busy = true, next = null, last = null;
  const ask = () => {
    next = question();
    if (busy) return;
    busy = true;
    [last, next] = [next, null];
    heard.busy();
    worker.postMessage({ asked: last });
  };
  worker.onerror = () => heard.failed("The planner could not be started in this browser.");
  worker.onmessage = ({ data: message }) => {
    busy = false;
    if (message.error) return heard.failed(`The planner stopped: ${message.error}`);
    if (message.ready) heard.ready();
    if (message.answer && !next) heard.answer(message.answer, last);
    if (next || message.ready) ask();
  };
  worker.postMessage({ start: { door, planner: absolute(planner), files: JSON.parse(files), data: absolute(data) } });
  return ask;
}
