"""When a group is on, by the clock where it meets: what home reckons in the browser, run in node."""

from __future__ import annotations

import datetime
import zoneinfo
from typing import Any

import pytest

from tests.scripts import in_node, with_node

pytestmark = [pytest.mark.slow, with_node]

SCRIPT = "../../assets/js/tonight-times.js"
NEW_YORK = "America/New_York"


def at(text: str, zone: str = NEW_YORK) -> float:
    """The instant, in milliseconds, at which a clock in a zone shows a time."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=zoneinfo.ZoneInfo(zone)).timestamp() * 1000


def day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal() - datetime.date(1970, 1, 1).toordinal()


def a_meeting(on: str = "2027-01-13", start: int = 1050, end: int = 1255, group: str = "evening") -> dict[str, Any]:
    return {"on": day(on), "start": start, "end": end, "group": group}


def state(meeting: dict[str, Any], now: float, zone: str = NEW_YORK) -> tuple[str, int]:
    found = in_node(SCRIPT, "m.stateOf(given.meeting, given.zone, given.now)", {"meeting": meeting, "zone": zone, "now": now})
    return found["kind"], found["minutes"]


def shown(meetings: list[dict[str, Any]], now: float) -> dict[str, Any]:
    found: dict[str, Any] = in_node(SCRIPT, "m.shown(given.meetings, given.zone, given.now)", {"meetings": meetings, "zone": NEW_YORK, "now": now})
    return found


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2027-01-13T09:00", ("later", 510)),
        ("2027-01-13T17:05", ("soon", 25)),
        ("2027-01-13T17:29:30", ("soon", 1)),
        ("2027-01-13T17:30", ("now", 0)),
        ("2027-01-13T20:54:59", ("now", 204)),
        ("2027-01-13T20:55", ("ended", 0)),
        ("2027-01-13T21:30", ("ended", 35)),
        ("2027-01-12T17:30", ("later", 1440)),
    ],
)
def test_a_meeting_is_later_then_soon_then_now_then_over(now: str, expected: tuple[str, int]) -> None:
    assert state(a_meeting(), at(now)) == expected


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Tokyo", "UTC", "Australia/Lord_Howe"])
def test_the_place_of_the_group_counts_and_not_the_zone_of_the_device(zone: str) -> None:
    now = datetime.datetime.fromtimestamp(at("2027-01-13T17:05") / 1000, zoneinfo.ZoneInfo(zone)).timestamp() * 1000
    assert state(a_meeting(), now) == ("soon", 25)
    assert in_node(SCRIPT, "m.wall(given.zone, given.now)", {"zone": NEW_YORK, "now": now}) == {"day": day("2027-01-13"), "minutes": 17 * 60 + 5}


def test_clocks_of_every_zone_are_read_and_set_alike() -> None:
    """Over a year in steps of 11 hours, changes of clocks included: an instant is shown as a wall clock, and that time leads back to it."""
    zones = [NEW_YORK, "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "America/Phoenix"]
    times = [at("2027-01-01T00:30", "UTC") + hours * 3_600_000 for hours in range(0, 365 * 24, 11)]
    asked = """given.zones.map((zone) => given.times.map((now) => {
      const { day, minutes } = m.wall(zone, now);
      return [day, minutes, m.instant(zone, day, minutes) - now];
    }))"""
    looked_at = again = 0
    for zone, found in zip(zones, in_node(SCRIPT, asked, {"zones": zones, "times": times}), strict=True):
        for now, (number, minutes, off) in zip(times, found, strict=True):
            clock = datetime.datetime.fromtimestamp(now / 1000, zoneinfo.ZoneInfo(zone))
            assert (number, minutes) == (day(clock.date().isoformat()), clock.hour * 60 + clock.minute)
            again += off != 0  # an hour that a clock shows twice is one of the two
            looked_at += 1
    assert looked_at == len(zones) * len(times) > 4000
    assert again <= 4


@pytest.mark.parametrize(
    ("on", "now", "expected"),
    [
        ("2027-03-14", "2027-03-14T00:30", ("later", 960)),  # clocks go forward at two: 5:30 pm comes an hour sooner
        ("2027-11-07", "2027-11-07T00:30", ("later", 1080)),
        ("2027-03-14", "2027-03-14T17:05", ("soon", 25)),
        ("2027-11-07", "2027-11-07T21:00", ("ended", 5)),
    ],
)
def test_on_the_day_on_which_clocks_change_the_wait_is_the_true_one(on: str, now: str, expected: tuple[str, int]) -> None:
    assert state(a_meeting(on), at(now)) == expected


def test_a_group_that_runs_over_midnight_is_on_until_it_ends_and_then_came_before() -> None:
    late = a_meeting("2027-01-13", 1380, 1500)
    assert [card["state"]["kind"] for card in shown([late], at("2027-01-13T23:30"))["cards"]] == ["now"]
    assert [card["state"] for card in shown([late], at("2027-01-14T00:30"))["cards"]] == [{"kind": "now", "minutes": 90}]
    over = shown([late], at("2027-01-14T01:00"))
    assert (over["cards"], over["before"]) == ([], [late])


def test_of_several_groups_on_one_day_the_nearest_comes_first_and_what_is_over_last() -> None:
    day_group, evening, late = a_meeting(start=540, end=720, group="day"), a_meeting(), a_meeting(start=1140, end=1260, group="late")
    order = {now: [(card["meeting"]["group"], card["state"]["kind"]) for card in shown([late, evening, day_group], at(f"2027-01-13T{now}"))["cards"]] for now in ("08:00", "12:30", "18:00", "19:30")}  # fmt: skip
    assert order == {
        "08:00": [("day", "soon"), ("evening", "later"), ("late", "later")],
        "12:30": [("evening", "later"), ("late", "later"), ("day", "ended")],
        "18:00": [("evening", "now"), ("late", "soon"), ("day", "ended")],
        "19:30": [("evening", "now"), ("late", "now"), ("day", "ended")],
    }


def test_each_group_has_its_next_meeting_its_last_one_and_those_of_next_week() -> None:
    meetings = [a_meeting(f"2027-01-{number:02}", group=group) for number in (4, 6, 11, 13, 18, 20, 25) for group in ("a", "b")]
    found = shown(meetings, at("2027-01-12T12:00"))
    assert found["cards"] == []
    assert [(one["group"], one["on"]) for one in found["next"]] == [("a", day("2027-01-13")), ("b", day("2027-01-13"))]
    assert {one["on"] for one in found["before"]} == {day("2027-01-11")}
    assert sorted({one["on"] for one in found["nextWeek"]}) == [day("2027-01-18"), day("2027-01-20")]


def test_what_families_have_to_themselves_is_not_what_came_before_for_a_group() -> None:
    group, families = a_meeting("2027-01-11"), {**a_meeting("2027-01-12"), "families": True}
    assert shown([group, families], at("2027-01-13T12:00"))["before"] == [group]
    assert shown([group, families], at("2027-01-11T12:00"))["next"] == [families]


def test_a_page_that_is_left_open_over_midnight_shows_the_next_day() -> None:
    meetings = [a_meeting("2027-01-13"), a_meeting("2027-01-14")]
    before, after = (shown(meetings, at(now)) for now in ("2027-01-13T23:59", "2027-01-14T00:00"))
    assert [card["meeting"]["on"] for card in before["cards"]] == [day("2027-01-13")]
    assert [card["meeting"]["on"] for card in after["cards"]] == [day("2027-01-14")]


def test_the_part_that_runs_is_named_and_those_of_groups_that_meet_at_one_time() -> None:
    parts = [[600, 615, "Check-in"], [615, 675, "Recovery: A"], [615, 665, "Mood: B"], [675, 685, "Break"]]
    found = in_node(SCRIPT, "[0, 14, 15, 70, 80, 90].map((minutes) => m.partsAt(given, minutes))", parts)
    assert found == [["Check-in"], ["Check-in"], ["Recovery: A", "Mood: B"], ["Recovery: A"], ["Break"], []]


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "less than a minute"), (1, "1 minute"), (25, "25 minutes"), (60, "1 hour"), (121, "2 hours 1 minute")]
)
def test_a_wait_is_said_in_words(minutes: int, said: str) -> None:
    assert in_node(SCRIPT, "m.lengthSaid(given)", minutes) == said


def test_a_clock_in_another_zone_is_told_and_one_that_agrees_is_not() -> None:
    asked = "given.zones.map((own) => m.zoneSaid('America/New_York', own, given.now))"
    found = in_node(SCRIPT, asked, {"zones": [NEW_YORK, "America/Toronto", "America/Denver", "Europe/London"], "now": at("2027-01-13T17:05")})
    assert found[:2] == ["", ""]
    assert found[2].endswith("The clock of this device is 2 hours behind.")
    assert found[3].endswith("The clock of this device is 5 hours ahead.")


DAYS = [{"sheet": "1-mon", "week": 1, "day": "mon"}, {"sheet": "2-mon", "week": 2, "day": "mon"}, {"sheet": "2-sat", "week": 2, "day": "sat"}]


@pytest.mark.parametrize("start", ["2027-01-04", "2027-01-07"])
def test_a_track_that_was_picked_stands_on_its_days_and_comes_round_again(start: str) -> None:
    given = {"days": DAYS, "start": day(start), "since": day("2027-01-01"), "until": day("2027-02-01")}
    found = in_node(SCRIPT, "m.trackDays(given.days, 2, true, given.start, given.since, given.until)", given)
    assert [(one["sheet"], one["on"] - day("2027-01-04")) for one in found] == [("1-mon", 0), ("2-mon", 7), ("2-sat", 12), ("1-mon", 14), ("2-mon", 21), ("2-sat", 26), ("1-mon", 28)]  # fmt: skip


def test_a_track_that_all_begin_together_ends_after_its_last_week() -> None:
    given = {"days": DAYS, "start": day("2027-01-04"), "since": day("2027-01-01"), "until": day("2027-03-01")}
    assert len(in_node(SCRIPT, "m.trackDays(given.days, 2, false, given.start, given.since, given.until)", given)) == 3
