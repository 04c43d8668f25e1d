"""How far `groupwork compose` is from the proven optimum: random catalogues, and CP-SAT as the judge of the same objective.

    python -m benchmarks.compose_vs_cpsat [--cases 200] [--seconds 60] [--workers 2] [--first 0] [--proofs FILE]
    python -m benchmarks.compose_vs_cpsat --library . [--only anxiety] [--seconds 120] [--workers 2]

The second asks for a new track of the shape of each track in a library, and for twelve weeks of three, four and five days for each population. The
judge begins from our plan and does not close those; what it prints is the best it found and the bound that no plan can pass. A development tool (`pip install ortools`). Every plan, the scheduler's and the judge's, is counted by `builder.planner.objective.merit`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from pathlib import Path
from typing import Any

from benchmarks.cases import a_case, library_cases, twelve_weeks
from benchmarks.cpsat_judge import best_plan
from builder.planner.compose import compose
from builder.planner.objective import merit
from builder.planner.order import check
from builder.planner.plain import as_json
from builder.planner.problem import problem_of
from builder.planner.request import complete
from builder.planner.timetable import days_of

HARD = ("track-slots", "prerequisite-order", "track-repeat", "topic-missing", "core-missing")


def main() -> None:
    arguments = argparse.ArgumentParser()
    for name, default in (("--cases", 200), ("--seconds", 60), ("--workers", 2), ("--first", 0)):
        arguments.add_argument(name, type=int, default=default)
    arguments.add_argument("--proofs", type=Path, help="a JSON file that keeps what the judge has proven, by problem")
    arguments.add_argument("--library", type=Path, help="the folder of a library: compare its tracks' shapes instead of random catalogues")
    arguments.add_argument("--only", default="", help="of a library, the requests whose name has this in it")
    options = arguments.parse_args()
    if options.library:
        against_the_bound(options)
    else:
        against_the_optimum(options)


def against_the_bound(options: Any) -> None:
    for name, (catalogue, request) in (library_cases(options.library) | twelve_weeks(options.library)).items():
        if options.only not in name:
            continue
        start = time.perf_counter()
        made = compose(catalogue, request)
        spent = time.perf_counter() - start
        problem, _ = problem_of(catalogue, complete(request))
        plan, bound, _ = best_plan(problem, options.seconds, options.workers, ours_of(problem, made["track"]))
        judged = merit(problem, plan)["total"] if plan else "none"
        print(f"{name}: ours {made['points']['total']}, judge {judged}, bound {bound}, after {spent:.2f} and {options.seconds} s", flush=True)


def ours_of(problem: dict[str, Any], track: dict[str, Any]) -> list[list[int]]:
    """A track as the plan of a problem."""
    numbers = {session: i for i, session in enumerate(problem["ids"])}
    return [[numbers[slot["session"]] for slot in day["slots"]] for week in track["weeks"] for _, day in days_of(week)]


def against_the_optimum(options: Any) -> None:
    proofs: dict[str, Any] = json.loads(options.proofs.read_text()) if options.proofs and options.proofs.exists() else {}
    gaps: list[tuple[float, int, int]] = []
    count = {"closed": 0, "open": 0, "impossible": 0, "broken": 0}
    spent = 0.0
    for seed in range(options.first, options.first + options.cases):
        catalogue, request = a_case(seed)
        start = time.perf_counter()
        made = compose(catalogue, request)
        spent += time.perf_counter() - start
        if "findings" in made:
            count["impossible"] += 1
            print(f"{seed}: {made['findings'][0]['message']}", flush=True)
            continue
        count["broken"] += sum(found["code"] in HARD for found in check(catalogue, made["track"]))
        best = proven(catalogue, request, made["track"], proofs, options)
        if options.proofs:
            options.proofs.write_text(json.dumps(proofs, indent=0, sort_keys=True))
        if best is None:
            count["open"] += 1
            print(f"{seed}: the judge did not close it in {options.seconds} s", flush=True)
            continue
        count["closed"] += 1
        gap = best - made["points"]["total"]
        gaps.append((100 * gap / best if best else 0.0, gap, seed))
        if gap > 0.05 * best:
            print(f"{seed}: {made['points']['total']} of {best} points", flush=True)
    print(f"{options.cases} catalogues: {count['closed']} closed, {count['open']} not closed in time, {count['impossible']} impossible requests")
    print(f"hard rules broken: {count['broken']}; {1000 * spent / options.cases:.0f} ms a composition")
    if gaps:
        report(gaps)


def proven(catalogue: dict[str, Any], request: dict[str, Any], track: dict[str, Any], proofs: dict[str, Any], options: Any) -> int | None:
    """The points of the best plan that there is, or None where the judge ran out of time."""
    problem, _ = problem_of(catalogue, complete(request))
    name = hashlib.sha256(as_json(problem).encode()).hexdigest()[:16]
    if name not in proofs:
        plan, bound, closed = best_plan(problem, options.seconds, options.workers, ours_of(problem, track))
        if closed:
            assert plan is not None
            assert merit(problem, plan)["total"] == bound, "the judge and the objective count differently"
        proofs[name] = bound if closed else None
    best: int | None = proofs[name]
    return best


def report(gaps: list[tuple[float, int, int]]) -> None:
    ranked = sorted(gap for gap, _, _ in gaps)
    for share in (50, 75, 90, 95, 99, 100):
        print(f"  {share:3} % of them within {ranked[-(-share * len(ranked) // 100) - 1]:5.2f} % of the optimum")
    print(f"  optimal: {sum(gap == 0 for gap in ranked)}; within 5 %: {sum(gap <= 5 for gap in ranked)}; mean gap {sum(ranked) / len(ranked):.2f} %")
    worst = max(gaps)
    print(f"  worst: {worst[0]:.2f} % ({worst[1]} points, seed {worst[2]})")


if __name__ == "__main__":
    main()
