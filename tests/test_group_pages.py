"""What staff see of running groups, and the calendars to hand on: stable, revised when a day changes, and with nothing of the staff's for participants."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import icalendar

from builder.model.group import RunningGroup
from builder.model.library import Library
from builder.pages.calendars import A_DAY, group_calendars
from builder.pages.ics import day_sequence
from builder.pages.render import Pages
from builder.pipeline import plan_sites
from builder.text.guide import AGAIN
from builder.tracks.plan import plan_tracks
from builder.tracks.running import Running, running_groups
from builder.views.tonight import evening_path
from tests.factories import GUIDE, a_group, a_library, a_session, a_track
from tests.project import ROOT

TODAY = datetime.date(2027, 1, 6)
LATER = TODAY + datetime.timedelta(days=1)
MON_THU = a_track({"mon": ["mood/one"], "thu": ["mood/two"]}, {"mon": [{"again": "mood/one"}], "thu": [{"again": "mood/two"}]})


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def library_of(*groups: RunningGroup) -> Library:
    sessions = a_session("mood/one", title="Session one"), a_session("mood/two", title="Session two")
    return a_library(*sessions, tracks=[MON_THU], groups=groups, program={"address": "https://tests.example/participants"})


def running(library: Library, today: datetime.date = TODAY) -> tuple[Running, ...]:
    return running_groups(library, plan_tracks(library), today)


def page(library: Library, path: str, today: datetime.date = TODAY) -> str:
    """A page of the staff site as its words."""
    staff, _ = plan_sites(library, today)
    found = next(page for page in staff.pages if page.path == path)
    html = Pages(staff, library.sources.citations, ROOT / "templates").page(found).decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<main")[2].partition("</main")[0]))


# Pages


def test_the_schedule_shows_this_week_and_the_next_with_rooms_leaders_and_weeks_of_the_cycle() -> None:
    words = page(library_of(a_group(place="Main office", room="Room 2", leaders={"lead": "A. B.", "nurse": None})), "groups")
    assert "This week, January 4 to 10" in words
    assert "Next week, January 11 to 17" in words
    assert words.count("Main office, Room 2") == 5
    assert "lead: A. B.; nurse" in words
    assert words.index("Week 1") < words.index("Week 2")


def test_before_any_group_begins_the_schedule_shows_the_first_week_too() -> None:
    words = page(library_of(a_group()), "groups", day("2026-11-28"))
    assert words.count("No group meets.") == 2
    assert "The first week, January 4 to 10" in words


def test_the_schedule_says_where_a_group_is_looked_for_in_vain() -> None:
    snow: dict[str, Any] = {
        "closed": [{"on": day("2027-01-07"), "reason": "Snow"}],
        "policy": "skip",
        "make_up": [{"missed": day("2027-01-07"), "on": day("2027-01-08")}],
    }
    words = page(library_of(a_group(**snow)), "groups")
    assert "No group: Snow. Moved to Fri, Jan 8." in words
    assert "Moved from Thu, Jan 7" in words


def test_the_schedule_begins_with_clashes() -> None:
    words = page(library_of(a_group("a", room="Room 2", title="One"), a_group("b", room="Room 2", title="Two", start=day("2027-01-11"))), "groups")
    assert words.index("In each other's way") < words.index("This week")
    assert "Room 2 : One and Two , Monday, January 11, 2027 and 1 more day" in words


def test_the_page_of_a_group_names_its_next_meeting_its_rounds_and_what_is_otherwise() -> None:
    words = page(library_of(a_group(rounds="endless", changes=[{"on": day("2027-01-11"), "start": "19:00", "room": "Room 9"}])), "groups/mornings")
    assert "Next: Thu, Jan 7, 6:00 pm to 7:00 pm, Week 1, Thursday ." in words
    assert "never: it begins anew" in words
    assert "Round 1, January 4, 2027 to January 14, 2027" in words
    assert "Begins at 7:00 pm and not at 6:00 pm, in another room" in words


def test_of_an_endless_group_rounds_that_are_over_are_left_out() -> None:
    words = page(library_of(a_group(rounds="endless")), "groups/mornings", day("2028-01-05"))
    assert "January 4, 2027" not in words.partition("Dates")[2]
    assert "Round 27" in words


def test_the_page_of_a_group_that_has_ended_says_so() -> None:
    library = library_of(a_group())
    assert "This group has ended." in page(library, "groups/mornings", day("2027-06-01"))
    assert "it has ended" in page(library, "groups", day("2027-06-01"))


def test_a_page_of_another_day_is_another_page() -> None:
    library = library_of(a_group())
    assert page(library, "groups", TODAY) != page(library, "groups", LATER)


def test_without_groups_there_is_no_page_of_them() -> None:
    staff, _ = plan_sites(library_of(), TODAY)
    assert not [one for one in staff.pages if one.path.startswith("groups")]
    assert "Groups" not in [entry.title for entry in staff.nav]


STAFFS = {"place": "zqxplace", "leaders": {"lead": "zqxlead"}, "cohort": "zqxcohort"}


def test_of_a_group_the_participants_site_has_its_title_its_days_and_its_rooms_in_one_file_and_nothing_else() -> None:
    changes = [{"on": day("2027-01-07"), "leaders": {"lead": "zqxother"}}, {"on": day("2027-01-11"), "place": "zqxelsewhere", "room": "Room 9"}]
    group = a_group("zqxfile", title="Mornings", room="Room 2", changes=changes, **STAFFS)
    staff, participants = plan_sites(library_of(group), TODAY)
    pages = Pages(participants, {}, ROOT / "templates")
    texts = [pages.page(one).decode() for one in participants.pages]
    assert [text for text in texts if "Mornings" in text or "Room 2" in text] == []
    assert participants.files.keys() == {"tracks/tonight.json"}
    assert "zqx" not in "".join([*texts, *participants.files.values()])
    assert {word for word in ("zqxplace", "zqxlead", "zqxother", "zqxelsewhere") if word in staff.files["groups/tonight.json"]} == {"zqxplace", "zqxlead", "zqxother", "zqxelsewhere"}  # fmt: skip
    told = json.loads(participants.files["tracks/tonight.json"])
    assert told["groups"] == ["Mornings"]
    assert [(one["on"], one["room"], one.get("remark", "")) for one in told["meetings"]] == [
        ("2027-01-04", "Room 2", ""),
        ("2027-01-07", "Room 2", ""),
        ("2027-01-11", "Room 9", "In another room"),
        ("2027-01-14", "Room 2", ""),
    ]


def test_without_groups_the_participants_home_has_no_card_and_the_site_no_file_of_days() -> None:
    _, participants = plan_sites(library_of(), TODAY)
    assert participants.files == {}
    assert b"tonight" not in Pages(participants, {}, ROOT / "templates").page(participants.pages[0])


# Home


def tonight(*groups: RunningGroup, today: datetime.date = TODAY) -> dict[str, Any]:
    staff, _ = plan_sites(library_of(*groups), today)
    told: dict[str, Any] = json.loads(staff.files["groups/tonight.json"])
    return told


def test_home_has_every_held_meeting_from_two_weeks_back_to_the_last_that_is_known() -> None:
    told = tonight(a_group(rounds="endless"), today=day("2027-03-01"))
    days = [one["on"] for one in told["meetings"]]
    assert (days[0], days == sorted(days)) == ("2027-02-15", True)
    assert days[-1] > "2028-02"
    assert told["zone"] == "America/New_York"


def test_a_meeting_says_what_is_otherwise_and_a_day_off_why() -> None:
    changes = [{"on": day("2027-01-07"), "start": "19:00", "leaders": {"lead": "C. D."}}, {"on": day("2027-01-11"), "cancelled": "No heating"}]
    told = tonight(a_group(room="Room 2", leaders={"lead": "A. B.", "nurse": None}, changes=changes))
    assert told["groups"]["mornings"]["leaders"] == "lead: A. B.; nurse"
    assert told["meetings"][0] == {"on": "2027-01-04", "group": "mornings", "sheet": "tracks/evening/week-1-mon"}
    moved = told["meetings"][1]
    assert (moved["begins"], moved["ends"], moved["leaders"]) == ("7:00 pm", "8:00 pm", "lead: C. D.; nurse")
    assert told["off"] == [["2027-01-11", "mornings", "No group: No heating."]]


SECOND = f"{GUIDE}\n## {AGAIN}\n\nOne tells how it went.\n"
"""A guide that has something for those who know its session."""


def had(*weeks: dict[str, Any], enrolment: str = "rolling", streams: Any = None, **group: Any) -> list[tuple[str, dict[str, str]]]:
    """The days of a group of two rounds, and what it had before on each: of two sessions the first has something for that."""
    sessions = a_session("mood/one", SECOND), a_session("mood/two")
    track = a_track(*weeks, enrolment=enrolment, **({"streams": streams} if streams else {}))
    library = a_library(*sessions, tracks=[track], groups=[a_group(rounds=2, **group)], program={"address": "https://tests.example/participants"})
    staff, _ = plan_sites(library, TODAY)
    return [(one["on"][5:], one.get("had", {})) for one in json.loads(staff.files["groups/tonight.json"])["meetings"]]


def test_a_group_in_its_second_round_has_had_its_sessions_and_on_the_day_on_which_it_did() -> None:
    weeks: list[dict[str, Any]] = [{"mon": ["mood/one"], "thu": ["mood/two"]}, {"mon": ["mood/two"]}]
    closed = [{"on": day("2027-01-18"), "reason": "Snow"}]
    assert had(*weeks) == [("01-04", {}), ("01-07", {}), ("01-11", {}), ("01-18", {"mood/one": "2027-01-04"}), ("01-21", {}), ("01-25", {})]
    assert had(*weeks, closed=closed, policy="skip")[3:] == [("01-21", {}), ("01-25", {})]
    assert had(*weeks, enrolment="cohort")[3] == ("01-18", {})


def test_a_session_that_comes_again_in_a_round_was_had_on_the_last_day_that_was_held() -> None:
    weeks: list[dict[str, Any]] = [{"mon": ["mood/one"]}, {"mon": [{"again": "mood/one"}]}, {"mon": [{"again": "mood/one"}]}]
    days = ["01-04", "01-11", "01-18", "01-25", "02-01", "02-08"]
    before = [None, *days[:-1]]
    assert had(*weeks) == [(on, {"mood/one": f"2027-{last}"} if last else {}) for on, last in zip(days, before, strict=True)]
    assert had(*weeks, changes=[{"on": day("2027-01-11"), "cancelled": "No heating"}])[1] == ("01-18", {"mood/one": "2027-01-04"})
    assert [bool(found) for _, found in had(*weeks, enrolment="cohort")] == [False, True, True, False, True, True]


def test_where_streams_part_each_has_had_its_own_sessions() -> None:
    streams = {name: {"title": name.title(), "population": "anyone"} for name in ("recovery", "mood")}
    weeks: list[dict[str, Any]] = [
        {"mon": [{"recovery": "mood/one", "mood": "mood/two"}]},
        {"mon": [{"recovery": "mood/two", "mood": "mood/one"}]},
        {"mon": [{"again": "mood/one"}]},
    ]
    found = dict(had(*weeks, streams=streams))
    assert (found["01-11"], found["01-18"]) == ({}, {"mood/one": "2027-01-11"})
    assert (found["01-25"], found["02-01"]) == ({"mood/one": "2027-01-18"}, {"mood/one": "2027-01-18"})


def test_start_leads_to_room_mode_of_the_evening_where_there_is_such_a_page() -> None:
    sheet = "tracks/evening/week-1-mon"
    assert (evening_path(sheet, {sheet}), evening_path(sheet, {sheet, f"{sheet}/room"})) == (sheet, f"{sheet}/room")


def test_without_groups_home_lets_one_pick_a_track_and_without_scripts_lists_its_days() -> None:
    words = page(library_of(), "")
    assert "Which week are you in?" in words
    assert "Week 1 : Week 1 Monday · Thursday" in words
    assert "Which week" not in page(library_of(a_group()), "")


def test_without_scripts_home_says_of_which_weeks_it_speaks_and_calls_no_day_today() -> None:
    words = page(library_of(a_group(room="Room 2")), "")
    assert words.index("January 4 to 10, 2027") < words.index("January 11 to 17, 2027")
    assert "As it was known on Wednesday, January 6, 2027." in words
    assert "today" not in words


# Calendars


def calendars(*groups: RunningGroup, today: datetime.date = TODAY) -> dict[str, str]:
    library = library_of(*groups)
    return dict(group_calendars(library, running(library, today), today))


def events(text: str) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(text).events)


def sequences(text: str) -> list[int]:
    return [int(event.decoded("SEQUENCE")) for event in events(text)]


STAFF, PARTICIPANTS = "groups/mornings/staff.ics", "groups/mornings/participants.ics"
ROOM_9: dict[str, Any] = {"changes": [{"on": day("2027-01-11"), "room": "Room 9"}]}


def test_another_parser_reads_both_calendars_without_a_complaint() -> None:
    made = calendars(a_group(place="Main office", room="Room 2", leaders={"lead": "A. B."}))
    for text in made.values():
        assert [str(event.decoded("DTSTART")) for event in events(text)][:2] == ["2027-01-04 18:00:00-05:00", "2027-01-07 18:00:00-05:00"]
        assert [list(event.errors) for event in events(text)] == [[]] * 4
    staff, participants = events(made[STAFF])[0], events(made[PARTICIPANTS])[0]
    assert (str(staff["LOCATION"]), str(participants["LOCATION"])) == ("Main office, Room 2", "Room 2")
    assert (str(staff["SUMMARY"]), str(participants["SUMMARY"])) == ("Morning group, week 1", "Group, week 1")
    assert "Led by lead: A. B.." in str(staff["DESCRIPTION"])
    assert str(participants["CLASS"]) == "PRIVATE"


def test_participants_get_no_title_no_leader_and_no_place() -> None:
    made = calendars(a_group(title="zqx", place="zqx", leaders={"lead": "zqx"}, cohort="zqx"))
    assert "zqx" in made[STAFF]
    assert "zqx" not in made[PARTICIPANTS]


def test_where_streams_part_both_calendars_say_which_session_is_whose_and_in_which_room() -> None:
    streams = {name: {"title": name.title(), "population": "anyone"} for name in ("recovery", "mood")}
    track = a_track({"mon": [{"recovery": "mood/one", "mood": "mood/two"}]}, streams=streams)
    group = a_group(room="Hall", rooms={"mood": "Upstairs"})
    library = a_library(a_session("mood/one", title="One"), a_session("mood/two", title="Two"), tracks=[track], groups=[group])
    made = dict(group_calendars(library, running(library), TODAY))
    staff, participants = (str(events(made[path])[0]["DESCRIPTION"]) for path in (STAFF, PARTICIPANTS))
    assert "Recovery: One\n" in staff
    assert "Mood: Two, Upstairs\n" in staff
    assert "Recovery: One. " in participants
    assert "Mood, Upstairs: Two. " in participants


def test_clock_times_stay_when_clocks_change_between_two_meetings() -> None:
    made = calendars(a_group(start=day("2027-03-08")))
    assert [str(event.decoded("DTSTART"))[11:] for event in events(made[STAFF])] == ["18:00:00-05:00"] * 2 + ["18:00:00-04:00"] * 2


def test_an_event_keeps_its_uid_whatever_becomes_of_its_day() -> None:
    plain = calendars(a_group(rounds=2))
    moved = calendars(a_group(rounds=2, closed=[{"on": day("2027-01-07"), "reason": "Snow"}]))
    for path in (STAFF, PARTICIPANTS):
        assert [event["UID"] for event in events(plain[path])] == [event["UID"] for event in events(moved[path])]
    every = [str(event["UID"]) for text in plain.values() for event in events(text)]
    assert len(set(every)) == len(every) == 16


def test_a_later_day_or_another_amendment_is_a_higher_revision_whatever_was_published() -> None:
    today, tomorrow = calendars(a_group()), calendars(a_group(), today=LATER)
    amended = calendars(a_group(**ROOM_9))
    assert max(sequences(today[STAFF])) < min(sequences(amended[STAFF])) < min(sequences(tomorrow[STAFF]))
    assert sequences(today[STAFF])[0] == A_DAY * day_sequence(TODAY)


def test_a_cancelled_meeting_stays_in_the_calendar_as_cancelled() -> None:
    made = calendars(a_group(changes=[{"on": day("2027-01-11"), "cancelled": "No heating"}]))
    for path in (STAFF, PARTICIPANTS):
        assert [str(event["STATUS"]) for event in events(made[path])] == ["CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED"]
        assert str(events(made[path])[2]["SUMMARY"]) == "No group: No heating"


def test_rounds_of_an_endless_group_that_have_long_ended_leave_its_calendar() -> None:
    made = events(calendars(a_group(rounds="endless"), today=day("2028-03-01"))[STAFF])
    first = min(event.decoded("DTSTART").date() for event in made)
    assert day("2027-11-15") < first < day("2027-12-15")
