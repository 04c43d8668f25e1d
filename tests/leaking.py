"""Leaks, seeded on purpose: a small curriculum with something in every place that is the staff's alone, and a build that has to stop."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from builder import pipeline
from builder.load.library import load_library
from builder.site.last_look import Problem
from builder.site.leaks import Wording, wording_of
from builder.site.record import fresh_folder
from tests.project import TODAY, edit
from tests.trees import SMALL

SAID = "Draw a clock face on the board, large, with no hands."
"""A sentence of a guide."""
STAFF: Mapping[str, str] = {
    "a sentence of a guide": SAID,
    "a sentence that lost a word": "Draw a clock face on the board, with no hands.",
    "a sentence in another order": "On the board, with no hands, draw a clock face.",
    "a few words of a sentence": "a clock face on the board",
    "soft hyphens in it": SAID.replace("clock", "cl\u00adock").replace("board", "bo\u00adard"),
    "spaces without width in it": SAID.replace("o", "o\u200b"),
    "wide letters": "".join(chr(ord(sign) + 0xFEE0) if sign.isalpha() else sign for sign in SAID),
    "letters that look alike": SAID.replace("a", "\u0430").replace("o", "\u043e"),
    "capitals": SAID.upper(),
    "what to bring": "the round clock",
    "a reviewer": "Zelda Quimby",
    "the clinician on duty": "Casey Wexford",
    "the number of the clinician on duty": "555-0142",
    "the number, parted otherwise": "(555) 01 42 777",
    "hours of the number": "Answered by the ward after nine",
    "the address of the staff site": "https://staff.elm-street.example",
    "the risk protocol": "Reach the clinician on duty at once.",
    "a guide to the process hour": "The mirror round",
    "cards of staff": "Hold the silence until somebody laughs.",
    "who leads a group": "Ottilie Brandt",
    "the place of a group": "Cellar behind the laundry",
    "what staff do on a first day": "the nurse sees them today where there are any",
    "a topic that is taught elsewhere": "Covered at the clinic on Ninth",
    "an objective": "Choose a rising time that fits the coming seven days",
    "the life of somebody in examples": "Drives a tram at night, two small sons",
}
"""By what it is."""


def a_leaky_tree(folder: Path) -> Path:
    """The small curriculum, with something in every place that is the staff's alone, in a color of its own and in two languages."""
    shutil.copytree(SMALL / "curriculum", folder / "curriculum")
    modules = folder / "curriculum" / "modules"
    program = folder / "curriculum" / "program.yml"
    own = "look: {color: plum}\nstaff_address: https://staff.elm-street.example\non_duty: {name: Casey Wexford, phone: 555-0142, hours: Answered by the ward after nine}\n"
    program.write_text(own + program.read_text(encoding="utf-8"), encoding="utf-8")
    guide = modules / "sleep" / "same-time-up" / "session.md"
    edit(guide, "materials: [one rising plan each,", "materials: [the round clock, one rising plan each,")
    edit(guide, "review: {status: draft}", "review: {status: draft, by: Zelda Quimby, credential: LPC}")
    cards = "---\ntitle: To pull\nkind: cards\ncut: 4\n---\n\n## Wait\n\nHold the silence until somebody laughs.\n\n## Ask\n\nWhose turn is it?\n"
    (modules / "sleep" / "same-time-up" / "to-pull.md").write_text(cards, encoding="utf-8")
    (folder / "curriculum" / "groups").mkdir()
    group = (
        "track: wednesdays\ntitle: Wednesdays\nstart: 2026-11-25\nplace: Cellar behind the laundry\nroom: Room 4\nleaders: {lead: Ottilie Brandt}\n"
    )
    (folder / "curriculum" / "groups" / "one.yml").write_text(group, encoding="utf-8")
    edit(folder / "curriculum" / "tracks" / "wednesdays.md", "schedule:", "elsewhere: {routine: Covered at the clinic on Ninth}\nschedule:")
    people = folder / "curriculum" / "people.yml"
    people.write_text(
        re.sub(r"(?m)^(    life: ).+$", r"\1Drives a tram at night, two small sons", people.read_text(encoding="utf-8"), count=1), encoding="utf-8"
    )
    plan = modules / "sleep" / "same-time-up" / "my-rising-plan.md"
    (english,) = load_library(folder).sessions["sleep/same-time-up"].handouts
    spanish = (
        plan.read_text(encoding="utf-8")
        .replace("{{passage pills}}\n", "")
        .replace("kind: plan", f"kind: plan\ntranslation: {{of: {english.source.digest}}}")
    )
    plan.with_suffix(".es.md").write_text(spanish, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Leak:
    """`seed` is given the next `site/` as it stands before the last look, or `early` the project before it is built; what they give is the path that has to be named."""

    name: str
    container: str
    seed: Callable[[Path], str] | None = None
    words: tuple[str, ...] = ()
    """One of these is in what the build says, where words were seeded."""
    early: Callable[[pytest.MonkeyPatch, Path], str] | None = None


def words_in(said: str) -> tuple[str, ...]:
    """What a report has to hold one of: numbers, and words that no report has of its own."""
    return tuple(word for word in re.findall(r"[a-z0-9]+", said.lower()) if len(word) > 4 or word.isdigit())


def some(every: Sequence[Leak], seed: int) -> tuple[Leak, ...]:
    """One of each container, and as many more as make twenty-five."""
    chance = random.Random(seed)
    by_container: dict[str, list[Leak]] = {}
    for one in every:
        by_container.setdefault(one.container, []).append(one)
    first = [chance.choice(found) for found in by_container.values()]
    rest = [one for one in every if one not in first]
    return (*first, *chance.sample(rest, max(0, 25 - len(first))))


def tree_of(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, and where links lead."""
    found: dict[str, bytes] = {}
    for here, _, names in os.walk(folder):
        for name in names:
            path = Path(here) / name
            found[path.relative_to(folder).as_posix()] = os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
    return found


def built(root: Path) -> Path:
    """A leaky tree, built and published without a leak."""
    pipeline.build(a_leaky_tree(root), TODAY)
    return root


def said_of(root: Path, leak: Leak) -> tuple[Problem, ...]:
    """What a build says of a leak; none where it publishes. What stands published is as it was."""
    before = tree_of(root / "site")
    path = ""

    def seeded(*given: Any) -> Wording:
        nonlocal path
        path = leak.seed(fresh_folder(root)) if leak.seed else path
        return wording_of(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "wording_of", seeded)
        patch.setattr(
            pipeline, "spread", lambda function, parts, *_, **_named: map(function, parts)
        )  # a process that was begun before knows nothing of a patch
        path = leak.early(patch, root) if leak.early else ""
        try:
            pipeline.build(root, TODAY)
        except pipeline.PublishError as stopped:
            found = stopped.problems
        else:
            found = ()
    shutil.rmtree(fresh_folder(root), ignore_errors=True)
    shutil.rmtree(root / "templates", ignore_errors=True)
    assert tree_of(root / "site") == before, f"{leak.name}: what was published has changed"
    named = [problem for problem in found if problem.file == path]
    told = " ".join(problem.message for problem in named).lower()
    assert named, f"{leak.name}: published, or not named: {[*found][:2]}"
    assert not leak.words or any(word in told for word in leak.words), f"{leak.name}: {told}"
    return found
