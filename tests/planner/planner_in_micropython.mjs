// Runs the planner's own files in MicroPython: node planner_in_micropython.mjs <assets> <planner folder> < jobs.json > answers, one line a job.
import { withPlanner } from "./micropython.mjs";

const python = await withPlanner(process.argv.slice(2), 64, "/jobs.json");
python.runPython(`
import json, sys
sys.path.insert(0, "/")
from builder.planner.board import answer as answer_board
from builder.planner.compose import compose
from builder.planner.coverage import coverage
from builder.planner.entry import entry
from builder.planner.hours import hours
from builder.planner.introduction import introduction, untrue_claims
from builder.planner.stay import stays
from builder.planner.trackfile import write_track
from builder.planner.ondates import answer as put_on_dates
from builder.planner.order import check
from builder.planner.plain import as_json
from builder.planner.standards import measure
from builder.planner.timetable import timetable

def answer(job, catalogue):
    if "asked" in job:
        return answer_board(dict(work["board"], catalogue=catalogue), job["asked"])
    if "request" in job:
        return compose(catalogue, job["request"])
    track = job["track"]
    return {
        "check": check(catalogue, track),
        "hours": hours(catalogue, track, timetable(catalogue, track)),
        "standards": measure(catalogue, track, catalogue["standards"]),
        "coverage": coverage(catalogue, track),
        "entry": entry(catalogue, track) if track["enrolment"] != "cohort" else None,
        "stays": stays(catalogue, track),
        "introduction": introduction(catalogue, track),
        "untrue": untrue_claims(catalogue, track, job["body"]),
        "file": write_track(track, job["body"]),
        "dates": put_on_dates(dict(job["program"], catalogue=catalogue, track=track), job["dates"]),
    }

with open("/jobs.json") as file:
    work = json.load(file)
answers = "\\n".join([as_json(answer(job, work["catalogues"][job["catalogue"]])) for job in work["jobs"]])
`);
process.stdout.write(python.globals.get("answers") + "\n");
