// Times the board's questions in MicroPython: node board_in_micropython.mjs <assets> <planner folder> < {"data", "asked", "times"} > shortest milliseconds, one line a question.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [assets, planner] = process.argv.slice(2);
const { loadMicroPython } = await import(pathToFileURL(join(assets, "micropython.mjs")));
const python = await loadMicroPython({ heapsize: 48 * 1024 * 1024, url: join(assets, "micropython.wasm") });

python.FS.mkdir("/builder");
python.FS.writeFile("/builder/__init__.py", "");
python.FS.mkdir("/builder/planner");
for (const name of readdirSync(planner).filter((file) => file.endsWith(".py"))) {
  python.FS.writeFile(`/builder/planner/${name}`, readFileSync(join(planner, name), "utf8"));
}
python.FS.writeFile("/work.json", readFileSync(0, "utf8"));
python.runPython(`
import json, sys
sys.path.insert(0, "/")
from builder.planner.board import answer
from builder.planner.order import check

with open("/work.json") as file:
    work = json.load(file)

def ask(asked):
    return check(work["data"]["catalogue"], asked["check"]) if "check" in asked else answer(work["data"], asked)
`);
const { asked, times } = JSON.parse(python.FS.readFile("/work.json", { encoding: "utf8" }));
for (let number = 0; number < asked.length; number += 1) {
  let shortest = Infinity;
  for (let turn = 0; turn < times; turn += 1) {
    const before = performance.now();
    python.runPython(`ask(work["asked"][${number}])`);
    shortest = Math.min(shortest, performance.now() - before);
  }
  console.log(shortest);
}
