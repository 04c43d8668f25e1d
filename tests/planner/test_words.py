"""What the planner does with words: the same in both Pythons."""

from __future__ import annotations

import ast
import sys

import pytest

from builder.planner.closed import read_closed
from builder.planner.introduction import untrue_claims
from builder.planner.words import SPACES, stripped
from tests.planner.factories import a_catalogue, a_track
from tests.project import ROOT

PLANNER = ROOT / "builder" / "planner"
UNLIKE = {
    "casefold", "capitalize", "isalnum", "isascii", "isdecimal", "isdigit", "isidentifier", "isnumeric", "isprintable", "istitle", "ljust", "removeprefix",
    "removesuffix", "rjust", "splitlines", "swapcase", "title", "translate", "zfill",
}  # fmt: skip
"""Methods of texts that MicroPython lacks, or that look at ASCII alone there."""


def test_every_space_that_a_text_may_end_with_is_taken_off() -> None:
    spaces = "".join(chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace())
    assert set(SPACES) == set(spaces)
    assert stripped(f"{spaces}a{spaces}b{spaces}") == f"a{spaces}b"
    assert [stripped(spaces), stripped("")] == ["", ""]


@pytest.mark.parametrize("word", ["MENÜ", "À", "CONSTITUCIÓ", "！", "ř"])
def test_a_letter_beside_a_mark_stays_whole(word: str) -> None:
    assert stripped(f"“{word}”–", "“”’–—") == word


def test_the_planner_asks_of_texts_only_what_both_pythons_do_alike() -> None:
    calls = [
        (path.name, node.lineno, node.func.attr, node.args)
        for path in sorted(PLANNER.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    assert len(calls) > 500
    assert [call[:3] for call in calls if call[2] in UNLIKE] == []
    cuts = [call for call in calls if call[2] in ("strip", "lstrip", "rstrip")]
    assert len(cuts) > 10
    loose = [call[:2] for call in cuts if not call[3] or (isinstance(call[3][0], ast.Constant) and not str(call[3][0].value).isascii())]
    assert loose == []


def test_no_break_spaces_part_words_too() -> None:
    track = a_track({"mon": ["a/1"]})
    assert untrue_claims(a_catalogue("a/1"), track, "It runs for 9\xa0weeks, “À” and MENÜ.")[0]["message"].startswith("it says 9 weeks")


def test_the_reason_of_a_closed_day_may_end_in_any_letter() -> None:
    closed, _ = read_closed("2027-03-15 – CONSTITUCIÓ\n2027-03-16 À —")
    assert [one["reason"] for one in closed] == ["CONSTITUCIÓ", "À"]
