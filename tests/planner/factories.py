"""Small catalogues and tracks, and the 118 planned sessions as a stand-in for the whole library. None of it is content."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from builder.planner.readdraft import EMPTY

TOPICS_FILE = Path(__file__).parent / "topics.yml"
POPULATIONS = ("substance-use", "depression", "anxiety", "co-occurring")
EVENING = [{"kind": "check-in", "minutes": 15}, {"kind": "session", "minutes": None}, {"kind": "break", "minutes": 10}]
EVENING = [*EVENING, {"kind": "session", "minutes": None}, {"kind": "break", "minutes": 10}, {"kind": "process", "minutes": 50}]


def a_session(name: str, **changes: Any) -> Any:
    """One session of a catalogue; its module is the part of the id before the slash."""
    module, _, short = name.partition("/")
    session = {"title": short.replace("-", " "), "module": module, "minutes": 60, "short_minutes": 40, "load": "light", "newcomers": "welcome"}
    session |= {"requires": [], "builds_on": [], "topics": [module], "suits": ["anyone"], "handouts": [{"id": f"{name}/page", "title": short}]}
    return session | changes


def a_catalogue(*sessions: tuple[str, dict[str, Any]] | str, **population: Any) -> Any:
    """A catalogue of ids, or of ids with what is special about them; its one population is `anyone`."""
    about = dict((entry, {}) if isinstance(entry, str) else entry for entry in sessions)
    table = {name: a_session(name, **changes) for name, changes in about.items()}
    modules: dict[str, Any] = {}
    for name, session in table.items():
        modules.setdefault(session["module"], {"title": session["module"].capitalize(), "sessions": []})["sessions"].append(name)
    anyone = {"title": "Anyone", "emphasis": dict.fromkeys(modules, 1), "core": [], "topics": []} | population
    return {
        "order": list(table),
        "sessions": table,
        "module_order": list(modules),
        "modules": modules,
        "populations": {"anyone": anyone},
        "topics": {topic: topic.capitalize() for session in table.values() for topic in session["topics"]},
        "standards": {},
    }


def a_day(*minutes: int | str) -> Any:
    """The shape of a day: a number is a break of that length, `session` a session's place, `check-in 15` another part."""
    shape: list[dict[str, Any]] = []
    for part in minutes:
        if isinstance(part, int):
            shape.append({"kind": "break", "minutes": part})
        elif part == "session":
            shape.append({"kind": "session", "minutes": None})
        else:
            kind, _, length = part.rpartition(" ")
            shape.append({"kind": kind, "minutes": int(length)})
    return shape


def a_track(*weeks: dict[str, list[str]], **changes: Any) -> Any:
    """A track of weeks such as `{"mon": ["cbt/a", "again cbt/b"]}`; the day's shape fits its first day."""
    first = next(iter(weeks[0].values())) if weeks else []
    shape = {"name": "day", "start": changes.pop("start", 540), "parts": changes.pop("day", a_day(*["session"] * len(first)))}
    track: dict[str, Any] = copy.deepcopy(EMPTY) | {"title": "A track", "population": "anyone", "enrolment": "cohort", "shapes": [shape]}
    track |= {
        "weeks": [{"theme": f"Week {n}", "days": {day: a_shaped_day(*slots) for day, slots in week.items()}} for n, week in enumerate(weeks, 1)]
    }
    return track | changes


def a_shaped_day(*slots: str, shape: str = "day", start: int | None = None) -> Any:
    """A day of a week: its shape, and its places as in `a_track`; `open` is one without a session."""
    return {"shape": shape, "start": start, "slots": [_slot(slot) for slot in slots]}


def _slot(text: str) -> Any:
    if text == "open":
        return {"session": None, "again": False, "streams": {}}
    return {"session": text.removeprefix("again "), "again": text.startswith("again "), "streams": {}}


def a_requirement(kind: str, **changes: Any) -> Any:
    """One requirement of a standard."""
    asked: Any = {"kind": kind, "text": kind, "minimum": None, "maximum": None, "of": [], "topics": [], "source": "a rule", "url": None}
    hours = {key: round(changes[key] * 60) for key in ("minimum", "maximum") if key in changes and kind.startswith("hours")}
    return asked | {"checked_on": "2026-11-21", "confidence": "primary"} | changes | hours


def a_standard(*requirements: dict[str, Any]) -> Any:
    return {"title": "a rule", "summary": "A rule.", "requirements": list(requirements)}


@cache
def whole_catalogue() -> Any:
    """The 118 sessions planned in topics.yml, with minutes, loads and newcomers' marks made up by a fixed rule."""
    planned = yaml.safe_load(TOPICS_FILE.read_text(encoding="utf-8"))
    entries: list[tuple[str, dict[str, Any]]] = []
    for module in planned.values():
        names = [entry["id"] for entry in module["sessions"]]
        for position, entry in enumerate(module["sessions"]):
            requires = entry.get("requires", [])
            turn = len(entries)
            about = {
                "title": entry["title"],
                "minutes": 60 if turn % 4 else 50,
                "load": "heavy" if turn % 9 == 5 else "moderate" if turn % 3 == 1 else "light",
                "newcomers": "not-first" if len(requires) > 2 or turn % 13 == 7 else "with-recap" if requires else "welcome",
                "requires": requires,
                "builds_on": [names[position - 2]] if position > 2 and turn % 2 else [],
                "topics": [entry["id"].partition("/")[0], f"topic-{turn % 7}"],
                "suits": [name for n, name in enumerate(POPULATIONS) if turn % 5 != n],
            }
            entries.append((entry["id"], about))
    catalogue = a_catalogue(*entries)
    for name, session in catalogue["sessions"].items():
        if name.startswith(("orientation/", "relapse-prevention/")):
            session["suits"] = list(POPULATIONS)
    modules = catalogue["module_order"]
    catalogue["populations"] = {
        name: {
            "title": name.replace("-", " ").capitalize(),
            "emphasis": {module: 1 + (n + m) % 4 for m, module in enumerate(modules)},
            "core": [
                *catalogue["modules"]["orientation"]["sessions"],
                *catalogue["modules"]["relapse-prevention"]["sessions"][:4],
                "cbt/five-part-map",
            ],
            "topics": [f"topic-{number}" for number in range(5)],
        }
        for n, name in enumerate(POPULATIONS)
    }
    return catalogue


def a_request(**changes: Any) -> Any:
    """A request for the whole catalogue: eight weeks of three evenings with two sessions each."""
    return {"population": "substance-use", "weeks": 8, "days": ["mon", "wed", "thu"], "day": EVENING} | changes
