// @ts-check
// The planner's own Python files in MicroPython, away from the page's own thread. It is told once where they are, and then asked and asked.
import { loadMicroPython } from "../micropython/micropython.mjs";

const REPLY = (/** @type {string} */ door) => `
import json, sys
sys.path.insert(0, "/")
from builder.planner.${door} import answer

with open("/data.json") as file:
    DATA = json.load(file)

def reply():
    with open("/asked.json") as file:
        return json.dumps(answer(DATA, json.load(file)))
`;

/** @type {MicroPython} */
let python;

/** @param {string} address */
async function text(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} is not there`);
  return response.text();
}

/** @param {PlannerStart} told */
async function start({ door, planner, data }) {
  /** @type {Promise<MicroPython>} */
  const runtime = loadMicroPython({ heapsize: 48 * 1024 * 1024, url: new URL("../micropython/micropython.wasm", import.meta.url).href });
  const [engine, files, known] = await Promise.all([runtime, text(planner), text(data)]);
  engine.FS.mkdir("/builder");
  engine.FS.writeFile("/builder/__init__.py", "");
  engine.FS.mkdir("/builder/planner");
  for (const [name, source] of Object.entries(JSON.parse(files))) engine.FS.writeFile(`/builder/planner/${name}`, source);
  engine.FS.writeFile("/data.json", known);
  engine.runPython(REPLY(door));
  python = engine;
}

/** @param {unknown} asked */
function answer(asked) {
  python.FS.writeFile("/asked.json", JSON.stringify(asked));
  python.runPython("said = reply()");
  return JSON.parse(String(python.globals.get("said")));
}

self.onmessage = async (/** @type {MessageEvent<{ start?: PlannerStart, asked?: unknown }>} */ { data: message }) => {
  try {
    if (message.start) {
      await start(message.start);
      self.postMessage({ answer: null });
    } else {
      self.postMessage({ answer: answer(message.asked) });
    }
  } catch (error) {
    self.postMessage({ error: (error instanceof Error && error.message) || String(error) });
  }
};
