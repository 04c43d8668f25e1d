"""The small curriculum, with every kind of place in it that can name something else."""

from __future__ import annotations

from pathlib import Path

from builder.load.library import load_library
from tests.project import edit
from tests.trees import a_tree

MODULES = "curriculum/modules"
PLAN = f"{MODULES}/sleep/same-time-up/my-rising-plan"

NIGHTS = """\
---
title: 'Nights' # kept as it is
population: depression
enrolment: gates
gates: [2, anger]   # a week, and a module
standards:
  - made-up-education: [1, 2]
shapes:
  short: {start: "18:00", parts: [session]}
  two: {start: "18:00", parts: [session, session]}
streams:
  mood: {title: Mood, population: depression}
  use: {title: Use, population: substance-use}
stages:
  - {title: First, days: 1, weeks: 1, standards: [made-up-education]}
schedule:
  - theme: Beginning
    wed: {shape: two, sessions: ["sleep/same-time-up", {again: 'sleep/same-time-up'}]}
  - theme: Apart
    wed: [{mood: anger/first-heat, use: {again: sleep/same-time-up}}]
  - theme: Open
    wed: [open]
---

Bring [your plan](sleep/same-time-up/my-rising-plan), and read about [one time][^no].
"""

REQUEST = """\
# what the board asked for
refit: nights
weeks: 3
gates: [anger]
enrolment: gates
standards: [made-up-education]
pins: [{session: sleep/same-time-up, week: 1, day: wed}]
exclude: [sleep/bed-is-for-sleep]
exclude_modules: [sleep]
emphasis: {anger: 3}
"""

SYNONYMS = """\
synonyms:
  - {words: [oversleep], pages: [sleep/same-time-up, sleep/same-time-up/my-rising-plan]}
"""

CARDS = """\
---
title: Hours
kind: cards
cut: 8
---

## Seven

See [the plan](sleep/same-time-up/my-rising-plan).

- {{passage pills}}
"""


def a_tree_that_names_everything(folder: Path) -> Path:
    root = a_tree(folder)
    for file, old, new in EDITS:
        edit(root / file, old, new)
    files = {
        "curriculum/tracks/nights.md": NIGHTS.replace("[one time][^no]", "one time"),
        "curriculum/groups/nights-b.yml": 'track: "nights"\ntitle: Nights B\nstart: 2027-01-06\n',
        "curriculum/synonyms.yml": SYNONYMS,
        "requests/longer.yml": REQUEST,
        "requests/notes.yml": "this is: no request\n",
        f"{MODULES}/sleep/bed-is-for-sleep/hours.md": CARDS,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    english = (root / f"{PLAN}.md").read_text(encoding="utf-8")
    (root / f"{PLAN}.es.md").write_text(english.replace("{{passage pills}}\n", ""), encoding="utf-8")
    library = load_library(root)
    (handout,) = library.sessions["sleep/same-time-up"].handouts
    edit(root / f"{PLAN}.es.md", "kind: plan", f"kind: plan\ntranslation: {{of: {handout.source.digest}}}")
    sign(root, "sleep/same-time-up")
    return root


def sign(root: Path, identity: str) -> None:
    """Sign a session and its Spanish edition off."""
    session = load_library(root).sessions[identity]
    editions = "".join(f", editions: {{{language}: {digest}}}" for language, digest in session.edition_digests.items())
    review = "status: approved, by: A. Reader, credential: LCSW, on: 2026-11-01, due: 2027-11-01"
    edit(root / session.source.file, "{status: draft}", f"{{{review}, digest: {session.source.digest}{editions}}}")


EDITS = (
    ("curriculum/program.yml", "    topics: [sleep, routine]", "    safety: [ sleep/same-time-up ]\n    first_day: [{handout: anger/first-heat/my-heat-card, words: Look at it., with_staff: Ask.}]\n    topics: [sleep, routine]"),
    ("curriculum/program.yml", "modules: [sleep, anger]", "every_guide: [pills]\nopening_rules:\n  - {session: sleep/same-time-up, place: first-week}\n  - session: anger/first-heat\n    only_after:\n      # a night first\n      - sleep/same-time-up\nmodules: [sleep, anger]"),
    ("curriculum/program.yml", "  2. Ask plainly about suicide.", "  2. Ask plainly about suicide, as in [the plan](sleep/same-time-up/my-rising-plan).\n\n  {{passage pills}}\n"),
    ("curriculum/passages/pills.md", "covers:", "taught_in: [sleep/same-time-up]\ncovers:"),
    ("curriculum/passages/pills.md", "how to do that safely", "how to [do that safely](sleep/same-time-up)"),
    (f"{MODULES}/anger/first-heat/session.md", "newcomers:", 'requires: [sleep/same-time-up]\nbuilds_on: ["sleep/bed-is-for-sleep"]\nhandouts:\n  - sleep/same-time-up/my-rising-plan\nnewcomers:'),
    (f"{MODULES}/anger/first-heat/session.md", "Tape a line on the floor", "Read [one\ntime](sleep/same-time-up), then [again](<sleep/same-time-up>). Tape a line on the floor"),
    (f"{MODULES}/anger/first-heat/my-heat-card.md", "## My signs", "| what | where |\n| --- | --- |\n| sleep \\| rest | [a plan](sleep/same-time-up/my-rising-plan) and [nights](sleep/bed-is-for-sleep) |\n\n{{passage pills}}\n\n## My signs"),
    (f"{MODULES}/sleep/module.md", "Two sessions take on", "[Two sessions](sleep/bed-is-for-sleep) take on"),
)  # fmt: skip
