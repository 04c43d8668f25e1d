"""Items put into lists of YAML and taken out of them, with every other letter as it was."""

from __future__ import annotations

import pytest

from builder.text.yaml_lists import UneditableList, adding, dropping, spliced

DROPPED = {
    "the first in brackets": ("a: [one, two]  # both\n", "one", "a: [two]  # both\n"),
    "the last in brackets": ("a: [one, two]\n", "two", "a: [one]\n"),
    "the only one in brackets": ("a: [ two ]\n", "two", "a: [  ]\n"),
    "one of three, a line each": ("a: [\n  one,\n  two,\n  three\n]\n", "two", "a: [\n  one,\n  three\n]\n"),
    "a dash": ("a:\n  - one  # first\n  # then\n  - two\nb: 1\n", "one", "a:\n  # then\n  - two\nb: 1\n"),
    "the last dash": ("a:\n- one\n- two # last\nb: 1\n", "two", "a:\n- one\nb: 1\n"),
    "the only dash": ("a:\n  - two\nb: 1\n", "two", "a: []\nb: 1\n"),
    "keys under a dash": ("a:\n  - two: x\n    words: |\n      Long.\n  - three: y\n", "two", "a:\n  - three: y\n"),
    "the last thing of a text without a line's end": ("a:\n  - one\n  - two", "two", "a:\n  - one\n"),
    "a key in braces": ("a: {one: 1, two: 2}\n", "two", "a: {one: 1}\n"),
    "a key on its line": ("a:\n  one: 1\n  two: 2\n", "one", "a:\n  two: 2\n"),
    "quoted": ("a: [\"two\", 'one']\n", '"two"', "a: ['one']\n"),
}


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("style", DROPPED)
def test_what_is_taken_out_leaves_the_rest(style: str, ending: str) -> None:
    before, item, after = (text.replace("\n", ending) for text in DROPPED[style])
    assert spliced(before, [dropping(before, before.index(item))]) == after


def test_two_neighbours_can_be_taken_out_at_once() -> None:
    text = "a: [one, two]\n"
    assert spliced(text, [dropping(text, text.index("one")), dropping(text, text.index("two"))]) == "a: []\n"


def test_what_is_no_item_cannot_be_taken_out() -> None:
    with pytest.raises(UneditableList, match="not an item of a list"):
        dropping("a: [one]\n", 1)
    with pytest.raises(UneditableList, match="another line than its dash"):
        dropping("a:\n  -\n    two\n  - one\n", 11)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: A\n", "title: A\nwas: [x, y]\n"),
        ("title: A", "title: A\nwas: [x, y]\n"),
        ("was: [w]\ntitle: A\n", "was: [w, x, y]\ntitle: A\n"),
        ("was:\n  - w\ntitle: A\n", "was:\n  - w\n  - x\n  - y\ntitle: A\n"),
        ("was: [\n  v,\n  w\n]\n", "was: [\n  v,\n  w,\n  x,\n  y\n]\n"),
    ],
)
def test_names_are_put_at_the_end_of_a_list_that_may_not_be_there_yet(before: str, after: str) -> None:
    assert spliced(before, [adding(before, "was", ["x", "y"])]) == after
