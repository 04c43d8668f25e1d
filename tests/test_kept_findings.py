"""What is kept of earlier looks says exactly what a look at everything says, after every kind of edit, over every rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from builder.check import rules
from builder.check.kept import Looks
from builder.check.rules import check_library
from builder.finding import Finding
from builder.load.library import load_library
from builder.model.library import Library
from builder.store import Store
from tests.project import TODAY, a_project, edit

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


def here(function: Callable[[Any], Any], parts: Sequence[Any], *, meanwhile: Callable[[], object]) -> list[Any]:
    """Looks at every part in this process."""
    meanwhile()
    return [function(part) for part in parts]


def kept(root: Path) -> tuple[Finding, ...]:
    """The findings as a build has them, from what is kept and what is new."""
    looks = Looks(Store(root / "build"), here)
    found = check_library(load_library(root), TODAY, looks)
    looks.save()
    return found


def whole(root: Path) -> tuple[Finding, ...]:
    return check_library(load_library(root), TODAY)


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
    """The rule reads what no key of a session holds: every file's exact words."""

    def nothing_is_edited(library: Library) -> Iterator[Finding]:
        sources = [
            library.sources.source,
            library.people.source if library.people else None,
            *(t for s in library.sessions.values() for t in s.texts),
        ]
        for source in filter(None, sources):
            if "Edited." in (root / source.file).read_text(encoding="utf-8"):
                yield Finding(source.line(1), "guide-length", source.file, "a test")

    root = a_project(tmp_path)
    kept(root)
    monkeypatch.setattr(rules, "RULES", (*rules.RULES, nothing_is_edited))
    path = (root / SLEEP / edited).resolve()
    path.write_text(path.read_text(encoding="utf-8") + ("\n\nEdited.\n" if edited.endswith("md") else "\n# Edited.\n"), encoding="utf-8")
    assert [finding.message for finding in kept(root) if finding.hint == "a test"] == [path.relative_to(root.resolve()).as_posix()]
    assert kept(root) == whole(root)
