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


def test_letters_shrink_to_nine_points_and_no_further() -> None:
    fitted = f"given.map(([text, height]) => m.fitted(text, {{ width: 200, height }}, 12, {WIDE}))"
    short, middle, long = in_node(FIT, fitted, [["a word", 20], ["some words " * 8, 38], ["some words " * 100, 60]])
    assert (short["size"], short["isLong"], len(short["lines"])) == (12, False, 1)
    assert (middle["size"], middle["isLong"]) == (10, False)
    assert (long["size"], long["isLong"]) == (9, True)


def test_a_box_that_is_too_low_shows_whole_lines_and_the_last_tells_where_the_rest_is() -> None:
    boxes = [[200, 60], [200, 12], [60, 24], [10, 24]]
    cut = f"""given.map(([width, height]) => {{
      const {{ lines }} = m.fitted("some words " .repeat(40), {{ width, height }}, 9, {WIDE});
      return [lines, m.cut(lines, 9, {{ width, height }}, "… (page 3)", (words) => ({WIDE})(words, 9))];
    }})"""
    for (width, height), (lines, shown) in zip(boxes, in_node(FIT, cut, boxes), strict=True):
        assert len(shown) == max(1, int((height - 2) / (9 * 1.18)))
        assert shown[:-1] == lines[: len(shown) - 1]
        assert shown[-1].endswith("… (page 3)" if width > 49 else "…")
        assert len(shown[-1]) * 4.5 <= width - 4 or shown[-1] == "…"


def test_added_pages_hold_every_line_once_in_order_and_no_label_stands_last() -> None:
    pieces = [("H2", 1)] + [piece for count in (3, 50, 1, 7, 120, 2) for piece in (("H3", 1), ("P", count))]
    given: list[dict[str, Any]] = [
        {"tag": tag, "lines": [f"{number}-{line}" for line in range(count)], "size": 11, "leading": 1.3, "above": 10 if number else 0}
        for number, (tag, count) in enumerate(pieces)
    ]
    pages = in_node(FIT, "m.paged(given, 600)", given)
    assert [line for page in pages for placed in page for line in placed["lines"]] == [line for piece in given for line in piece["lines"]]
    assert len(pages) == 5
    for page in pages:
        assert page[0]["top"] == 0
        assert page[-1]["piece"]["tag"] == "P"
        assert page[-1]["top"] + len(page[-1]["lines"]) * 11 * 1.3 <= 600
