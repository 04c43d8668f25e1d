"""Packets of one group: which of its dates stand on them, and what is said where it does not meet."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from builder.model.library import Library
from builder.print.common import OrderError
from builder.print.group_days import dated, on_its_days
from builder.print.packets import Days, When, packet
from builder.tracks.plan import plan
from tests.factories import a_group, a_library, a_session, a_track
from tests.print.factories import SETTINGS, opened, squeezed, text_of

TRACK = a_track({"mon": ["mood/one"], "thu": ["mood/two"]}, {"mon": [{"again": "mood/one"}], "thu": [{"again": "mood/two"}]})
WHOLE_WEEK = slice(0, 2)
SNOW = [{"on": datetime.date(2027, 1, 4), "reason": "Snow"}]


def days_of(today: str, which: slice = slice(0, 1), missed: bool = False, **group: Any) -> tuple[Library, Days, str]:
    """The days of meetings of the track as `a_group` has them, with the first of these."""
    library = a_library(a_session("mood/one"), a_session("mood/two"), tracks=[TRACK], groups=[a_group(**group)])
    syllabus, day = plan(library, TRACK), datetime.date.fromisoformat(today)
    running = on_its_days(library, syllabus, library.groups[0], day)
    days, first = dated(library, Days(syllabus, syllabus.meetings[which], "Week 1"), running, day, missed)
    return library, days, str(first)


@pytest.mark.parametrize(
    ("today", "missed", "first"),
    [
        ("2026-12-24", False, "2027-01-04"),
        ("2027-01-04", False, "2027-01-04"),
        ("2027-01-05", False, "2027-01-18"),
        ("2027-01-04", True, "2027-01-04"),
        ("2027-01-17", True, "2027-01-04"),
        ("2027-02-20", True, "2027-02-15"),
    ],
)
def test_a_packet_has_the_next_date_of_its_group_and_of_a_missed_day_the_last(today: str, missed: bool, first: str) -> None:
    assert days_of(today, missed=missed, rounds="endless")[2] == first


def test_a_week_that_has_begun_is_still_this_week() -> None:
    assert days_of("2027-01-07", WHOLE_WEEK, rounds="endless")[2] == "2027-01-04"


def test_date_time_room_and_group_stand_on_the_cover_and_no_leader_and_no_place() -> None:
    library, days, _ = days_of("2027-01-01", room="Room 2", place="Main office", leaders={"lead": "A. Leader"})
    assert days.dated == (When("Monday, January 4, 2027", "6:00 pm to 7:00 pm, Room 2"),)
    cover = squeezed(text_of(packet(library, days, SETTINGS, "letter")))
    assert all(squeezed(words) in cover for words in ("Monday, January 4, 2027", "6:00 pm to 7:00 pm, Room 2", "Group: Morning group"))
    assert not any(squeezed(words) in cover for words in ("Main office", "A. Leader", "Date:"))


def test_a_changed_time_and_room_stand_on_the_cover() -> None:
    change = {"on": datetime.date(2027, 1, 4), "to": datetime.date(2027, 1, 5), "start": "19:30", "room": "Hall"}
    assert days_of("2027-01-01", changes=[change])[1].dated == (When("Tuesday, January 5, 2027", "7:30 pm to 8:30 pm, Hall"),)


def test_what_falls_out_of_a_week_is_told_and_has_no_pages() -> None:
    _, days, first = days_of("2027-01-01", WHOLE_WEEK, policy="skip", closed=SNOW)
    assert [(one.day, one.time) for one in days.dated] == [
        ("Monday, January 4, 2027", "no group: Snow"),
        ("Thursday, January 7, 2027", "6:00 pm to 7:00 pm"),
    ]
    assert [meeting.day for meeting in days.meetings] == ["thu"]
    assert first == "2027-01-07"


def test_a_meeting_that_falls_out_is_refused_with_the_reason() -> None:
    with pytest.raises(OrderError, match=r"falls out for the group 'mornings' \(Monday, January 4, 2027: Snow\); print it without --group"):
        days_of("2027-01-01", policy="skip", closed=SNOW)


def test_a_group_that_is_over_and_a_day_that_nobody_can_have_missed_yet_are_refused() -> None:
    with pytest.raises(OrderError, match=r"was last on 2027-01-04; .*--today 2027-01-04"):
        days_of("2028-01-01")
    with pytest.raises(OrderError, match="comes first on 2027-01-04"):
        days_of("2026-12-01", missed=True)


def test_without_a_group_date_and_group_are_filled_in_by_hand_or_on_a_screen() -> None:
    library, days, _ = days_of("2027-01-01")
    undated = Days(days.syllabus, days.meetings, days.title)
    cover = squeezed(text_of(packet(library, undated, SETTINGS, "letter")))
    assert squeezed("Monday, 6:00 pm to 7:00 pm Date: Group: What is inside") in cover
    with opened(packet(library, undated, SETTINGS, "letter-fillable")) as pdf:
        assert [str(field.TU) for field in pdf.Root.AcroForm.Fields][:2] == ["Date", "Group"]
