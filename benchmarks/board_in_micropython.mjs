// Times the board's questions in MicroPython: node board_in_micropython.mjs <assets> <planner folder> < {"data", "asked", "times"} > shortest milliseconds, one line a question.
import { withPlanner } from "../tests/planner/micropython.mjs";

const python = await withPlanner(process.argv.slice(2), 48, "/work.json");
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
