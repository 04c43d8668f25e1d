// MicroPython with the planner's own files in it, as a page has it, and what comes in by standard input.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** @param {string[]} folders that of MicroPython, and that of the planner @param {number} heap megabytes @param {string} input the file that standard input becomes */
export async function withPlanner([assets, planner], heap, input) {
  const { loadMicroPython } = await import(pathToFileURL(join(assets, "micropython.mjs")));
  const python = await loadMicroPython({ heapsize: heap * 1024 * 1024, url: join(assets, "micropython.wasm") });
  python.FS.mkdir("/builder");
  python.FS.writeFile("/builder/__init__.py", "");
  python.FS.mkdir("/builder/planner");
  for (const name of readdirSync(planner).filter((file) => file.endsWith(".py"))) {
    python.FS.writeFile(`/builder/planner/${name}`, readFileSync(join(planner, name), "utf8"));
  }
  python.FS.writeFile(input, readFileSync(0, "utf8"));
  return python;
}
