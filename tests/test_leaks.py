"""The build stops at whatever staff text comes into participants' files, wherever in them it stands; all seeds run in `make trust`."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from unittest.mock import Mock

import pytest

from builder.pipeline import build
from builder.site.last_look import Facts
from builder.site.leaks import _copied
from builder.site.public_words import PublicWords
from builder.site.read_texts import all_read
from builder.site.record import Entry, is_public, read_record
from builder.site.words import LISTED, SHOWN, coded
from builder.text.dialect import parse
from builder.work.store import Store
from tests.leaking import Leak, a_leaky_tree, built, said_of, some
from tests.leaks_by_edits import made_by_edits
from tests.leaks_in_files import PAGE, finished_leaks, in_page
from tests.leaks_of_an_attacker import attacks
from tests.odd_writing import write_oddly
from tests.project import ROOT, TODAY, a_project, edit

pytestmark = pytest.mark.slow

EVERY = (*finished_leaks(), *attacks(), *made_by_edits())
CHOSEN = some([leak for leak in EVERY if leak.container != "template of paper"], seed=20261130)
"""Paper that is set anew takes too long here."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("leaks"))


def test_there_are_leaks_of_every_container_and_enough_of_them() -> None:
    counted = Counter(leak.container for leak in EVERY)
    assert len({leak.name for leak in EVERY}) == counted.total() >= 200
    assert len(CHOSEN) == 25
    assert {leak.container for leak in CHOSEN} == counted.keys() - {"template of paper"}


@pytest.mark.parametrize("leak", CHOSEN, ids=lambda leak: leak.name)
def test_a_leak_stops_the_build(root: Path, leak: Leak) -> None:
    assert said_of(root, leak)


def test_what_has_no_leak_is_published_and_every_file_of_it_was_looked_at(root: Path) -> None:
    build(root, TODAY)
    looked = {path: entry.facts for path, entry in read_record(Store(root / "build" / "cache")).files.items() if is_public(path)}
    standing = {path.relative_to(root / "site").as_posix() for path in (root / "site").rglob("*") if path.is_file()}
    assert looked.keys() == {path for path in standing if is_public(path)}
    assert [path for path, facts in looked.items() if facts.unreadable] == []
    assert [path for path, facts in looked.items() if not facts.texts and Path(path).suffix not in (".woff2", ".png", ".gz")] == []  # .gz: numbers
    assert sum(len(facts.texts) for facts in looked.values()) > 5000


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 4))
def test_nothing_that_authors_write_for_participants_is_taken_for_a_leak(tmp_path: Path, seed: int) -> None:
    root = a_leaky_tree(tmp_path)
    assert write_oddly(root, seed) > 20
    assert build(root, TODAY).pages["participants"] > 20


KETTLE = "A blue kettle sings for whoever is up at dawn."


@pytest.mark.long
def test_what_was_passed_over_is_looked_at_by_todays_words_before_it_counts(tmp_path: Path) -> None:
    """A sentence becomes the staff's; the build of pages alone leaves a Word file as it stood, which has it. That says nothing of a page that has it now."""
    root = built(tmp_path)
    folder = root / "curriculum/modules/sleep/same-time-up"
    before = (folder / "my-rising-plan.md").read_text(encoding="utf-8")
    (folder / "my-rising-plan.md").write_text(f"{before}\n{KETTLE}\n", encoding="utf-8")
    build(root, TODAY)
    (folder / "my-rising-plan.md").write_text(before, encoding="utf-8")
    edit(folder / "session.md", "## Check-in", f"{KETTLE}\n\n## Check-in")
    build(root, TODAY, pages_only=True)
    build(root, TODAY, pages_only=True)
    assert said_of(root, Leak("a sentence of before", "HTML", partial(in_page, f"<p>{KETTLE}</p>", PAGE), ("kettle",)))


ODD = """
## Sight/Sound/Touch

Read [la guía](https://es.wikipedia.org/wiki/Depresión), [a leaflet](https://example.org/docs/Grounding%20Leaflet%20Launch.pdf) or the [sheet](sleep/same-time-up)s of [JavaScript](https://example.org/Encrypt/Sound)s.

[____ Smell/Sound/Movie that helps]

See [NAMI](https://www.nami.org) or [AA](https://www.aa.org), or **[both](https://www.both.org)**. Rising helps [@morin-2006].

| Whom | Where |
| --- | --- |
| [NAMI](https://www.nami.org) or [AA](https://www.aa.org) | any day |

## What I do on a morning when I can't get up, when the night was short, when nobody waits for me, when the room is cold and the light is grey, and when everything that I have planned for this day looks as if it were somebody else's plan

He wrote "src=//x" and 'href=plan' on paper at 12:30, 5 5 5 in all, on March 3, and called it <3.
"""
"""What looks like a part of a PDF, a link, an address or a number, and is an author's word."""


@pytest.mark.parametrize("under", ["", "harbor/", "day-staff/", "new-participants/"])
def test_what_both_sites_of_a_place_print_is_shared_and_what_staff_alone_print_is_not(under: str) -> None:
    printed = {
        "staff/plan.pdf": "both",
        "participants/plan.pdf": "both",
        "staff/manual.pdf": "staff",
        "participants/other.pdf": "staff",
        "staff/also.pdf": "both",
    }
    fresh = Mock(entries={f"{under}{path}": Entry((0, 0), key, Facts()) for path, key in printed.items()})
    public = {path: entry for path, entry in fresh.entries.items() if is_public(path)}
    assert len(public) == 2
    assert [problem.file for problem in _copied(fresh, public)] == [f"{under}participants/other.pdf"]


LONG = (
    "Nobody has to be early, and whoever comes late finds a chair near the door, a cup of something warm, and people who were late themselves once; "
)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Call the quiet house at night on +33 6 12 34 56 78 before you sleep.",
        "See https://example.org/a%20plan and call the quiet house at night on +33 6 12 34 56 78 before you sleep.",
        f"{LONG}{LONG}we begin on March 3 in the old room, then Tues, Sept 3 and Saturday, December 24, 2026 by the river.",
    ],
    ids=["a number", "beside an address", "dates"],
)
def test_a_number_or_date_that_paper_breaks_is_known(paragraph: str) -> None:
    words = PublicWords()
    words.add([paragraph])
    broken = [f"{paragraph[:place]}\n{paragraph[place + 1 :]}" for place, sign in enumerate(paragraph) if sign == " "]
    assert len(broken) >= 15
    assert [text for text in broken if [*words.unknown(coded(text, SHOWN))]] == []
    alphabet = " ".join(sorted(re.findall("[a-z]+", paragraph.lower())))
    assert [*words.unknown(coded(alphabet, LISTED))] == []


@pytest.mark.parametrize(
    "table", ["2019 | 120 | 140\n2020 | 121 | 141\n2021 | 122 | 142\n2022 | 123 | 143", "08-10 | 10-12\n09-11 | 13-15\n08-12 | 14-16"]
)
def test_each_line_of_a_table_of_numbers_is_known(table: str) -> None:
    rows = table.split("\n")
    head = " | ".join("abc"[: len(rows[0].split("|"))])
    words = PublicWords()
    words.add(
        all_read(parse("\n".join((f"| {head} |", "| " + "--- | " * len(head.split("|")), *(f"| {row} |" for row in rows))), "x.md").document.blocks)
    )
    assert [row for row in rows if [*words.unknown(coded(row.replace(" |", ""), SHOWN))]] == []


@pytest.mark.parametrize(
    ("staff", "public", "held"),
    [
        ("staff.groups.example", ["https://groups.example/"], True),
        ("groups.example/staff", ["https://groups.example/"], True),
        ("groups.example/staff", ["https://groups.example/", "https://groups.example/staff-skills/plan/index.html"], False),
        ("staff.groups.example", ["https://groups.example/", "Write to staff@groups.example"], False),
        ("groups.example", ["https://groups.example/participants/", "hello@groups.example"], False),
    ],
)
def test_the_staffs_address_is_withheld_unless_something_public_is_called_so(staff: str, public: list[str], held: bool) -> None:
    words = PublicWords()
    words.add(public)
    words.add_names(["staff", "groups.example", "https"])
    words.withhold([staff], words.runs)
    assert bool([*words.unknown(coded(f"https://{staff}/", SHOWN))]) is held
    assert [text for text in public if [*words.unknown(coded(text, SHOWN))]] == []


def test_the_key_of_the_words_is_the_same_in_every_process() -> None:
    code = "from builder.site.leaks import Wording; from builder.site.public_words import PublicWords, StaffWords; words = PublicWords(); words.add(['A plan for the night']); words.withhold(['staff.groups.example'], set()); print(Wording(words, words, StaffWords(), list).key)"
    said = {subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout for _ in range(2)}
    assert len(said) == 1


@pytest.mark.long
def test_what_systems_and_editors_leave_among_templates_and_texts_over_lines_stop_no_build(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    for folder in ("theme", "pages/participants", "pages/shared", "print"):
        for name in (".DS_Store", "._help.html", "Thumbs.db", ".help.html.swp"):
            (root / "templates" / folder / name).write_bytes(b"\x00\xff\xfe")
    edit(root / "templates/pages/participants/help.html", "{%", '{{ "Two\nlines, and l\u00e9ttres" }}\n{%')
    assert build(root, TODAY, pages_only=True).pages["participants"] > 5


def test_words_that_look_like_code_are_words(tmp_path: Path) -> None:
    root = a_leaky_tree(tmp_path)
    page = root / "curriculum/modules/sleep/same-time-up/my-rising-plan.md"
    page.write_text(page.read_text(encoding="utf-8") + ODD, encoding="utf-8")
    edit(page.with_name("session.md"), "summary: ", "summary: Write the href=plan mark. ")
    nights = "".join(f"\nCall the quiet house{' at night' * count} on +33 6 12 34 56 78 before you sleep.\n" for count in range(1, 9))
    page.write_text(page.read_text(encoding="utf-8") + nights, encoding="utf-8")
    program = root / "curriculum/program.yml"
    edit(program, "phone: 555-0100", "phone: 020 7946 0958 ext. 12")
    line = "  - {name: A line, about: For whoever reads it., language: uk, ways: [{label: Call it, href: 'tel:555-010-0199', language: sw}], source: 'https://example.org/line', verified_on: 2026-11-01}\n"
    edit(program, "crisis_lines:\n", f"crisis_lines:\n{line}")
    assert build(root, TODAY).pages["participants"] > 20
