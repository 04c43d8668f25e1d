"""Calendar files: read back by an independent parser, right across daylight saving, the same events when imported again, and nothing of the staff's for participants."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest

from builder.dates.closures import Closures
from builder.finding import CurriculumError
from builder.model.library import Library
from builder.pages.ics import OCTETS, escaped, folded, render_feed, time_zone
from builder.tracks.dated import DatedSyllabus, Policy, date_syllabus
from builder.tracks.plan import plan
from builder.views.address import staff_address
from builder.views.events import participants_feed, staff_feed
from tests.factories import GUIDE, a_library, a_session, a_track

STAMP = datetime.datetime(2026, 11, 21)
WEEKS: tuple[Mapping[str, Sequence[Any]], ...] = ({"mon": ["mood/first-walk"]}, {"mon": [{"again": "mood/first-walk"}]})


def library_in(zone: str, **track: Any) -> Library:
    return a_library(tracks=[a_track(*WEEKS, **track)], program={"time_zone": zone, "address": "https://tests.example/participants"})


def dated(library: Library, start: str, closed: Mapping[str, str] | None = None, policy: Policy = "reflow") -> DatedSyllabus:
    reasons = {datetime.date.fromisoformat(day): reason for day, reason in (closed or {}).items()}
    return date_syllabus(plan(library, library.tracks[0]), datetime.date.fromisoformat(start), Closures(reasons), policy)


def rendered(library: Library, made: DatedSyllabus, audience: str = "staff", sequence: int = 1) -> bytes:
    feed = staff_feed(library, made) if audience == "staff" else participants_feed(library, made)
    return render_feed(feed, STAMP, sequence)


def events(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).events)


def uids(content: bytes) -> list[str]:
    return [str(event["UID"]) for event in events(content)]


def unfolded(content: bytes) -> str:
    return content.replace(b"\r\n ", b"").decode()


# What a program that imports the file sees


@pytest.mark.parametrize("audience", ["staff", "participants"])
def test_another_parser_reads_every_event_without_a_complaint(audience: str) -> None:
    library = library_in("America/Chicago")
    calendar = icalendar.Calendar.from_ical(rendered(library, dated(library, "2027-01-04"), audience))
    assert [(str(e.decoded("DTSTART")), str(e.decoded("DTEND"))) for e in calendar.events] == [
        ("2027-01-04 18:00:00-06:00", "2027-01-04 19:00:00-06:00"),
        ("2027-01-11 18:00:00-06:00", "2027-01-11 19:00:00-06:00"),
    ]
    assert [list(event.errors) for event in calendar.events] == [[], []]
    assert (str(calendar["VERSION"]), str(calendar["METHOD"])) == ("2.0", "PUBLISH")


def test_a_meeting_keeps_its_clock_time_when_clocks_change_between_two_meetings() -> None:
    library = library_in("America/New_York")
    before, after = events(rendered(library, dated(library, "2027-03-08")))
    assert [event.decoded("DTSTART").astimezone(datetime.UTC).strftime("%m-%d %H:%M") for event in (before, after)] == ["03-08 23:00", "03-15 22:00"]


ZONES = [
    ("America/New_York", 2027), ("America/Phoenix", 2027), ("America/Chicago", 2006), ("America/Sao_Paulo", 2018), ("Europe/Dublin", 2026),
    ("Australia/Lord_Howe", 2027), ("Africa/Casablanca", 2027), ("Asia/Kathmandu", 2027), ("Pacific/Apia", 2011), ("UTC", 2027),
]  # fmt: skip


@pytest.mark.parametrize(("name", "year"), ZONES)
def test_the_time_zone_in_the_file_agrees_with_the_database_at_every_hour_of_two_years(name: str, year: int) -> None:
    """Years in which rules changed too; clock times that a change leaves out exist nowhere and are passed over."""
    read = icalendar.Timezone.from_ical("\r\n".join([*time_zone(name, year, year + 1), ""]))
    assert isinstance(read, icalendar.Timezone)
    told = read.to_tz(lookup_tzid=False)
    zone, hour = ZoneInfo(name), datetime.timedelta(hours=1)
    moments = [datetime.datetime(year, 1, 1, 0, 30) + hour * number for number in range(2 * 365 * 24)]
    real = [moment for moment in moments if moment.replace(tzinfo=zone).astimezone(datetime.UTC).astimezone(zone).replace(tzinfo=None) == moment]
    assert len(moments) - len(real) < 30
    assert [moment for moment in real if moment.replace(tzinfo=told).utcoffset() != moment.replace(tzinfo=zone).utcoffset()] == []


def test_a_zone_with_yearly_rules_is_two_short_rules() -> None:
    lines = list(time_zone("America/New_York", 2027, 2028))
    assert [line for line in lines if line.startswith("RRULE")] == ["RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"]
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU" in list(time_zone("Europe/Berlin", 2027, 2028))


def test_a_cycle_over_the_end_of_the_year_has_its_zone_for_both_years() -> None:
    library = library_in("Africa/Casablanca")
    assert b"20270" in rendered(library, dated(library, "2026-12-28"))


def test_a_meeting_past_midnight_ends_on_the_next_day() -> None:
    library = library_in("America/New_York", start="23:30")
    assert [str(event.decoded("DTEND").date()) for event in events(rendered(library, dated(library, "2026-12-28")))] == ["2026-12-29", "2027-01-05"]


# Importing again


def test_importing_again_after_a_closure_moves_the_events_and_makes_no_second_ones() -> None:
    library = library_in("America/New_York")
    first = rendered(library, dated(library, "2027-01-04"), sequence=1)
    second = rendered(library, dated(library, "2027-01-04", {"2027-01-11": "Snow"}), sequence=2)
    assert uids(first) == uids(second)
    assert [event.decoded("SEQUENCE") for event in events(second)] == [2, 2]
    assert [str(event.decoded("DTSTART").date()) for event in events(second)] == ["2027-01-04", "2027-01-18"]


def test_importing_again_cancels_a_meeting_that_fell_out() -> None:
    library = library_in("America/New_York")
    made = dated(library, "2027-01-04", {"2027-01-11": "Snow"}, "skip")
    for audience in ("staff", "participants"):
        assert uids(rendered(library, made, audience)) == uids(rendered(library, dated(library, "2027-01-04"), audience))
    held, cancelled = events(rendered(library, made, "participants"))
    assert (str(held["STATUS"]), str(cancelled["STATUS"]), str(cancelled["SUMMARY"])) == ("CONFIRMED", "CANCELLED", "No group: Snow")


def test_two_tracks_two_cycles_and_two_audiences_share_no_uid() -> None:
    day, evening = library_in("UTC", identity="day"), library_in("UTC", identity="evening")
    made = [(library, dated(library, start)) for library in (day, evening) for start in ("2027-01-04", "2027-03-01")]
    every = [uid for library, cycle in made for audience in ("staff", "participants") for uid in uids(rendered(library, cycle, audience))]
    assert len(every) == len(set(every)) == 16


def test_the_bytes_depend_on_what_is_passed_in_and_nothing_else() -> None:
    library = library_in("America/New_York")
    made = dated(library, "2027-01-04")
    assert rendered(library, made) == rendered(library, made)
    assert b"DTSTAMP:20261121T000000Z\r\nSEQUENCE:7\r\n" in rendered(library, made, sequence=7)


# Lines


def test_lines_end_in_crlf_and_no_line_is_longer_than_75_octets() -> None:
    library = library_in("America/New_York", title="Äbende für alle, die müde sind; " * 5)
    content = rendered(library, dated(library, "2027-01-04"))
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= OCTETS


@pytest.mark.parametrize("text", ["x" * 300, "é" * 200, "😀" * 90, "", "a b" * 60])
def test_a_folded_line_unfolds_to_what_it_was(text: str) -> None:
    pieces = folded(text).split("\r\n")
    assert all(len(piece.encode()) <= OCTETS for piece in pieces)
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == text


def test_commas_semicolons_backslashes_and_line_ends_are_written_out() -> None:
    assert folded(escaped("a,b;c\\d\ne\r\nf\x07")) == "a\\,b\\;c\\\\d\\ne\\nf"


def test_a_title_with_every_odd_character_comes_back_whole() -> None:
    library = library_in("UTC", title='Q&A: "a, b"; c\\n, 100 %')
    assert str(events(rendered(library, dated(library, "2027-01-04")))[0]["SUMMARY"]) == 'Q&A: "a, b"; c\\n, 100 %, week 1'


# Two audiences


def test_staff_find_the_agenda_with_links_to_the_guides() -> None:
    library = library_in("America/New_York")
    event = events(rendered(library, dated(library, "2027-01-04")))[1]
    assert "6:00 pm to 7:00 pm: A first walk (again, as a practice lab)\nhttps://tests.example/staff/mood/first-walk/" in str(event["DESCRIPTION"])
    assert str(event["URL"]) == "https://tests.example/staff/tracks/evening/week-2-mon/"
    assert "LOCATION" not in event


def test_participants_find_home_practice_and_the_addresses_of_handouts() -> None:
    library = library_in("America/New_York")
    event = events(rendered(library, dated(library, "2027-01-04"), "participants"))[0]
    assert str(event["DESCRIPTION"]).split("\n") == [
        "A first walk. Draw one short route.",
        "Home practice: Walk the route on Friday.",
        "My map: https://tests.example/participants/mood/first-walk/map/",
    ]


def test_a_participants_calendar_shows_no_diagnosis_on_a_locked_phone() -> None:
    library = library_in("America/New_York", title="Substance use evenings")
    content = rendered(library, dated(library, "2027-01-04"), "participants")
    assert b"Substance" not in content
    assert [(str(event["SUMMARY"]), str(event["CLASS"])) for event in events(content)] == [("Group, week 1", "PRIVATE"), ("Group, week 2", "PRIVATE")]


def test_no_staff_marker_reaches_the_participants_file() -> None:
    """A marker in every line of the guide and every staff field; the staff's own file shows that meetings were made from this session."""
    body = re.sub(r"(?m)^((?![#*]).+)$", r"\1 zqx", GUIDE)
    session = a_session(body=body, objectives=["zqx one", "zqx two"], materials=["zqx"])
    assert body.count("zqx") > 10
    library = a_library(session, tracks=[a_track(*WEEKS)], program={"risk_protocol": "zqx", "agreement": ["zqx"]})
    made = dated(library, "2027-01-04", {"2027-01-11": "Snow"})
    content = unfolded(rendered(library, made, "participants"))
    assert "zqx" not in content
    assert session.meta.home_practice in content


def test_participants_events_have_these_properties_and_no_other() -> None:
    library = library_in("America/New_York")
    (event, _) = events(rendered(library, dated(library, "2027-01-04"), "participants"))
    known = {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "CLASS", "STATUS", "TRANSP"}
    assert set(event) == known


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ({"address": "https://a.example/participants/"}, "https://a.example/staff"),
        ({"address": "https://a.example/pages"}, ""),
        ({"address": "https://a.example/pages", "staff_address": "https://b.example"}, "https://b.example"),
    ],
)
def test_the_staff_site_stands_where_program_yml_says_or_beside_the_other(told: dict[str, str], address: str) -> None:
    assert staff_address(a_library(program=told)) == address


def test_without_a_staff_address_guides_are_named_by_their_ids() -> None:
    library = a_library(tracks=[a_track(*WEEKS)])
    event = events(rendered(library, dated(library, "2027-01-04")))[0]
    assert "\nmood/first-walk" in str(event["DESCRIPTION"])
    assert "URL" not in event


# The zone in program.yml


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("America/Chicgo", "did you mean 'America/Chicago'?"),
        ("America", "not a time zone"),
        ("../etc/passwd", "not a time zone"),
        ("Central", "not a time zone"),
        *((name, "not a time zone") for name in ("localtime", "posixrules", "Factory")),
        ("posix/America/Chicago", "did you mean 'America/Chicago'?"),
        ("right/Europe/Berlin", "did you mean 'Europe/Berlin'?"),
    ],
)
def test_a_time_zone_that_does_not_exist_is_a_finding(name: str, says: str) -> None:
    with pytest.raises(CurriculumError) as caught:
        a_library(a_session(), program={"time_zone": name})
    (finding,) = caught.value.findings
    assert finding.code == "bad-value"
    assert says in finding.message
