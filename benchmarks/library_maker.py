"""Made-up libraries of any size, to measure with: `PYTHONPATH=. python benchmarks/library_maker.py FOLDER --sessions 240`.

Every sentence is put together from the words below by a seeded generator. It reads as English and says nothing: no page made from it may be
published, and each page says so. A session has one handout and about 1,000 words; four pages of both sites come of it.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
MADE_UP = "Made-up text for measuring; it teaches nothing."
IN_MODULE = 12
"""Sessions in a module."""
TRACK = 72
"""Sessions in a track of twelve weeks, three evenings and two sessions an evening; there is one track for every 120 sessions."""

_WHO = "you we they someone everyone nobody a-friend the-group the-whole-room my-sister your-neighbor the-cook a-driver the-girl his-boss".split()
_DOES = "finds keeps counts draws writes holds moves shows tries drops lifts warms cleans opens turns carries names sorts plants brings".split()
_WHAT = (
    "lamp kettle road garden song map door key letter window chair card clock river boat shirt coat tree lake bread soup cup plate shelf train "
    "bench path hill stone leaf box hat wall rope bell drum paint brush glass table step stair porch fence gate yard barn field farm bridge "
    "street corner shop bus bike wheel seat bag strap belt shoe lace sock glove ring watch pen page book desk drawer file"
).split()
_KIND = "small warm blue quiet slow bright old new soft green plain short tall round heavy light early late dry clean sharp broad sweet".split()
_WHERE = "on at near behind under over past beside".split()
_WHEN = "in-the-morning after-lunch before-bed at-noon on-Monday by-evening this-week once-a-day at-first in-the-end again now".split()


class Words:
    """Sentences that do not come twice, by a seed."""

    def __init__(self, seed: str):
        self.random = random.Random(seed)

    def sentence(self) -> str:
        """About fourteen short words."""
        pick = self.random.choice
        first = f"{pick(_WHO)} {pick(_DOES)} the {pick(_KIND)} {pick(_WHAT)} {pick(_WHERE)} the {pick(_KIND)} {pick(_WHAT)} {pick(_WHEN)}"
        return f"{first} {pick(_WHERE)} the {pick(_WHAT)}.".replace("-", " ").capitalize()

    def paragraph(self, sentences: int) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def name(self) -> str:
        return f"The {self.random.choice(_KIND)} {self.random.choice(_WHAT)}"

    def list(self, count: int, mark: str = "-") -> str:
        return "\n".join(f"{f'{index}.' if mark == '1' else mark} {self.sentence()}" for index in range(1, count + 1))


def module_of(session: int) -> str:
    return f"module-{session // IN_MODULE + 1:03}"


def session_id(session: int) -> str:
    return f"{module_of(session)}/session-{session + 1:04}"


def write_library(folder: Path, sessions: int, seed: str = "made-up") -> None:
    """Write `folder/curriculum` with so many sessions (a dozen or more); `folder` gets this repository's templates and mkdocs.yml as links."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("templates", "mkdocs.yml"):
        if not (folder / name).exists():
            (folder / name).symlink_to(ROOT / name)
    for path, text in _files(sessions, seed):
        target = folder / "curriculum" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def pages_of(sessions: int) -> int:
    """Roughly the pages of both sites."""
    return 4 * sessions + 2 * (sessions // IN_MODULE) + 70 * max(1, sessions // 120)


def _files(sessions: int, seed: str) -> Iterator[tuple[str, str]]:
    modules = sorted({module_of(session) for session in range(sessions)})
    yield "program.yml", _program(modules)
    yield "sources.yml", "\n".join(_source(index) for index in range(20))
    yield "language.yml", (ROOT / "curriculum" / "language.yml").read_text(encoding="utf-8").replace("source: ", "source: made-up-0 # ")
    for module in modules:
        words = Words(f"{seed} {module}")
        own = [session for session in range(sessions) if module_of(session) == module]
        names = ", ".join(session_id(session).split("/")[1] for session in own)
        yield (
            f"modules/{module}/module.md",
            f"---\ntitle: Module {module[7:]}\nsummary: {MADE_UP}\nsessions: [{names}]\n---\n\n{words.paragraph(6)}\n",
        )
        for session in own:
            yield f"modules/{session_id(session)}/session.md", session_text(session, seed)
            yield f"modules/{session_id(session)}/card.md", handout_text(session, seed)
    for index in range(max(1, sessions // 120)):
        yield f"tracks/track-{index + 1:02}.md", _track(index, sessions)


def session_text(session: int, seed: str) -> str:
    """One session.md, about 1,000 words."""
    words = Words(f"{seed} {session}")
    source = f"made-up-{session % 20}"
    needs = f"requires: [{session_id(session - 1)}]\n" if session % IN_MODULE and session % 3 == 0 else ""
    rows = "\n".join(f"| {'' if row else '[!] '}{words.name()} | {words.name()} | {words.sentence()} |" for row in range(4))
    return f"""---
title: {words.name()} {session + 1}
summary: {MADE_UP} {words.sentence()}
minutes: 60
objectives:
  - {words.sentence()}
  - {words.sentence()}
topics: [topic-{session % 30 + 1:02}, topic-{session * 7 % 30 + 1:02}x]
suits: [everyone]
{needs}newcomers: {("welcome", "with-recap", "not-first")[session % 3 if session % IN_MODULE else 0]}
load: {("light", "moderate")[session % 2]}
materials: [pens]
home_practice: {words.sentence()}
sources: [{source}]
review: {{status: draft}}
---

## Purpose

{words.paragraph(5)} {words.sentence()[:-1]} [@{source}]. {words.paragraph(2)}

## Before the group

{words.paragraph(4)}

## Check-in (8 min)

{words.paragraph(4)}

## Review practice (5 min, 3 if short)

{words.paragraph(3)}

## Teach: {words.name().lower()} {session + 1} (12 min, 8 if short)

**Say**

> {words.paragraph(6)}
>
> {words.paragraph(4)}

**Ask**

{words.list(4, "1")}

**Listen for**

| you hear | it may mean | next move |
| --- | --- | --- |
{rows}

## Practice: {words.name().lower()} {session + 1} (22 min, 14 if short)

**Do**

{words.list(5, "1")}

**Instead**

{words.list(3)}

## Discuss: {words.name().lower()} {session + 1} (8 min, skip if short)

{words.list(3, "1")}

## Close (5 min)

{words.paragraph(3)}

## Newcomers

{words.paragraph(3)}

## If it gets hard

{words.list(4)}

## Adapt

{words.list(5)}

## For the record

{words.list(3)}
"""


def handout_text(session: int, seed: str) -> str:
    """One handout, about 350 words."""
    words = Words(f"{seed} {session} card")
    return f"""---
title: {words.name()} card {session + 1}
kind: worksheet
main_message: {words.sentence()}
time: 5 minutes, once a day
---

{words.paragraph(4)}

## How it goes

{words.list(4, "1")}

## An example

| When | What I did | How it went |
| --- | --- | --- |
| Day 1 | {words.sentence()} | {words.sentence()} |
| Day 2 | {words.sentence()} | {words.sentence()} |

## Your turn

{words.paragraph(3)}

| Day | What I did | How it went |
| --- | --- | --- |
| Day 1 | [____] | [____] |
| Day 2 | [____] | [____] |

[scale 0-10: How much it helped | not at all | very much]

## This week

{words.paragraph(3)}

[lines 3: What I will try]

- [ ] I tried it once
- [ ] I told {words.name().lower()} about it
"""


def _track(index: int, sessions: int) -> str:
    start = index * 120
    count = min(TRACK, sessions)
    own = iter([session_id((start + place) % sessions) for place in range(count)])
    weeks = "\n".join(
        f"  - theme: Week of {week}\n" + "\n".join(f"    {day}: [{next(own)}, {next(own)}]" for day in ("mon", "wed", "thu"))
        for week in range(1, count // 6 + 1)
    )
    return f"""---
title: Track {index + 1}
population: everyone
enrolment: cohort
start: "17:30"
day: [check-in: 15, session, break: 10, session, break: 10, process: 50]
schedule:
{weeks}
---

{Words(f"track {index}").paragraph(4)}
"""


def _program(modules: list[str]) -> str:
    topics = "\n".join(f"  topic-{index:02}{end}: Topic {index}{end}" for index in range(1, 31) for end in ("", "x"))
    emphasis = ", ".join(f"{module}: 1" for module in modules)
    return f"""name: Made-up library
tagline: {MADE_UP}
address: https://made-up.example/participants
contact: {{}}
crisis_lines:
  - name: 988 Suicide & Crisis Lifeline
    about: For thoughts of suicide or any kind of crisis, at any hour.
    ways:
      - {{label: Call 988, href: "tel:988"}}
    source: https://988lifeline.org/
    verified_on: 2026-11-02
crisis_lines_stale_after_days: 180
emergency: If someone may be hurt in the next minutes, call 911.
not_treatment: This page measures a program.
unreviewed: Not yet reviewed by a licensed clinician.
agreement: [Anyone may pass.]
risk_protocol: |
  1. Stay with the person.
modules: [{", ".join(modules)}]
populations:
  everyone: {{title: Everyone, emphasis: {{{emphasis}}}}}
topics:
{topics}
unit: session
reading: {{aim: 12, limit: 16}}
short_version: [35, 45]
"""


def _source(index: int) -> str:
    return f"made-up-{index}:\n  authors: Nobody N\n  year: 2000\n  title: Made-up source {index}\n  kind: manual\n  publisher: Nobody\n  checked: Made up for measuring\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sessions", type=int, default=240)
    wanted = parser.parse_args()
    write_library(wanted.folder, wanted.sessions)
    print(f"{wanted.sessions} sessions, about {pages_of(wanted.sessions)} pages")
