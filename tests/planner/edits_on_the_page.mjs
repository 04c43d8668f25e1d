// Makes edits as the board's page makes them: node edits_on_the_page.mjs <board-edits.js> < [{"draft", "edits"}] > the drafts after them.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { edited } = await import(pathToFileURL(process.argv[2]));
const jobs = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(jobs.map(({ draft, edits }) => edited(draft, edits))));
