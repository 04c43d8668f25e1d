// The planner's own Python files in MicroPython, away from the page's own thread. It is told once where they are, and then asked and asked.
import { loadMicroPython } from "../micropython/micropython.mjs";

const REPLY = (door) => `
import json, sys
sys.path.insert(0, "/")
from builder.planner.${door} import answer

with open("/data.json") as file:
    DATA = json.load(file)

def reply():
    with open("/asked.json") as file:
        return json.dumps(answer(DATA, json.load(file)))
`;

let python = null;

async function text(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} is not there`);
  return response.text();
}

async function start({ door, planner, files, data }) {
  const runtime = loadMicroPython({ heapsize: 48 * 1024 * 1024, url: new URL("../micropython/micropython.wasm", import.meta.url).href });
  const [engine, known, ...sources] = await Promise.all([runtime, text(data), ...files.map((file) => text(planner + file))]);
  engine.FS.mkdir("/builder");
  engine.FS.writeFile("/builder/__init__.py", "");
  engine.FS.mkdir("/builder/planner");
  files.forEach((file, index) => engine.FS.writeFile(`/builder/planner/${file}`, sources[index]));
  engine.FS.writeFile("/data.json", known);
  engine.runPython(REPLY(door));
  python = engine;
}

function answer(asked) {
  python.FS.writeFile("/asked.json", JSON.stringify(asked));
  python.runPython("said = reply()");
  return JSON.parse(python.globals.get("said"));
}

self.onmessage = async ({ data: message }) => {
  try {
    if (message.start) {
      await start(message.start);
      self.postMessage({ ready: true });
    } else {
      self.postMessage({ answer: answer(message.asked) });
    }
  } catch (error) {
    self.postMessage({ error: String(error.message || error) });
  }
};
