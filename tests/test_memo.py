"""What is kept of earlier work says exactly what doing it all again says: after every kind of edit, over every rule."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from builder.check import rules
from builder.check.references import reference_findings
from builder.check.rules import check_library
from builder.finding import Finding
from builder.load.library import load_library
from builder.model.library import Goals
from builder.model.session import Session
from builder.work.digest import digest_of
from builder.work.memo import Memo
from builder.work.store import Store
from tests.one_rule import found_by
from tests.project import ROOT, TODAY, a_project, edit

SLEEP, ANGER = "curriculum/modules/sleep", "curriculum/modules/anger"
EDITS = (
    ("a guide", f"{SLEEP}/same-time-up/session.md", "minutes: 60", "minutes: 50"),
    ("a row of danger", f"{ANGER}/first-heat/session.md", "[!] ", ""),
    ("a handout", f"{ANGER}/first-heat/my-heat-card.md", "- [ ] I said it out loud to one person\n", ""),
    ("a sentence of another session", f"{ANGER}/first-heat/my-heat-card.md", "Anger climbs", "You can choose when you get up. Anger climbs"),
    ("a kind of source", "curriculum/sources.yml", "  unseen: Test data, no page was looked up\n", ""),
    ("a word to avoid", "curriculum/language.yml", "words:\n", "words:\n  - avoid: [mornings]\n    instead: days\n    why: A test.\n"),
    ("a picture", "curriculum/language.yml", "words:\n", "images:\n  - {name: night, words: [\"night*\"]}\nwords:\n"),
    ("a goal", "curriculum/program.yml", "reading: {aim: 6", "reading: {at_least: 2, aim: 6"),
    ("what every guide includes", "curriculum/program.yml", "first_day:\n", "every_guide: [pills]\nfirst_day:\n"),
    ("what a passage covers", "curriculum/passages/pills.md", "covers:\n", "covers:\n  - hot neck\n"),
    ("an age in the cast", "curriculum/people.yml", "name: Lena\n    age: 33", "name: Lin\n    age: 33"),
    ("whose session it is", "curriculum/people.yml", "sessions: [anger/first-heat]", "sessions: [sleep/same-time-up]"),
    ("a module", f"{SLEEP}/module.md", "summary: ", "summary: So "),
    ("a track", "curriculum/tracks/wednesdays.md", "enrolment: rolling", "enrolment: cohort"),
)  # fmt: skip


def kept(root: Path) -> tuple[Finding, ...]:
    """The findings as a build has them, from what is kept and what is new."""
    memo = Memo(Store(root / "build"))
    found = check_library(load_library(root, memo), TODAY, memo)
    memo.save()
    return found


def whole(root: Path) -> tuple[Finding, ...]:
    """The findings of each rule alone over a library that was read anew."""
    library = load_library(root)
    return tuple(sorted((*reference_findings(library), *(found for rule in rules.RULES for found in found_by(rule, library, TODAY)))))


@pytest.mark.long
@pytest.mark.slow
def test_after_every_kind_of_edit_what_is_kept_says_what_a_look_at_everything_says(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    assert kept(root) == whole(root)
    told = 0
    for name, file, before, after in EDITS:
        earlier = whole(root)
        edit(root / file, before, after)
        assert kept(root) == whole(root), name
        told += whole(root) != earlier
    assert told >= 10, "edits that change no finding show nothing"
    assert len(rules.RULES) >= 30


@pytest.mark.parametrize("edited", ["same-time-up/session.md", "../../sources.yml", "../../people.yml"])
def test_a_rule_that_is_appended_as_contributing_says_is_enforced_with_what_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edited: str
) -> None:
    """It tells of every file in which someone wrote 'Edited.', as far as its parameters let it see."""

    def nothing_is_edited(session: Session, goals: Goals) -> Iterator[Finding]:
        for source in (*session.texts, goals.sources.source, *([goals.people.source] if goals.people else [])):
            if "Edited" in source.body or "edited" in source.marks.data:
                yield Finding(source.line(1), "guide-length", source.file, "a test")

    root = a_project(tmp_path)
    kept(root)
    monkeypatch.setattr(rules, "RULES", (*rules.RULES, nothing_is_edited))
    assert not [finding for finding in kept(root) if finding.hint == "a test"]
    path = (root / SLEEP / edited).resolve()
    added = {"md": "\n\nEdited.\n", "sources.yml": EDITED_SOURCE}
    path.write_text(path.read_text(encoding="utf-8") + next((text for end, text in added.items() if path.name.endswith(end)), ""), encoding="utf-8")
    if path.name == "people.yml":
        edit(path, "life: ", "life: Edited; ")
    told = {finding.message for finding in kept(root) if finding.hint == "a test"}
    assert told == ({path.relative_to(root.resolve()).as_posix()} if path.name != "people.yml" else set())
    assert kept(root) == whole(root)


EDITED_SOURCE = """
edited:
  authors: A. Tester
  year: 2026
  title: A test
  publisher: A test
  kind: book
  checked: A test
"""


def test_a_rule_that_asks_for_what_there_is_not_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def strange(weather: object) -> Iterator[Finding]:
        yield from ()

    monkeypatch.setattr(rules, "RULES", (strange,))
    with pytest.raises(KeyError, match="weather"):
        whole(a_project(tmp_path))


# The memo itself


def test_the_same_arguments_are_computed_once_and_others_anew(tmp_path: Path) -> None:
    calls: list[tuple[int, ...]] = []

    def added(*numbers: int) -> int:
        calls.append(numbers)
        return sum(numbers)

    for _ in range(2):
        memo = Memo(Store(tmp_path))
        assert memo.every(added, {"three": (1, 2), "three again": (1, 2), "five": (2, 3)}) == {"three": 3, "three again": 3, "five": 5}
        memo.save()
    assert calls == [(1, 2), (2, 3)]
    assert Memo(Store(tmp_path)).one(added, 2, 1) == 3
    assert calls[2:] == [(2, 1)]


def test_what_is_not_asked_for_any_more_is_let_go(tmp_path: Path) -> None:
    for numbers in ([1, 2], [2]):
        memo = Memo(Store(tmp_path))
        memo.every(abs, {str(number): (number,) for number in numbers})
        memo.save()
    computed: list[Any] = []

    def note(function: Callable[[Any], Any], parts: Sequence[Any], at_once: int = 1) -> list[Any]:
        computed.extend(parts)
        return [function(part) for part in parts]

    Memo(Store(tmp_path)).every(abs, {"1": (1,), "2": (2,)}, note)
    assert computed == [(1,)]


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
def test_a_damaged_store_costs_time_and_nothing_else(tmp_path: Path, damage: bytes | None) -> None:
    memo = Memo(Store(tmp_path))
    memo.one(abs, -1)
    memo.save()
    for path in tmp_path.glob("*/*"):
        path.write_bytes(path.read_bytes()[:-3] if damage is None else damage)
    assert Memo(Store(tmp_path)).one(abs, -1) == 1


def test_equal_values_have_one_digest_in_every_process_and_others_another(tmp_path: Path) -> None:
    root = a_project(tmp_path)
    script = f"from pathlib import Path; from tests.test_memo import digests; print(*digests(Path({str(root)!r})))"
    others = [subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split() for _ in range(2)]
    assert others == [digests(root), digests(root)]
    assert len(set(digests(root))) == len(digests(root)) >= 8


def digests(root: Path) -> list[str]:
    library = load_library(root)
    return [digest_of(one) for one in (*library.sessions.values(), *library.handouts.values(), library.goals, *library.tracks, *library.bare_modules)]
