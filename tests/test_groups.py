"""Running groups on their days: rounds, closed days, amendments, clashes, and what a file that cannot be meant is told."""

from __future__ import annotations

import datetime
import warnings
from typing import Any

import pytest

from builder.check import groups
from builder.check.references import with_all_names
from builder.check.rules import RULES
from builder.dates.clashes import clashes
from builder.dates.groups import date_groups
from builder.dates.meetings import DatedGroup, weeks_of
from builder.finding import CurriculumError, Finding
from builder.load.entry import validate
from builder.model.fields import free_texts
from builder.model.group import GroupMeta, MakeUp, MeetingChange, RunningGroup
from builder.model.library import Library
from builder.model.reference import Standard, StandardMeta
from builder.model.track import Track
from tests.factories import a_data_file, a_group, a_library, a_session, a_track
from tests.project import TODAY

MON_THU = a_track({"mon": ["mood/one"], "thu": ["mood/two"]}, {"mon": [{"again": "mood/one"}], "thu": [{"again": "mood/two"}]})


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def library_of(*running: RunningGroup, track: Track = MON_THU, **changes: Any) -> Library:
    return a_library(a_session("mood/one"), a_session("mood/two"), tracks=[track], groups=running, **changes)


def dated(group: RunningGroup, today: datetime.date = TODAY, **changes: Any) -> DatedGroup:
    (made,) = date_groups(library_of(group, **changes), today)
    return made


def days_of(made: DatedGroup) -> list[str]:
    return [str(meeting.on)[5:] for meeting in made.held]


def closed(*days: str) -> list[dict[str, Any]]:
    return [{"on": day(one), "reason": "Snow"} for one in days]


# Rounds


def test_a_round_begins_in_the_week_after_the_last_one() -> None:
    made = dated(a_group(rounds=2))
    assert days_of(made) == ["01-04", "01-07", "01-11", "01-14", "01-18", "01-21", "01-25", "01-28"]
    assert [(meeting.round, meeting.week) for meeting in made.meetings] == [(1, 1), (1, 1), (1, 2), (1, 2), (2, 1), (2, 1), (2, 2), (2, 2)]


def test_a_delay_carries_over_into_every_later_round() -> None:
    made = dated(a_group(rounds=2, closed=closed("2027-01-07")))
    assert days_of(made) == ["01-04", "01-11", "01-14", "01-18", "01-25", "01-28", "02-01", "02-04"]
    assert made.ends == (day("2027-01-18"),)


def test_under_skip_nothing_is_put_off() -> None:
    made = dated(a_group(rounds=2, policy="skip", closed=closed("2027-01-07")))
    assert days_of(made) == ["01-04", "01-11", "01-14", "01-18", "01-21", "01-25", "01-28"]
    assert [(str(meeting.on), meeting.cancelled) for meeting in made.meetings if meeting.cancelled] == [("2027-01-07", "Snow")]


def test_an_endless_group_is_dated_in_whole_rounds_that_begin_within_a_year() -> None:
    made = dated(a_group(rounds="endless"), today=day("2028-03-01"))
    last = made.meetings[-1]
    assert len(made.meetings) % 4 == 0
    assert day("2029-02-28") - datetime.timedelta(weeks=2) < last.on < day("2029-02-28") + datetime.timedelta(weeks=2)


def test_an_endless_group_that_has_not_begun_has_its_first_round() -> None:
    assert len(dated(a_group(rounds="endless", start=day("2030-01-07"))).meetings) == 4


def test_two_cohorts_four_weeks_apart_are_two_files() -> None:
    library = library_of(a_group("a", cohort="A"), a_group("b", cohort="B", start=day("2027-02-01")))
    first, second = date_groups(library, TODAY)
    assert {other.on - one.on for one, other in zip(first.held, second.held, strict=True)} == {datetime.timedelta(weeks=4)}


def test_a_track_that_begins_in_the_middle_of_a_week_does_so_in_every_round() -> None:
    track = a_track({"wed": ["mood/one"]}, {"mon": ["mood/two"], "wed": [{"again": "mood/one"}]})
    made = dated(a_group(start=day("2027-01-06"), rounds=2), track=track)
    assert days_of(made) == ["01-06", "01-11", "01-13", "01-20", "01-25", "01-27"]


def test_holidays_are_the_programs_where_the_file_names_none_of_its_own() -> None:
    fourth = a_group(start=day("2027-01-18"), holidays=None)
    assert days_of(dated(fourth, program={"public_holidays": "US"}))[0] == "01-21"
    assert days_of(dated(a_group(start=day("2027-01-18"), holidays="none"), program={"public_holidays": "US"}))[0] == "01-18"
    assert days_of(dated(a_group(start=day("2027-01-18"), holidays="US", open=[day("2027-01-18")])))[0] == "01-18"


def test_clocks_that_change_leave_clock_times_alone() -> None:
    made = dated(a_group(start=day("2027-03-08")))
    assert {(meeting.start, meeting.end) for meeting in made.meetings} == {(18 * 60, 19 * 60)}


def test_a_day_of_another_shape_has_its_own_times() -> None:
    shapes = {"evening": {"start": "18:00", "parts": ["session"]}, "family": {"start": "10:00", "parts": [{"family": 90}]}}
    week: dict[str, Any] = {"mon": ["mood/one"], "sat": {"shape": "family"}}
    made = dated(a_group(), track=a_track(week, week, start=None, day=None, shapes=shapes))
    assert [(str(meeting.on)[5:], meeting.start, meeting.end) for meeting in made.meetings][:2] == [("01-04", 1080, 1140), ("01-09", 600, 690)]


# Single meetings


def test_a_change_holds_for_its_meeting_alone() -> None:
    change = {"on": day("2027-01-11"), "start": "19:00", "room": "Room 9", "leaders": {"lead": "A. B."}}
    made = dated(a_group(room="Room 2", leaders={"lead": None, "nurse": None}, changes=[change]))
    assert [(meeting.start, meeting.end, meeting.room) for meeting in made.meetings] == [
        (1080, 1140, "Room 2"),
        (1080, 1140, "Room 2"),
        (1140, 1200, "Room 9"),
        (1080, 1140, "Room 2"),
    ]
    assert made.meetings[2].leaders == {"lead": "A. B.", "nurse": None}
    assert made.findings == ()


def test_a_meeting_moves_to_another_day_and_is_the_same_meeting() -> None:
    made = dated(a_group(changes=[{"on": day("2027-01-11"), "to": day("2027-01-12")}]))
    assert days_of(made) == ["01-04", "01-07", "01-12", "01-14"]
    assert [(meeting.number, meeting.instead_of) for meeting in made.held] == [(0, None), (1, None), (2, day("2027-01-11")), (3, None)]


def test_a_cancelled_meeting_is_not_held_and_can_be_made_up() -> None:
    cancelled: dict[str, Any] = {"changes": [{"on": day("2027-01-11"), "cancelled": "No heating"}]}
    assert days_of(dated(a_group(**cancelled))) == ["01-04", "01-07", "01-14"]
    made = dated(a_group(**cancelled, make_up=[{"missed": day("2027-01-11"), "on": day("2027-01-16"), "start": "10:00", "room": "Room 1"}]))
    assert days_of(made) == ["01-04", "01-07", "01-14", "01-16"]
    assert (made.held[-1].number, made.held[-1].start, made.held[-1].room) == (2, 600, "Room 1")


def swapped(*pairs: tuple[str, str]) -> DatedGroup:
    return dated(a_group(changes=[{"on": day(on), "to": day(to)} for on, to in pairs]))


def test_meetings_change_their_days_with_each_other() -> None:
    made = swapped(("2027-01-04", "2027-01-07"), ("2027-01-07", "2027-01-11"), ("2027-01-11", "2027-01-04"))
    assert made.findings == ()
    assert days_of(made) == ["01-04", "01-07", "01-11", "01-14"]
    assert [meeting.number for meeting in made.held] == [2, 0, 1, 3]
    assert [made.days_off(day(monday)) for monday in ("2027-01-04", "2027-01-11")] == [(), ()]


def test_two_meetings_on_one_day_are_told_at_the_one_that_comes_there_last() -> None:
    made = swapped(("2027-01-04", "2027-01-08"), ("2027-01-07", "2027-01-08"), ("2027-01-11", "2027-01-07"))
    assert [(found.code, found.message) for found in made.findings] == [("group-change", "this group has another meeting on 2027-01-08 at that time")]
    assert made.findings[0].place == made.group.source.at("changes", 1, "on")


def test_a_meeting_moves_to_the_day_of_one_that_is_cancelled() -> None:
    made = dated(a_group(changes=[{"on": day("2027-01-04"), "to": day("2027-01-07")}, {"on": day("2027-01-07"), "cancelled": "Snow"}]))
    assert (made.findings, days_of(made)) == ((), ["01-07", "01-11", "01-14"])
    assert [(str(off.on), str(off.to)) for off in made.days_off(day("2027-01-04"))] == [("2027-01-04", "2027-01-07")]


@pytest.mark.parametrize(("start", "fits"), [("2026-12-07", 67), ("2090-12-25", 3)])
def test_rounds_end_while_days_can_be_reckoned_with(start: str, fits: int) -> None:
    track = a_track(*[{"mon": ["mood/one"]}] * 52)
    monday = day(start)
    for rounds in (fits, fits + 1, 99):
        (made,) = date_groups(library_of(a_group(start=monday, rounds=rounds), track=track), TODAY)
        if rounds == fits:
            assert (made.findings, made.meetings[-1].on.year < 2100) == ((), True)
        else:
            (found,) = made.findings
            assert (found.code, found.place) == ("bad-value", made.group.source.at("rounds"))
            assert found.hint == f"write {fits} at most, or endless"


@pytest.mark.parametrize(
    ("start", "holidays", "known"), [("2036-01-07", "IN", "up to 2035"), ("2030-01-07", "BV", "not known"), ("2035-01-01", "IN", "")]
)
def test_a_year_whose_holidays_nobody_knows_yet_is_told_where_the_place_stands(start: str, holidays: str, known: str) -> None:
    for own in (True, False):
        group = a_group(start=day(start), holidays=holidays if own else None)
        library = library_of(group, program={} if own else {"public_holidays": holidays})
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = [one for one in groups.groups_hold_on_their_days(library, TODAY) if one.code == "holidays-unknown"]
        assert [known in one.message for one in found] == [True] * bool(known)
        assert {one.place for one in found} <= {group.source.at("holidays") if own else library.program.source.at("public_holidays")}


def test_a_change_beyond_the_year_of_an_endless_group_is_known() -> None:
    assert dated(a_group(rounds="endless", changes=[{"on": day("2029-01-15"), "room": "Room 3"}])).findings == ()


SNOW: dict[str, Any] = {"policy": "skip", "closed": closed("2027-01-07")}


@pytest.mark.parametrize(
    ("meta", "code", "message", "hint"),
    [
        ({"start": day("2027-01-05")}, "start-weekday", "2027-01-05 is a Tuesday", "start on 2027-01-04 or 2027-01-11, both a Monday"),
        ({"closed": closed("2027-01-07"), "open": [day("2027-01-07")]}, "calendar-file", "is open here, and closed above", "take it out"),
        ({"changes": [{"on": day("2027-01-12"), "room": "R"}]}, "group-change", "no meeting of this group is held on 2027-01-12", "2027-01-11 and 2027-01-14"),
        ({**SNOW, "changes": [{"on": day("2027-01-07"), "room": "R"}]}, "group-change", "held on 2027-01-07: Snow", "`make_up`"),
        ({**SNOW, "changes": [{"on": day("2027-01-04"), "to": day("2027-01-07")}]}, "group-change", "2027-01-07 is closed: Snow", "open day"),
        ({"changes": [{"on": day("2027-01-04"), "to": day("2027-01-07")}]}, "group-change", "another meeting on 2027-01-07", "another day or time"),
        ({"make_up": [{"missed": day("2027-01-07"), "on": day("2027-01-08")}]}, "group-make-up", "is held, and nothing is missed", "`to` under `changes`"),
        ({"make_up": [{"missed": day("2027-01-05"), "on": day("2027-01-08")}]}, "group-make-up", "no meeting on 2027-01-05", "2027-01-04 and 2027-01-07"),
        ({"closed": closed("2027-01-07"), "make_up": [{"missed": day("2027-01-07"), "on": day("2027-01-08")}]}, "group-make-up", "moves on by itself", "policy: skip"),
        ({"changes": [{"on": day("2027-01-07"), "start": "23:30"}]}, "group-change", "past midnight", "begin earlier"),
        ({"changes": [{"on": day("2027-01-07"), "cancelled": "Snow"}], "make_up": [{"missed": day("2027-01-07"), "on": day("2027-01-07")}]}, "group-make-up", "at the very time at which it is missed", "let the meeting be held"),
        ({**SNOW, "make_up": [{"missed": day("2027-01-07"), "on": day("2027-01-07")}]}, "group-make-up", "2027-01-07 is closed: Snow", "open day"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told_at_its_place(meta: dict[str, Any], code: str, message: str, hint: str) -> None:
    (finding,) = dated(a_group(**meta)).findings
    assert finding.code == code
    assert message in finding.message
    assert hint in finding.hint
    assert finding.place.line > 1


@pytest.mark.parametrize(
    ("meta", "said"),
    [
        ({"rounds": 0}, "'0' is no number of rounds; write 1 to 99, or endless"),
        ({"rounds": "forever"}, "'forever' is no number of rounds; write 1 to 99, or endless"),
        ({"holidays": "XX"}, "no public holidays are known for 'XX'"),
        ({"changes": [{"on": datetime.date(2027, 1, 4)}]}, "this change changes nothing"),
        ({"changes": [{"on": datetime.date(2027, 1, 4), "room": "R", "cancelled": "Snow"}]}, "this meeting is cancelled, and has 'room' too"),
        ({"clients": ["somebody"]}, "'clients' is not a key that is known here"),
        ({"participants": 8}, "'participants' is not a key that is known here"),
    ],
)
def test_a_file_of_another_shape_is_refused(meta: dict[str, Any], said: str) -> None:
    with pytest.raises(CurriculumError) as caught:
        a_group(**meta)
    (finding,) = caught.value.findings
    assert said in finding.message


def test_a_track_that_is_not_there_stops_everything_else() -> None:
    with pytest.raises(CurriculumError) as caught:
        with_all_names(library_of(a_group(track="evenings")))
    assert [(found.code, found.hint) for found in caught.value.findings] == [("unknown-reference", "did you mean 'evening'?")]


def test_people_are_told_on_which_days_of_a_week_they_would_look_for_the_group_in_vain() -> None:
    snow = closed("2027-01-07", "2027-01-11", "2027-01-14")
    changes = [{"on": day("2027-01-04"), "to": day("2027-01-05")}]
    made = dated(a_group(policy="skip", closed=snow, changes=changes, make_up=[{"missed": day("2027-01-07"), "on": day("2027-01-13")}]))
    assert [(str(off.on), off.reason, str(off.to)) for off in made.days_off(day("2027-01-04"))] == [
        ("2027-01-04", "", "2027-01-05"),
        ("2027-01-07", "Snow", "2027-01-13"),
    ]
    assert [(str(off.on), off.to) for off in made.days_off(day("2027-01-11"))] == [("2027-01-11", None), ("2027-01-14", None)]
    assert [str(off.on) for off in dated(a_group(closed=closed("2027-01-07"))).days_off(day("2027-01-04"))] == ["2027-01-07"]


# What closed days cost


def hours(least: int) -> dict[str, Standard]:
    told = {"title": "A rule", "summary": "A rule.", "source": "A text", "checked_on": "2026-11-01", "confidence": "unverified"}
    source = a_data_file("standards/a-rule.yml", {**told, "requirements": [{"kind": "hours-per-week", "text": "Hours", "minimum": least}]})
    return {"a-rule": Standard("a-rule", validate(StandardMeta, source), source)}


def short(group: RunningGroup, today: datetime.date = TODAY, standard: Any = "a-rule") -> list[Finding]:
    track = a_track({"mon": ["mood/one"], "thu": ["mood/two"]}, {"mon": ["mood/one"], "thu": ["mood/two"]}, standards=[standard])
    library = library_of(group, track=track, standards=hours(2))
    return [found for found in groups.groups_hold_on_their_days(library, today) if found.code == "calendar-hours"]


def test_a_week_that_a_closed_day_makes_short_is_told_once_for_a_standard() -> None:
    (finding,) = short(a_group(**{**SNOW, "closed": closed("2027-01-07", "2027-01-11")}))
    assert finding.message.startswith("the week of 2027-01-04 has 1 h, under the 2 h of 'a-rule': Snow; so is 1 later week")
    assert finding.place.line > 5


def test_a_week_whose_meeting_is_made_up_in_it_is_not_short() -> None:
    assert short(a_group(**SNOW, make_up=[{"missed": day("2027-01-07"), "on": day("2027-01-08")}])) == []


def test_a_standard_that_the_track_names_for_some_weeks_is_asked_of_those_alone() -> None:
    assert short(a_group(**SNOW), standard={"a-rule": [1, 1]})
    assert short(a_group(**SNOW), standard={"a-rule": [2, 2]}) == []


def test_a_round_that_ends_late_cuts_its_last_week_short_before_the_next_one_begins() -> None:
    made = dated(a_group(rounds=2, closed=closed("2027-01-07")))
    weeks = [(str(week.monday), len(week.held), week.reasons) for week in weeks_of(made)]
    assert weeks[2] == ("2027-01-18", 1, ("a round ends here, put off by closed days",))


def in_stages(*stages: tuple[str, Any, int], enrolment: str = "rolling", **group: Any) -> list[str]:
    """What is said of the stages of a track that meets four times a week, each by its title, its days and its weeks; a stage asks for two hours a week."""
    week: dict[str, Any] = {"mon": ["mood/one"], "tue": ["mood/two"], "thu": ["mood/one"], "sat": {"shape": "families"}}
    shapes = {"one": {"start": "18:00", "parts": ["session"]}, "families": {"start": "10:00", "parts": [{"families": 60}]}}
    named = [{"title": title, "days": days, "weeks": weeks, "standards": ["a-rule"]} for title, days, weeks in stages]
    track = a_track(week, week, week, start=None, day=None, shapes=shapes, enrolment=enrolment, stages=named)
    made = library_of(a_group(policy="skip", **group), track=track, standards=hours(2))
    return [found.message for found in groups.groups_hold_on_their_days(made, TODAY) if found.code == "calendar-hours"]


def test_a_closed_day_that_takes_a_stage_under_its_standard_is_told_with_the_stage_and_the_day() -> None:
    """The week itself keeps two of its three hours."""
    assert in_stages(("Full", ["mon", "tue", "thu"], 1), ("Light", ["mon", "thu"], 2), closed=closed("2027-01-14")) == [
        "the week of 2027-01-11 has 1 h for the stage 'Light', under the 2 h of 'a-rule': Snow on 2027-01-14"
    ]


@pytest.mark.parametrize(
    ("stage", "group"),
    [
        (("Light", ["mon", "tue"], 3), {"closed": closed("2027-01-14")}),  # a day on which they do not come
        (("Light", 2, 3), {"closed": closed("2027-01-11")}),  # any two days of the week are left
        (("Light", ["mon", "thu"], 3), {"closed": closed("2027-01-14"), "make_up": [{"missed": day("2027-01-14"), "on": day("2027-01-15")}]}),
        (("Light", ["mon", "thu"], 3), {"closed": closed("2027-01-16")}),  # families alone
    ],
)
def test_a_closed_day_that_takes_nothing_from_a_stage_is_not_told(stage: tuple[str, Any, int], group: Any) -> None:
    assert in_stages(stage, **group) == []


def test_a_stage_of_so_many_days_is_short_when_the_week_has_fewer() -> None:
    (message,) = in_stages(("Light", 2, 3), closed=closed("2027-01-11", "2027-01-12"))
    assert message == "the week of 2027-01-11 has 1 h for the stage 'Light', under the 2 h of 'a-rule': Snow on 2027-01-11 and Snow on 2027-01-12"


def test_before_anyone_can_be_in_a_stage_and_after_a_cohort_has_left_it_nothing_is_told_of_it() -> None:
    stages = ("First", ["mon", "thu"], 1), ("Second", ["mon", "tue"], 2)
    rolling, cohort = (in_stages(*stages, enrolment=enrolment, closed=closed("2027-01-04", "2027-01-18")) for enrolment in ("rolling", "cohort"))
    # Monday, January 4, is the first day of all: nobody is in the second stage yet. In a cohort nobody is in the first one two weeks later.
    assert [message.partition(", under")[0] for message in rolling] == [
        "the week of 2027-01-04 has 1 h for the stage 'First'",
        "the week of 2027-01-18 has 1 h for the stage 'Second'",
    ]
    assert ["so is 1 later week" in message for message in rolling] == [True, False]
    assert [message.partition(", under")[0] for message in cohort] == [message.partition(", under")[0] for message in rolling]
    assert not any("later week" in message for message in cohort)


def test_weeks_that_are_over_are_let_rest() -> None:
    assert short(a_group(**SNOW), today=day("2027-01-10"))
    assert short(a_group(**SNOW), today=day("2027-01-11")) == []


# Clashes


def clash(*running: RunningGroup) -> list[tuple[str, str, str, str, int]]:
    found = clashes(date_groups(library_of(*running), TODAY), TODAY)
    return [(one.kind, one.what, one.group.group.id, one.other.group.id, len(one.meetings)) for one in found]


def test_two_groups_in_one_room_are_told_once_with_their_days() -> None:
    assert clash(a_group("a", place="Main", room="Room 2"), a_group("b", place="main", room="room 2", start=day("2027-01-11"))) == [
        ("room", "main, room 2", "b", "a", 2)
    ]


def test_another_room_another_place_or_another_time_is_no_clash() -> None:
    assert clash(a_group("a", room="Room 2"), a_group("b", room="Room 3")) == []
    assert clash(a_group("a", room="Room 2", place="A"), a_group("b", room="Room 2", place="B")) == []
    later = [{"on": day(one), "start": "19:00", "room": "Room 2"} for one in ("2027-01-04", "2027-01-07", "2027-01-11", "2027-01-14")]
    assert clash(a_group("a", room="Room 2"), a_group("b", room="Room 2", changes=later)) == []
    assert clash(a_group("a"), a_group("b")) == []


def test_a_substitute_who_leads_elsewhere_that_day_is_a_clash() -> None:
    substitute = [{"on": day("2027-01-07"), "leaders": {"lead": "A. B."}}]
    assert clash(a_group("a", leaders={"lead": "A. B."}), a_group("b", leaders={"lead": "C. D."}, changes=substitute)) == [
        ("leader", "A. B.", "b", "a", 1)
    ]


def test_roles_without_names_are_nobody_and_a_cancelled_meeting_is_in_nobodys_way() -> None:
    assert clash(a_group("a", leaders={"lead": None}), a_group("b", leaders={"lead": None})) == []
    off = [{"on": one, "cancelled": "Snow"} for one in map(day, ("2027-01-04", "2027-01-07", "2027-01-11", "2027-01-14"))]
    assert clash(a_group("a", room="Room 2"), a_group("b", room="Room 2", changes=off)) == []


# Who may read what


def test_of_a_group_participants_may_read_its_title_its_rooms_and_why_it_does_not_meet() -> None:
    assert {name for name, public in free_texts(GroupMeta).items() if public} == {"title", "room", "rooms"}
    assert {name for name, public in free_texts(MeetingChange).items() if public} == {"cancelled", "room"}
    assert {name for name, public in free_texts(MakeUp).items() if public} == {"room"}
    assert {"place", "leaders", "cohort"} <= {name for name, public in free_texts(GroupMeta).items() if not public}


def test_every_rule_of_groups_runs() -> None:
    assert {rule.__qualname__ for rule in RULES if rule.__module__ == groups.__name__} == {
        name for name in vars(groups) if name.startswith("groups_")
    }
