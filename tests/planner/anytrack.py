"""Tracks of every kind that a file can hold, and what goes wrong with files on their way; from a seed."""

from __future__ import annotations

import random
from typing import Any

from builder.planner.edits import fitted, marked
from builder.planner.words import KINDS

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TITLES = (
    "Evenings",
    'Evenings: "steady" & calm',
    "12",
    "true",
    "- a",
    "Día # 1",
    "it's [new]",
    "a: b",
    "🙂 {x}",
    "back\\slash",
    "null",
    "~",
    "2027-01-31",
)
BODIES = ("Welcome.", "# A heading\n\n- one\n- two\n\n---\nunder a rule", "Wéé 🙂\n\n**bold** [a](b)")


def any_track(rng: random.Random, catalogue: Any, weeks: int = 13, streams: bool = True) -> Any:
    """A track that fits the form; what the rules think of it is another matter."""
    populations = sorted(catalogue["populations"])
    shapes = [_shape(rng, name) for name in rng.choice([["day"], ["day"], ["evening", "family"], ["day", "long-day", "x-1"]])]
    days = {day: rng.choice(shapes)["name"] for day in rng.sample(DAYS, rng.choice([0, 0, 2]))}
    named = rng.sample(sorted(catalogue["standards"]), min(len(catalogue["standards"]), rng.randint(0, 2)))
    gated = rng.random() < 0.2
    track: dict[str, Any] = {
        "title": rng.choice(TITLES),
        "population": rng.choice(populations),
        "enrolment": "gates" if gated else rng.choice(["rolling", "cohort"]),
        "gates": rng.sample([1, 3, 5, *catalogue["module_order"][:2]], 2) if gated else [],
        "standards": named,
        "standard_weeks": {name: [1, rng.randint(1, 8)] for name in named[: rng.randint(0, 1)]},
        "elsewhere": {topic: rng.choice(TITLES) for topic in rng.sample(sorted(catalogue["topics"]), rng.choice([0, 0, 1]))},
        "group_size": rng.choice([{}, {}, {"all": 12}, {"education": 35, "session": 16}]),
        "shapes": shapes,
        "days": days,
        "names": rng.choice([{}, {}, {"process": "Open: floor", "break": "Tea"}]),
        "streams": [{"name": name, "title": name.upper(), "population": rng.choice(populations)} for name in ("a", "b")]
        if streams and rng.random() < 0.1
        else [],
        "measures": rng.choice([{}, {}, {"cbt/first-thought/thought-log": 2, "a/b/c": 1}]),
        "process": rng.choice([[], [], ["process/silence", "process/opening"]]),
        "family": rng.choice([[], [], ["family/a", "family/b"]]),
        "was": rng.sample(["old-name", "older/name"], rng.randint(0, 2)),
        "stages": [
            {"title": "First", "days": 2, "weeks": 4, "standards": []},
            {"title": "Then", "days": ["mon", "thu"], "weeks": 2, "standards": named[:1]},
        ]
        if rng.random() < 0.15
        else [],
    }
    meets = rng.sample(DAYS, rng.randint(1, 5))
    track["weeks"] = [_week(rng, catalogue, track, meets, number) for number in range(1, rng.randint(1, weeks) + 1)]
    return marked(fitted(track))


def _shape(rng: random.Random, name: str) -> Any:
    parts: list[Any] = [{"kind": "session", "minutes": rng.choice([None, None, 60])} for _ in range(rng.randint(0 if name == "family" else 1, 3))]
    parts += [{"kind": rng.choice(KINDS[1:]), "minutes": rng.randint(1, 90)} for _ in range(rng.randint(1, 3))]
    rng.shuffle(parts)
    return {"name": name, "start": rng.randrange(0, 1300), "parts": parts}


def _week(rng: random.Random, catalogue: Any, track: Any, meets: list[str], number: int) -> Any:
    days = {}
    for day in meets if rng.random() < 0.8 else rng.sample(DAYS, 2):
        usual = track["days"].get(day, track["shapes"][0]["name"])
        shape = usual if rng.random() < 0.8 else rng.choice(track["shapes"])["name"]
        slots = [_slot(rng, catalogue, track) for _ in range(4)]
        days[day] = {"shape": shape, "start": rng.choice([None, None, None, 600]), "slots": slots}
    return {"theme": rng.choice([f"Week {number}", *TITLES]), "days": days}


def _slot(rng: random.Random, catalogue: Any, track: Any) -> Any:
    if track["streams"] and rng.random() < 0.5:
        chosen = {stream["name"]: {"session": rng.choice(catalogue["order"]), "again": False} for stream in track["streams"]}
        return {"session": None, "again": False, "streams": chosen}
    return {"session": rng.choice(catalogue["order"]) if rng.random() < 0.93 else None, "again": False, "streams": {}}


LETTERS = (
    " ",
    "\n",
    ":",
    "-",
    "[",
    "]",
    "{",
    "}",
    ",",
    "'",
    '"',
    "#",
    "  ",
    "- ",
    ": ",
    " #",
    "\t",
    "a",
    "1",
    "|",
    "&",
    "\\",
    "\0",
    "é",
    "\u2028",
    "---\n",
)


def spoiled(rng: random.Random, text: str) -> str:
    """A text as it may look after a slip of the hand, or a bad copy."""
    for _ in range(rng.randint(1, 4)):
        place = rng.randrange(len(text) + 1)
        lines = text.split("\n")
        row = rng.randrange(len(lines))
        way = rng.randrange(6)
        if way == 0:
            text = text[:place] + text[place + rng.randint(1, 30) :]
        elif way == 1:
            text = text[:place] + rng.choice(LETTERS) + text[place:]
        elif way == 2:
            text = text[: place + 1]
        else:
            lines[row] = {3: " " * rng.randint(0, 6) + lines[row].lstrip(), 4: lines[rng.randrange(len(lines))], 5: lines[row][::-1]}[way]
            text = "\n".join(lines)
    return text


def any_edits(rng: random.Random, catalogue: Any, draft: Any, number: int) -> list[Any]:
    """Edits as someone makes them on the board; some of them name what is not there."""
    track = draft["track"]
    weeks = len(track["weeks"])

    def at() -> dict[str, Any]:
        week = rng.randint(1, weeks)
        met = sorted(track["weeks"][week - 1]["days"]) or list(DAYS)
        return {"week": week, "day": rng.choice([*met, *met, *met, rng.choice(DAYS)]), "place": rng.randint(0, 2)}

    def one() -> Any:
        here, shape = at(), rng.choice(track["shapes"])["name"]
        slot = {"session": rng.choice(catalogue["order"]), "again": rng.random() < 0.5, "streams": {}} | (
            {"locked": True} if rng.random() < 0.1 else {}
        )
        day = {"week": here["week"], "day": here["day"]}
        week = rng.choice(track["weeks"])
        chosen = [
            *[{"op": "put", "slot": slot, **here}] * 4,
            *[{"op": "swap", "to": at(), **here}] * 4,
            *[{"op": "remove", **here}] * 2,
            {"op": "insert-week", "at": rng.randint(0, weeks + 2), "week": week},
            {"op": "drop-week", "at": rng.randint(1, weeks)} if weeks > 1 else {"op": "remove", **here},
            {"op": "add-day", "shape": shape, **day},
            {"op": "drop-day", **day},
            {"op": "day", "shape": shape, "start": rng.choice([None, 600, 1380]), **day},
            {"op": "theme", "week": here["week"], "theme": rng.choice(TITLES)},
            {"op": "set", "key": "title", "value": rng.choice(TITLES)},
            {"op": "set", "key": "body", "value": rng.choice(BODIES)},
            {"op": "set", "key": "population", "value": rng.choice(sorted(catalogue["populations"]))},
        ]
        return rng.choice(chosen)

    return [one() for _ in range(number)]
