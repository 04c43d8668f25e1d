"""Whatever is not marked public in the schema is staff's: in the leak scan, in the word list, in the planted-marker test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from pydantic import Field

from builder.check import language
from builder.finding import Finding
from builder.load.library import load_library
from builder.model.base import PUBLIC, Authored, Source, Text
from builder.model.fields import free_texts, placed_texts, texts_of
from builder.model.library import Goals
from builder.model.passage import PassageMeta
from builder.model.program import GivenOut, ProgramMeta
from builder.model.session import HandoutMeta, SessionMeta
from builder.site.audiences import plain_words, public_texts_around
from tests.one_rule import found_by
from tests.project import TODAY, a_project, edit, private_sentences
from tests.trees import SMALL


class Inner(Authored):
    words: Text = Field(json_schema_extra=PUBLIC)
    hint: Text


class Outer(Authored):
    title: Text = Field(json_schema_extra=PUBLIC)
    secret: Text
    secrets: tuple[Text, ...] = ()
    inner: tuple[Inner, ...] = ()
    count: int = 0


def test_a_field_is_staffs_until_it_is_marked_public_wherever_it_stands() -> None:
    data = Outer.model_validate({"title": "a", "secret": "b", "secrets": ["c", "d"], "inner": [{"words": "e", "hint": "f"}], "count": 3})
    assert list(texts_of(data, public=True)) == ["a", "e"]
    assert list(texts_of(data, public=False)) == ["b", "c", "d", "f"]
    assert {path for path, _, _ in placed_texts(data)} >= {("secrets", 1), ("inner", 0, "hint")}


def test_the_public_fields_of_a_session_are_three() -> None:
    assert {name for name, public in free_texts(SessionMeta).items() if public} == {"title", "summary", "home_practice"}
    assert all(free_texts(HandoutMeta).values())
    assert not any(free_texts(PassageMeta).values())
    assert free_texts(GivenOut) == {"words": True, "with_staff": False}
    assert free_texts(ProgramMeta)["risk_protocol"] is False


STAFF = (
    (
        "modules/sleep/same-time-up/session.md",
        "objectives:\n  - ",
        "objectives:\n  - Say in front of everyone what you would never say at home and why. ",
    ),
    ("program.yml", "    with_staff: ", "    with_staff: Say in front of everyone what you would never say at home and why. "),
    ("program.yml", "risk_protocol: |\n", "risk_protocol: |\n  Say in front of everyone what you would never say at home and why.\n\n"),
    ("program.yml", "leading:\n  check-in:\n", "leading:\n  check-in:\n    - Say in front of everyone what you would never say at home and why.\n"),
    ("passages/pills.md", "## Staff\n", "## Staff\n\nSay in front of everyone what you would never say at home and why.\n"),
)
SENTENCE = "say in front of everyone what you would never say at home and why"


@pytest.mark.parametrize(("file", "before", "after"), STAFF)
def test_every_staff_text_is_looked_for_in_what_participants_get(tmp_path: Path, file: str, before: str, after: str) -> None:
    root = a_project(tmp_path)
    edit(root / "curriculum" / file, before, after)
    assert SENTENCE in private_sentences(load_library(root))


def test_titles_in_a_row_are_no_secret_and_a_word_more_is_one(tmp_path: Path) -> None:
    """A module lists sessions for staff in the order that a page of a topic lists them for participants."""
    root = a_project(tmp_path)
    titles = [session.meta.title for session in load_library(root).sessions.values()]
    row = " ".join(f"{title}," for title in titles * 8)
    module = next((root / "curriculum" / "modules").glob("*/module.md"))
    module.write_text(f"{module.read_text(encoding='utf-8')}\n{row}\n\n{row} never.\n", encoding="utf-8")
    found = [sentence for sentence in private_sentences(load_library(root)) if sentence.count(titles[0].lower()) == 8]
    assert [sentence.split()[-1] for sentence in found] == ["never"]


def test_the_words_of_the_first_day_are_public_and_what_staff_do_then_is_not() -> None:
    library = load_library(SMALL)
    assert "you pick one hour together" in plain_words(
        " ".join(public_texts_around(library.goals, library.bare_modules, library.tracks, library.groups))
    )
    assert any("the nurse sees them today" in sentence for sentence in private_sentences(library))


def test_the_word_list_reads_every_free_text_of_every_file(monkeypatch: pytest.MonkeyPatch) -> None:
    read: set[tuple[str, str]] = set()

    def noted(pages: Iterable[tuple[Source, Authored]], goals: Goals) -> Iterator[Finding]:
        read.update((source.file.split("/")[1], str(path[0])) for source, meta in pages for path, _, _ in placed_texts(meta))
        return iter(())

    monkeypatch.setattr(language, "_avoided", noted)
    for rule in (language.words_to_avoid, language.words_to_avoid_around):
        list(found_by(rule, load_library(SMALL), TODAY))
    assert read >= {
        ("program.yml", "first_day"),
        ("program.yml", "crisis_lines"),
        ("passages", "title"),
        ("modules", "objectives"),
        ("tracks", "schedule"),
    }
