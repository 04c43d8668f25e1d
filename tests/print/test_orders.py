"""`groupwork print`: orders, and what is said against them."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.print.common import OrderError
from builder.print.orders import ForGroup, Order, fill_order, made
from tests.print.factories import ROOT, squeezed, text_of, the_library
from tests.print.invariants import problems
from tests.project import TODAY

pytestmark = pytest.mark.slow

LOG = "cbt/first-thought/thought-log"


def said(order: Order) -> str:
    with pytest.raises(OrderError) as caught:
        list(made(the_library(), order))
    return str(caught.value)


def test_a_handout_is_written_in_the_editions_that_are_named(tmp_path: Path) -> None:
    delivered = fill_order(ROOT, Order((LOG,), ("letter", "a4-fillable", "word")), tmp_path / "new")
    assert {f"cbt-first-thought-thought-log{end}" for end in ("-letter.pdf", "-a4-fillable.pdf", ".docx")} <= {file.path.name for file in delivered}
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(file.path.name for file in delivered)
    assert all(file.path.stat().st_size == file.size for file in delivered)
    assert {(file.path.suffix, bool(file.pages)) for file in delivered} == {(".pdf", True), (".docx", False)}


def test_packets_of_a_day_a_missed_day_and_a_first_day_are_made_together() -> None:
    order = Order(track="evening", copies=3, day="week-1-mon", missed="week-2-wed", entry="week-3-mon")
    files = dict(made(the_library(), order))
    assert list(files) == [f"evening-{name}-letter.pdf" for name in ("week-1-mon-packet", "week-2-wed-make-up", "week-3-mon-catch-up")]
    assert all(problems(pdf) == [] for pdf in files.values())


def test_packets_of_a_group_have_the_date_in_their_names_and_need_no_track() -> None:
    order = Order(day="week-2-wed", group=ForGroup("evening", datetime.date(2027, 3, 12)))
    (name, pdf), *_ = made(the_library(), order)
    assert name == "evening-2027-05-05-week-2-wed-packet-letter.pdf"
    assert problems(pdf) == []
    assert squeezed("Wednesday, May 5, 2027") in squeezed(text_of(pdf))


@pytest.mark.parametrize(
    ("order", "hint"),
    [
        (Order(("thought-log",)), f"did you mean '{LOG}'?"),
        (Order(("cbt/first-thought/thought-lig",)), f"did you mean '{LOG}'?"),
        (Order(("workbok",)), "did you mean 'workbook'?"),
        (Order(("workbook",), track="evenin"), "did you mean 'evening'?"),
        (Order(day="week-2-we", track="evening"), "did you mean 'week-2-wed'?"),
        (Order((LOG,), ("lettr",)), "did you mean 'letter'?"),
        (Order((LOG,), ("epub",)), "it has letter, letter-fillable"),
        (Order(week=99, track="evening"), "no week 99"),
        (Order(week=1), "say which track: --track"),
        (Order(week=1, track="evening", editions=("word",)), "'packet' has no edition 'word'; it has letter, letter-fillable"),
        (Order((LOG,), copies=2), "--copies is for the packets"),
        (Order(day="week-2-wed", group=ForGroup("evenin", TODAY)), "did you mean 'evening'?"),
        (Order(day="week-2-wed", track="day", group=ForGroup("evening", TODAY)), "runs the track 'evening', not 'day'"),
        (Order((LOG,), group=ForGroup("evening", TODAY)), "--group is for packets"),
        (Order(), "name a handout"),
    ],
)
def test_an_order_for_what_there_is_not_is_told_the_nearest_or_the_choice(order: Order, hint: str) -> None:
    assert hint in said(order)


@pytest.mark.long
def test_an_unknown_name_is_wrong_usage_and_writes_nothing(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--root", str(ROOT), "print", LOG, "cbt/first-thought/x", "--out", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert not (tmp_path / "out").exists()


def test_a_page_that_cannot_be_printed_is_a_finding_and_writes_nothing(tmp_path: Path) -> None:
    from tests.trees import a_tree

    root = a_tree(tmp_path)
    sheet = root / "curriculum" / "modules" / "sleep" / "same-time-up" / "my-rising-plan.md"
    sheet.write_text(sheet.read_text(encoding="utf-8") + "\nGood night ☾\n", encoding="utf-8")
    names = ["sleep/bed-is-for-sleep/my-night-map", "sleep/same-time-up/my-rising-plan"]
    result = CliRunner().invoke(main, ["--root", str(root), "print", *names, "--out", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert "print-missing-glyph" in result.output
    assert not (tmp_path / "out").exists()


@pytest.mark.long
def test_what_was_written_is_named_with_pages_and_size(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--root", str(ROOT), "print", LOG, "--out", str(tmp_path)])
    assert result.exit_code == 0
    assert "thought-log-letter.pdf (2 pages, " in result.output
