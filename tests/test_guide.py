"""A guide is read as its parts, with their minutes, and what is said, asked and done in them."""

from __future__ import annotations

import pytest

from builder.text.dialect import parse
from builder.text.guide import Guide, read_guide
from builder.text.tree import plain


def guide_of(text: str) -> Guide:
    return read_guide(parse(text, "session.md").document)


@pytest.mark.parametrize(
    ("heading", "title", "minutes", "short"),
    [
        ("## Close (5 min)", "Close", 5, 5),
        ("## Teach: the gap (12 min, 8 if short)", "Teach: the gap", 12, 8),
        ("## Discuss (7 min, skip if short)", "Discuss", 7, 0),
        ("## Practice (100 min)", "Practice", 100, 100),
        ("## Teach: five (5) fears (12 min)", "Teach: five (5) fears", 12, 12),
        ("## **Close** (5 min) ##", "Close", 5, 5),
        ("## Purpose", "Purpose", None, None),
        ("## Adapt (online)", "Adapt (online)", None, None),
    ],
)
def test_a_heading_gives_minutes_in_three_forms(heading: str, title: str, minutes: int | None, short: int | None) -> None:
    (part,) = guide_of(f"{heading}\n\nText.").parts
    assert (part.title, part.minutes, part.short, part.malformed) == (title, minutes, short, False)


@pytest.mark.parametrize(
    "minutes",
    [
        "12 minutes",
        "about 12 min",
        "12min",
        "12 min.",
        "12 min, 8",
        "12 min 8 if short",
        "12-15 min",
        "0 min",
        "012 min",
        "12 Min",
        f"{'9' * 5000} min",
        "٣ min",
    ],
)
def test_minutes_in_another_form_are_noticed_and_never_guessed(minutes: str) -> None:
    (part,) = guide_of(f"## Teach: the gap ({minutes})\n\nText.").parts
    assert (part.minutes, part.short, part.malformed) == (None, None, True)


def test_minutes_in_the_middle_of_a_heading_are_noticed() -> None:
    assert guide_of("## Teach (12 min): the gap").parts[0].malformed


def test_both_versions_are_added_up() -> None:
    guide = guide_of("## Purpose\n\nx\n\n## Check-in (8 min)\n\nx\n\n## Teach (15 min, 12 if short)\n\nx\n\n## Discuss (10 min, skip if short)\n\nx")
    assert (guide.minutes, guide.short_minutes, len(guide.timed)) == (33, 20, 3)


def test_a_part_is_of_the_kind_that_stands_before_its_colon() -> None:
    assert [part.kind for part in guide_of("## Teach: the gap (5 min)\n\n## Close (5 min)").parts] == ["teach", "close"]


def test_a_label_opens_a_cue_that_runs_to_the_next_label_or_heading() -> None:
    text = "## Teach (5 min)\n\nFirst.\n\n**Say**\n\n> Legs.\n\nThen.\n\n**Ask:**\n\n1. Why?\n\n### Later\n\nLast."
    (part,) = guide_of(text).parts
    assert [(cue.label, plain(cue.blocks)) for cue in part.cues] == [("", "First."), ("Say", "Legs. Then."), ("Ask", "Why?"), ("", "Later Last.")]
    assert plain(part.blocks) == "First. Legs. Then. Why? Later Last."


@pytest.mark.parametrize("text", ["**Say** it", "Say", "*Say*", "**Shout**", "- **Say**"])
def test_other_bold_words_are_no_label(text: str) -> None:
    (part,) = guide_of(f"## Teach (5 min)\n\n{text}").parts
    assert [cue.label for cue in part.cues] == [""]


def test_text_before_the_first_heading_is_kept_with_its_line() -> None:
    first, second = guide_of("\nHello.\n\n## Purpose\n\nx").parts
    assert (first.title, first.line, plain(first.blocks), second.line) == ("", 2, "Hello.", 4)


def test_a_part_that_begins_with_room_to_write_has_a_line_too() -> None:
    assert guide_of("[lines 2: x]\n\n## Purpose").parts[0].line == 1


def test_an_empty_guide_has_no_parts() -> None:
    assert guide_of("\n\n").parts == ()
