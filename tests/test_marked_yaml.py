"""YAML as authors meet it: no surprises, and every problem at its line and column in plain words."""

from __future__ import annotations

import contextlib
import datetime
import random
import re
from typing import Any

import pytest

from builder.finding import CurriculumError, Finding, Place
from builder.text import marked_yaml
from builder.text.marked_yaml import read_yaml
from tests.project import ROOT


def data_of(text: str) -> Any:
    return read_yaml(text, "file.yml").data


def findings_in(text: str, first_line: int = 1) -> list[Finding]:
    with pytest.raises(CurriculumError) as raised:
        read_yaml(text, "file.yml", first_line)
    return list(raised.value.findings)


@pytest.mark.parametrize(
    "typed",
    ["no", "yes", "on", "off", "y", "No", "True", "NULL", "12:30", "9:05:30", "010", "0o10", "0x1F", "1e3", "1_000", "1.5", ".inf", "+1", "--"],
)
def test_a_surprise_of_yaml_stays_the_text_that_was_typed(typed: str) -> None:
    assert data_of(f"key: {typed}") == {"key": typed}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-7", -7),
        ("60", 60),
        ("2026-11-21", datetime.date(2026, 11, 21)),
        ("2026-13-45", "2026-13-45"),
        ("'60'", "60"),
        ('"true"', "true"),
        ("9" * 5000, "9" * 5000),
        ("🙂 שלום", "🙂 שלום"),
    ],
)
def test_whole_numbers_dates_and_truth_are_read(typed: str, value: object) -> None:
    assert data_of(f"key: {typed}") == {"key": value}


@pytest.mark.parametrize("typed", ["no", "on", "12:30", "010", "2026-11-21", "60"])
def test_a_key_is_always_text(typed: str) -> None:
    assert list(data_of(f"{typed}: x")) == [typed]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a note\n"])
def test_an_empty_file_is_nothing_and_has_a_place(text: str) -> None:
    marked = read_yaml(text, "file.yml")
    assert marked.data is None
    assert marked.place("title") == Place("file.yml", 1, 1)


def test_every_value_and_key_knows_its_line_and_column() -> None:
    marked = read_yaml("title: Worry\nweeks:\n  - {theme: One, mon: [a, b]}\n", "file.yml", first_line=2)
    assert marked.place("title") == Place("file.yml", 2, 8)
    assert marked.place("weeks", 0, "mon", 1) == Place("file.yml", 4, 27)
    assert marked.key_place("weeks", 0, "mon") == Place("file.yml", 4, 18)


def test_what_was_not_written_has_the_place_of_what_is_around_it() -> None:
    marked = read_yaml("review:\n  status: draft\n", "file.yml")
    assert marked.place("review", "digest") == Place("file.yml", 2, 3)
    assert marked.key_place("review", "digest") == Place("file.yml", 2, 3)


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "words"),
    [
        ("a: 1\nb: 2\na: 3", "yaml-duplicate-key", 3, 1, "'a' stands here for the second time; the first is on line 1"),
        ("a: {b: 1, b: 2}", "yaml-duplicate-key", 1, 11, "'b'"),
        ("a: &mark x", "yaml-feature", 1, 4, "the anchor &mark"),
        ("a: &a [*a]", "yaml-feature", 1, 8, "*a repeats a value"),
        ("a: !!str 5", "yaml-feature", 1, 4, "the tag !!str"),
        ("a: !secret x", "yaml-feature", 1, 4, "the tag !secret"),
        ("a:\n  <<: {b: 1}", "yaml-feature", 2, 3, "merge keys"),
        ("? [a]\n: b", "yaml-feature", 1, 3, "a key must be a plain word"),
        ("title: Worry: act or park", "yaml-syntax", 1, 13, "a second ': ' stands in this line"),
        ("title Worry\nminutes: 60", "yaml-syntax", 2, 1, "does not fit the one above it"),
        ("title: Worry\n  minutes: 60", "yaml-syntax", 2, 3, "does not fit the one above it"),
        ('a: 1\ntitle: "Worry\nminutes: 60\n', "yaml-syntax", 2, 8, "a quotation mark opens here and never closes"),
        ("title: 'Don't'", "yaml-syntax", 1, 13, "does not belong to what stands before it"),
        ('title: "Worry" act', "yaml-syntax", 1, 16, "does not belong to what stands before it"),
        ("topics: [a, b\nminutes: 60", "yaml-syntax", 1, 9, "the list in [ ] is not closed"),
        ("topics: [a,, b]", "yaml-syntax", 1, 12, "stop here half-way"),
        ("a: {b: c", "yaml-syntax", 1, 9, "the keys in { } are not closed"),
        ("a:\n\tb: c", "yaml-syntax", 2, 1, "a tab stands here"),
        ("a: @home", "yaml-syntax", 1, 4, "cannot begin with this character"),
        ("a: *strong* words", "yaml-syntax", 1, 4, "cannot begin with *"),
        ("a: & more", "yaml-syntax", 1, 4, "cannot begin with &"),
        ("a: > 5 people", "yaml-syntax", 1, 4, "goes on in the next line"),
        ('a: "C:\\docs"', "yaml-syntax", 1, 8, "a backslash cannot stand here"),
        ("a: 1\n---\nb: 2", "yaml-syntax", 2, 1, "a second set of data"),
        ("a: - b", "yaml-syntax", 1, 4, "a list cannot begin in the line of its key"),
        ("a:\n  - b: 1\n   c: 2", "yaml-syntax", 3, 4, "further to the right"),
        ("title: Group #3 meets", "yaml-syntax", 1, 14, "what follows this # is taken for a note"),
        ("a: x\u2028y", "yaml-syntax", 1, 5, "an invisible line break"),
        ("a: 1\nb: x\x07y", "yaml-syntax", 2, 5, "an invisible control character"),
        ("a: " + "[" * 500, "yaml-syntax", 1, 53, "too many lists"),
    ],
)
def test_a_mistake_is_a_finding_at_its_place(text: str, code: str, line: int, column: int, words: str) -> None:
    found = [(finding.code, finding.place, finding.message) for finding in findings_in(text)]
    assert (code, Place("file.yml", line, column)) in [entry[:2] for entry in found]
    assert words in " ".join(entry[2] for entry in found)


def test_an_anchor_and_its_alias_are_both_reported() -> None:
    assert [finding.place.line for finding in findings_in("a: &t x\nb: *t")] == [1, 2]


def test_every_repeated_key_is_reported_at_once() -> None:
    assert [finding.place.line for finding in findings_in("a: 1\na: 2\nb: {c: 1, c: 2}\n", first_line=2)] == [3, 4]


@pytest.mark.parametrize("text", ["a: b # a note", "a: 'x' #3", "a: |\n  x #3", "a: b#3", "a: [x, y]   # a note"])
def test_a_note_after_a_value_is_just_a_note(text: str) -> None:
    assert list(data_of(text)) == ["a"]


@pytest.mark.parametrize(
    "text", ["%", "a: !<x", "a: !foo!bar x", "...\na: b", "]", "}", ",", "- a\nb: c", "a: [x]]", ": x", "-", "? a", "a: |9x\n b", 'a: "\\x"', "\\"]
)
def test_no_text_makes_a_traceback(text: str) -> None:
    with contextlib.suppress(CurriculumError):
        read_yaml(text, "file.yml")


def _read(text: str) -> object:
    try:
        return read_yaml(text, "file.yml")
    except CurriculumError as error:
        return error.findings


def test_a_slip_that_makes_a_tag_of_a_word_in_a_list_is_told_with_the_words_of_the_careful_parser() -> None:
    assert [finding.message for finding in findings_in("topics: [anx!iety, !iety, b]")] == ["the tag !iety, is not used here"]


@pytest.mark.parametrize("seed", range(8))
def test_both_parsers_read_a_slip_of_the_hand_alike(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Front matter of this curriculum with a few characters put in or taken out: libyaml may be quicker, and must not be told apart by it."""
    chance = random.Random(seed)
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "curriculum/modules").glob("*/*/*.md"))]
    heads = [text.split("---\n")[1] for text in texts if text.startswith("---\n")]
    slips = [*":-#[]{}'\"|>*!%@`, \n\\", "é", "\u2028", "\x07", "---\n", "- ", ": ", " #", "<<: *a", "!!str ", "\t", "?", "&a "]
    texts = []
    for _ in range(25):
        text = chance.choice(heads)
        for _ in range(chance.randint(0, 2)):
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice(slips) + text[at + chance.choice([0, 0, 1, 3]) :]
        texts.append(text)
    quick = [_read(text) for text in texts]
    monkeypatch.setattr(marked_yaml, "_TOLD_APART", re.compile(""))
    assert quick == [_read(text) for text in texts]
