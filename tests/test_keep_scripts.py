"""What someone wrote, without a page: how it fits a box, and a file that is read back as text alone."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from tests.project import ROOT
from tests.scripts import in_node, with_node

pytestmark = with_node

PARTICIPANTS = ROOT / "templates/assets-participants/js"
FIT = str(PARTICIPANTS / "pdf/fit.js")
WIDE = "(words, size) => [...words].length * size * 0.5"


def saved(expression: str, given: Any = None) -> Any:
    program = (
        f"{(PARTICIPANTS / 'saved.js').read_text(encoding='utf-8')}\nconst given = {json.dumps(given)};\nconsole.log(JSON.stringify({expression}));"
    )
    done = subprocess.run(["node", "-e", program], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


PAGE = {
    "page": "cbt/a/b",
    "title": "My <b>map</b>",
    "tab": "Handout",
    "language": "en",
    "answers": [
        {"name": "first", "label": "First & last", "value": 'Gọi mẹ </script><script>alert(1)</script>\n"x"'},
        {"name": "done", "label": "Done", "value": True},
    ],
}


def test_what_was_saved_comes_back_letter_by_letter() -> None:
    assert saved("gwSaved.read(gwSaved.write(given, 'about'))", PAGE) == {key: PAGE[key] for key in ("page", "title", "answers")}


def test_nothing_that_someone_wrote_is_markup_in_the_file() -> None:
    text = saved("gwSaved.write(given, 'about')", PAGE)
    assert text.count("<script") == 1
    assert "<b>map" not in text
    assert "<title>Handout</title>" in text


@pytest.mark.parametrize("text", [
    "", "hello", "<html></html>",
    '<script type="application/json" id="groupwork-answers">{not json</script>',
    '<script type="application/json" id="groupwork-answers">null</script>',
    '<script type="application/json" id="groupwork-answers">{"format": "other", "version": 1, "page": "a", "title": "b", "answers": []}</script>',
    '<script type="application/json" id="groupwork-answers">{"format": "groupwork-answers", "version": 1, "page": 7, "title": "b", "answers": []}</script>',
])  # fmt: skip
def test_a_file_that_is_none_of_ours_is_refused(text: str) -> None:
    assert saved("gwSaved.read(given)", text) is None


def test_a_file_that_is_far_too_large_is_refused() -> None:
    assert saved("gwSaved.read(gwSaved.write(given, 'x'.repeat(1000000)))", PAGE) is None


def test_an_answer_that_is_no_text_is_left_out() -> None:
    answers = [
        {"name": "a", "label": "A", "value": {"x": 1}},
        {"name": "b", "label": "B", "value": "y" * 20_001},
        None,
        {"name": "c", "label": "C", "value": "3"},
    ]
    text = f'<script type="application/json" id="groupwork-answers">{json.dumps({"format": "groupwork-answers", "version": 1, "page": "p", "title": "t", "answers": answers})}</script>'
    assert [one["name"] for one in saved("gwSaved.read(given)", text)["answers"]] == ["c"]


def test_a_file_is_called_what_the_tab_is_called() -> None:
    assert saved("given.map(gwSaved.fileName)", ["Thought log", "Mi plan: ¿qué hago?", "../..", "Мой план"]) == [
        "thought-log",
        "mi-plan-qué-hago",
        "page",
        "мой-план",
    ]


@pytest.mark.parametrize("text", ["", "one", "a few words that go on and on", "x" * 300, "one\n\ntwo  three\n", "Ж" * 50 + " ế" * 40, "😀" * 30])
def test_lines_hold_every_letter_and_none_is_too_wide(text: str) -> None:
    lines = in_node(FIT, f"m.wrapped(given, 60, (words) => ({WIDE})(words, 10))", text)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) <= 12 for line in lines)


def test_letters_shrink_until_an_answer_fits_and_it_is_said_when_none_do() -> None:
    fitted = f"given.map(([text, height]) => m.fitted(text, {{ width: 200, height }}, 12, {WIDE}))"
    short, middle, long = in_node(FIT, fitted, [["a word", 20], ["some words " * 10, 60], ["some words " * 100, 60]])
    assert (short["size"], short["isLong"], len(short["lines"])) == (12, False, 1)
    assert 6 <= middle["size"] < 12
    assert not middle["isLong"]
    assert (long["size"], long["isLong"]) == (6, True)
