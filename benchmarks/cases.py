"""Requests to compose for: random catalogues from a seed, and the tracks of the library in this repository."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from builder.load.library import load_library
from builder.model.catalogue import catalogue_of, track_of
from builder.model.plan_types import Catalogue
from builder.planner.words import DAYS


def a_case(seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """A random catalogue and a request for it: 3 to 8 weeks, 1 to 3 days, 1 to 3 sessions a day, 4 to 12 places; 3 to 5 modules and 0.8 to 1.5
    sessions a place, so that some have to come again and others stay out."""
    rng = random.Random(seed)
    shapes = [(weeks, days, sessions) for weeks in range(3, 9) for days in (1, 2, 3) for sessions in (1, 2, 3) if 4 <= weeks * days * sessions <= 12]
    weeks, days, a_day = rng.choice(shapes)
    modules = ["abcde"[m] for m in range(rng.randint(3, 5))]
    sessions: dict[str, Any] = {}
    for number in range(weeks * days * a_day * rng.randint(8, 15) // 10):
        module = rng.choice(modules)
        earlier = [name for name in sessions if name.startswith(module)] or list(sessions)
        sessions[f"{module}/{number:02}"] = {
            "title": f"Session {number}",
            "module": module,
            "minutes": 60,
            "short_minutes": 40,
            "load": rng.choice(["light", "light", "moderate", "moderate", "heavy"]),
            "newcomers": rng.choice(["welcome", "welcome", "with-recap", "with-recap", "not-first"]),
            "requires": sorted(rng.sample(earlier, min(len(earlier), rng.choice([0, 0, 1, 1, 2])))),
            "builds_on": sorted(rng.sample(sorted(sessions), min(len(sessions), rng.choice([0, 1, 2])))),
            "topics": [f"topic-{rng.randrange(6)}"],
            "suits": ["anyone"],
            "handouts": [],
        }
    used = [module for module in modules if any(name.startswith(module) for name in sessions)]
    catalogue = {
        "order": list(sessions),
        "sessions": sessions,
        "module_order": used,
        "modules": {module: {"title": module.upper(), "sessions": [name for name in sessions if name.startswith(module)]} for module in used},
        "populations": {
            "anyone": {
                "title": "Anyone",
                "emphasis": {module: rng.randint(1, 5) for module in used},
                "core": sorted(rng.sample(sorted(sessions), min(3, len(sessions)))),
                "topics": [rng.choice(sorted({session["topics"][0] for session in sessions.values()}))],
            }
        },
        "topics": {f"topic-{n}": f"Topic {n}" for n in range(6)},
        "standards": {},
    }
    shape = [{"kind": "session", "minutes": None}] * a_day
    request = {"population": "anyone", "weeks": weeks, "days": ["mon", "wed", "fri"][:days], "day": shape}
    return catalogue, request | {"enrolment": rng.choice(["rolling", "cohort"])}


def library_cases(root: Path) -> dict[str, tuple[Catalogue, dict[str, Any]]]:
    """For each track of a library its catalogue and a request for a new track of the same shape, by the track's name."""
    library = load_library(root)
    catalogue = catalogue_of(library)
    cases: dict[str, tuple[Catalogue, dict[str, Any]]] = {}
    for track in library.tracks:
        asked = track_of(track)
        days = [sorted(week["days"], key=DAYS.index) for week in asked["weeks"]]
        kept = {key: asked[key] for key in ("population", "enrolment", "gates", "standards", "shapes")}
        cases[track.id] = (catalogue, kept | {"weeks": len(days), "days": days})
    return cases


def twelve_weeks(root: Path) -> dict[str, tuple[Catalogue, dict[str, Any]]]:
    """Twelve weeks of three, four and five days with two sessions each, for every population of a library, by a name such as `anxiety, 4 days`."""
    catalogue = catalogue_of(load_library(root))
    asked = {"weeks": 12, "day": [{"kind": "session", "minutes": None}] * 2, "enrolment": "rolling"}
    days = (["mon", "wed", "thu"], ["mon", "tue", "thu", "fri"], ["mon", "tue", "wed", "thu", "fri"])
    return {f"{name}, {len(of)} days": (catalogue, asked | {"population": name, "days": of}) for name in catalogue["populations"] for of in days}
