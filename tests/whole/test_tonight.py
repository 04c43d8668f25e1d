"""Half past five: what home shows by the clock where groups meet, on a phone, over the real groups and over odd ones."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs
from playwright.sync_api import Browser, Page, expect

from builder.load.library import load_library
from builder.pipeline import plan_sites
from builder.site.tree import write_tree
from tests.browsing import PATIENCE
from tests.project import ROOT, TODAY, a_root, every_file
from tests.whole.conftest import Visit, assert_accessible, served

pytestmark = pytest.mark.slow

HOME = "staff/index.html"


def instant(text: str, zone: str = "America/New_York") -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def at(visit: Visit, now: str, path: str = HOME) -> Page:
    """Home at a time where groups meet; the clock stands still."""
    visit.page.clock.set_fixed_time(instant(now))
    return visit.to(path)


def cards(page: Page) -> list[str]:
    """What each card says of its time, with its group."""
    expect(page.locator("#tonight-plain")).to_be_hidden()
    found = page.locator(".gw-evening")
    return [" ".join(card.inner_text().split()) for card in found.all()]


def made(folder: Path, curriculum: Path) -> Path:
    """The homes of both sites of a curriculum, with all that lies under tracks and groups, which is where they lead."""
    root = a_root(folder / "root", curriculum)
    library = load_library(root)
    for site in plan_sites(library, TODAY):
        visited = tuple(page for page in site.pages if page.path.split("/")[0] in ("", "tracks", "groups"))
        write_tree(folder / "site" / site.name, every_file(root, library, structs.replace(site, pages=visited)))
    return folder / "site"


@pytest.fixture(scope="module")
def without_groups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The library of a program that has written no group."""
    folder = tmp_path_factory.mktemp("without")
    shutil.copytree(ROOT / "curriculum", folder / "curriculum", ignore=shutil.ignore_patterns("groups"))
    with served(made(folder, folder / "curriculum")) as address:
        yield address


@pytest.fixture(scope="module")
def odd_groups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Streams at one time, alternate Saturdays, stages: the tracks and groups of tests/programs."""
    folder = tmp_path_factory.mktemp("odd")
    shutil.copytree(ROOT / "curriculum", folder / "curriculum", ignore=shutil.ignore_patterns("tracks", "groups"))
    for name in ("tracks", "groups"):
        shutil.copytree(ROOT / "tests/programs" / name, folder / "curriculum" / name)
    program = folder / "curriculum/program.yml"
    text = program.read_text(encoding="utf-8").replace("\npopulations:\n", "\npopulations:\n  skills:\n    title: People of a skills group\n")
    program.write_text(text, encoding="utf-8")
    with served(made(folder, folder / "curriculum")) as address:
        yield address


# Staff, with groups on dates


def test_at_five_past_five_home_opens_with_tonights_group_and_start_is_one_tap(phone: Visit) -> None:
    page = at(phone, "2027-01-13T17:05")
    card, families = cards(page)
    assert families.startswith("6:00 pm in 55 minutes Day program, January group")
    assert card.startswith("5:30 pm in 25 minutes Evening group Week 2 of 8 · Main office, Room 2 Notice and name What a feeling looks after")
    expect(page.get_by_role("heading", name="Tonight Wednesday, January 13")).to_be_visible()
    for name in ("Start: Evening group", "Print tonight: Evening group", "Run sheet: Evening group"):
        link = page.get_by_role("link", name=name)
        expect(link).to_be_in_viewport()
        box = link.bounding_box()
        assert box
        assert box["height"] >= 44
    assert str(page.get_by_role("link", name="Print tonight: Evening group").get_attribute("href")).endswith("tracks/evening/week-2-wed/#print")
    page.get_by_role("link", name="Start: Evening group").click()
    page.wait_for_url("**/tracks/evening/week-2-wed/**")


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2027-01-13T09:00", "5:30 pm in 8 hours 30 minutes Evening group"),
        ("2027-01-13T18:20", "Now Notice and name; group ends at 8:55 pm Evening group"),
        ("2027-01-13T21:30", "Ended at 8:55 pm Evening group"),
    ],
)
def test_the_card_follows_the_evening(phone: Visit, now: str, said: str) -> None:
    (card,) = (card for card in cards(at(phone, now)) if "Evening group" in card)  # families of the day program come on that evening too
    assert card.startswith(said)
    assert ("Note: Notice and name" in card) == ("Ended" in said)


def test_two_groups_on_one_day_are_two_cards_the_nearest_first(phone: Visit) -> None:
    page = at(phone, "2027-01-11T08:30")
    assert [card[:20] for card in cards(page)] == ["9:00 am in 30 minute", "5:30 pm in 9 hours E"]
    expect(page.get_by_role("heading", name="Today Monday, January 11")).to_be_visible()
    assert [card[:14] for card in cards(at(phone, "2027-01-11T15:31"))] == ["5:30 pm in 1 h", "Ended at 12:40"]


def test_home_says_what_comes_next_and_what_home_practice_was_set(phone: Visit) -> None:
    page = at(phone, "2027-01-13T17:05")
    rest = page.locator("#tonight-rest")
    expect(rest.get_by_role("listitem").filter(has_text="Thu, Jan 14, 5:30 pm")).to_contain_text("Catching the first thought; Four styles")
    expect(rest.get_by_role("listitem").filter(has_text="Mon, Jan 11")).to_contain_text("The five-part map: On two days, right after dinner")
    rest.get_by_text("Next week, Mon, Jan 18 to Sun, Jan 24: 7 meetings").click()
    expect(rest.get_by_role("link", name="Evening group, Week 3, Wednesday: run sheet")).to_be_visible()


def test_on_a_day_without_group_home_says_so_and_shows_the_next_one_large(phone: Visit) -> None:
    page = at(phone, "2027-01-10T10:00")
    expect(page.get_by_role("heading", name="No group meets today Sunday, January 10")).to_be_visible()
    assert [card[:40] for card in cards(page)] == ["Monday, January 11, 9:00 am tomorrow Day", "Monday, January 11, 5:30 pm tomorrow Eve"]


def test_a_closed_day_says_why_and_where_the_meeting_went(phone: Visit) -> None:
    found = cards(at(phone, "2027-01-18T08:00"))
    assert found[0].startswith("5:30 pm in 9 hours 30 minutes Evening group")
    assert found[1] == "Day program, January group No group: Martin Luther King Jr. Day. Moved to Wed, Jan 20."
    assert "Moved from Mon, Jan 18" in cards(at(phone, "2027-01-20T08:30"))[0]


def test_a_site_that_was_built_weeks_ago_is_still_right_and_after_its_last_date_says_so(phone: Visit) -> None:
    assert cards(at(phone, "2027-06-16T17:05"))[0].startswith("5:30 pm in 25 minutes Evening group Week 8 of 8")
    page = at(phone, "2029-06-13T17:05")
    assert cards(page) == []
    expect(page.get_by_text("as far as these pages know. They were made on Monday, November 30")).to_be_visible()


def test_in_its_second_round_a_group_has_had_its_sessions_and_the_card_leads_to_what_those_do_who_were_there(phone: Visit) -> None:
    assert "had it on" not in " ".join(cards(at(phone, "2027-01-04T17:05")))
    page = at(phone, "2027-03-01T17:05")
    (card,) = (card for card in cards(page) if "Evening group Week 1 of 8" in card)
    assert "How group works This group had it on Monday, February 1. For those who were there: When it comes again" in card
    expect(page.get_by_role("listitem").filter(has_text="Thu, Feb 25")).to_be_visible()  # the home practice of the round before
    page.get_by_role("link", name="When it comes again: How group works").click()
    page.wait_for_url("**/staff/orientation/how-group-works/#when-it-comes-again")
    expect(page.get_by_role("heading", name="When it comes again")).to_be_in_viewport()


def test_a_page_left_open_counts_down_and_goes_on_to_the_next_day(phone: Visit) -> None:
    phone.page.clock.install(time=instant("2027-01-13T17:28"))
    page = phone.to(HOME)
    expect(page.locator(".gw-evening-when").first).to_have_text("5:30 pm in 2 minutes")
    link = page.get_by_role("link", name="Start: Evening group")
    link.focus()
    page.clock.run_for(60_000)
    expect(page.locator(".gw-evening-when").first).to_have_text("5:30 pm in 1 minute")
    expect(link).to_be_focused()
    page.clock.run_for(60_000)
    expect(page.locator(".gw-evening-when").first).to_have_text("Now Check-in; group ends at 8:55 pm")
    page.clock.fast_forward(7 * 3_600_000)
    page.clock.run_for(60_000)
    expect(page.get_by_role("heading", name="Today Thursday, January 14")).to_be_visible()
    assert len(cards(page)) == 2


def test_a_device_in_another_zone_shows_the_times_of_the_place_and_says_so(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, timezone_id="America/Los_Angeles")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.clock.set_fixed_time(instant("2027-01-13T17:05"))
    page.goto(f"{address}/{HOME}")
    expect(page.locator(".gw-evening-when").first).to_have_text("5:30 pm in 25 minutes")
    expect(page.get_by_text("The clock of this device is 3 hours behind.")).to_be_visible()
    context.close()


def test_without_scripts_home_has_the_weeks_with_their_dates(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto(f"{address}/{HOME}")
    expect(page.get_by_role("heading", name="January 4 to 10, 2027")).to_be_visible()
    expect(page.get_by_text("As it was known on Monday, November 30, 2026.")).to_be_visible()
    page.get_by_role("link", name="Week 1, Wednesday: run sheet, Evening group").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Week 1, Wednesday")
    context.close()


@pytest.mark.long
@pytest.mark.parametrize("now", ["2027-01-11T08:30", "2027-01-13T21:30", "2027-01-18T08:00", "2027-03-01T17:05"])
@pytest.mark.parametrize("width", [360, 1280])
def test_home_is_accessible_fits_and_stores_nothing(visitor: Callable[[int], Visit], now: str, width: int) -> None:
    visit = visitor(width)
    page = at(visit, now)
    assert cards(page)
    assert_accessible(page, width)
    visit.assert_keeps_to_itself()


# Staff, without dates


def test_without_dates_one_picks_the_week_and_the_card_is_the_same(phone: Visit, without_groups: str) -> None:
    phone.base = without_groups
    page = at(phone, "2027-01-13T17:05")
    assert cards(page) == []
    page.get_by_label("Track").select_option(label="Evening recovery and mental health, 8 weeks")
    page.get_by_label("This week is").select_option("Week 3: Triggers, cravings, words")
    expect(page.locator(".gw-evening-when")).to_have_text("5:30 pm in 25 minutes")
    assert cards(page)[0].startswith("5:30 pm in 25 minutes Evening recovery and mental health, 8 weeks Week 3 of 8 Listening")
    assert page.url.endswith("#track=evening&start=2026-12-28")
    page.get_by_role("combobox", name="Day").select_option("Thursday")
    assert cards(page)[0].startswith("Thursday, January 14, 5:30 pm tomorrow")
    phone.assert_keeps_to_itself()


def test_what_was_picked_is_remembered_only_when_asked_and_one_tap_forgets_it(phone: Visit, without_groups: str) -> None:
    phone.base = without_groups
    page = at(phone, "2027-01-13T17:05", f"{HOME}#track=evening&start=2026-12-28")
    assert len(cards(page)) == 1
    page.get_by_text("week 3. Change").click()
    box = page.get_by_label("Remember on this device")
    expect(box).not_to_be_checked()
    box.check()
    expect(page.get_by_text("Remembered on this device.", exact=True)).to_be_visible()
    assert page.evaluate("({ ...localStorage })") == {"groupwork-week": "track=evening&start=2026-12-28"}
    page = at(phone, "2027-01-20T17:05")
    expect(page.get_by_text("week 4. Change")).to_be_visible()
    page.get_by_text("week 4. Change").click()
    page.get_by_role("button", name="Forget it").click()
    phone.assert_keeps_to_itself()
    page.reload()
    assert cards(page) == []


def test_a_link_with_a_start_puts_a_track_on_dates(phone: Visit, without_groups: str) -> None:
    phone.base = without_groups
    (card,) = cards(at(phone, "2027-03-03T17:05", f"{HOME}#track=evening&start=2027-01-06"))
    assert "Week 1 of 8" in card
    assert cards(at(phone, "2027-04-01T17:05", f"{HOME}#track=nothing&start=2027-01-06")) == []


@pytest.mark.parametrize("hash_", ["", "#track=evening&start=2026-12-28"])
def test_picking_a_week_is_accessible_and_fits(phone: Visit, without_groups: str, hash_: str) -> None:
    phone.base = without_groups
    page = at(phone, "2027-01-13T17:05", f"{HOME}{hash_}")
    page.locator("#tonight-pick").evaluate("box => (box.open = true)")
    assert_accessible(page, 360)


# Staff, with the groups of tests/programs


@pytest.mark.long
@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2027-01-11T17:00", ["Recovery evenings", "Evenings with families", "Three groups", "Day program"]),
        ("2027-01-20T08:00", ["Evenings with families", "Recovery evenings", "Three groups"]),
        ("2027-01-16T09:30", ["Evenings with families"]),
    ],
)
def test_odd_tracks_have_their_cards(phone: Visit, odd_groups: str, now: str, said: list[str]) -> None:
    phone.base = odd_groups
    page = at(phone, now)
    expect(page.locator("#tonight-plain")).to_be_hidden()
    assert sorted(page.locator(".gw-evening h3").all_inner_texts()) == sorted(said)
    assert_accessible(page, 360)


def test_groups_that_meet_at_one_time_are_named_with_their_rooms(phone: Visit, odd_groups: str) -> None:
    phone.base = odd_groups
    card = next(card for card in cards(at(phone, "2027-01-11T19:00")) if "Three groups" in card)
    assert "River house: Recovery in Hall, Mood in Upstairs, Worry in Kitchen" in card
    assert card.startswith("Now Recovery: A slip is a process and Mood: The five-part map and Worry: The five-part map; group ends at 8:55 pm")
    assert card.index("How group works") < card.index("Mood and Worry: The five-part map")


# Participants

MINE = "participants/index.html"


def when(page: Page) -> str:
    return " ".join(page.locator(".gw-evening-when").inner_text().split())


def test_a_participant_sees_when_and_where_group_is_and_a_tap_shows_what_it_does(phone: Visit) -> None:
    page = at(phone, "2027-01-13T17:05", MINE)
    page.get_by_role("combobox", name="My group").select_option("Evening group")
    expect(page.get_by_role("heading", name="Tonight", exact=True)).to_be_visible()
    assert when(page) == "5:30 pm, Room 2 in 25 minutes"
    card = page.locator("#tonight")
    expect(card.get_by_text("Notice and name")).to_be_hidden()
    card.get_by_text("What we do, and pages for it").click()
    expect(card.get_by_role("link", name="Label log")).to_be_visible()
    expect(card.get_by_text("On two days, right after dinner")).to_be_visible()
    expect(card.get_by_text("From last time")).to_be_visible()
    phone.assert_keeps_to_itself()
    assert_accessible(page, 360)


def test_help_and_my_track_stay_in_the_first_view_and_no_topic_is_named_there(browser: Browser, address: str) -> None:
    """The evening of January 11 is about overdose: its title is hidden from tabs, and from who looks at the phone."""
    context = browser.new_context(viewport={"width": 360, "height": 780})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.clock.set_fixed_time(instant("2027-01-11T17:05"))
    page.goto(f"{address}/{MINE}")
    page.get_by_role("combobox", name="My group").select_option("Evening group")
    assert when(page) == "5:30 pm, Room 2 in 25 minutes"
    expect(page.get_by_role("link", name="Call", exact=False).first).to_be_in_viewport()
    expect(page.get_by_role("heading", name="My track")).to_be_in_viewport()
    assert "verdose" not in page.locator("#tonight").inner_text()
    page.get_by_text("What we do, and pages for it").click()
    expect(page.locator("#tonight").get_by_role("heading", name="Overdose safety and naloxone")).to_be_visible()
    context.close()


def test_my_group_is_remembered_only_when_asked_and_forgotten_at_once(phone: Visit) -> None:
    page = at(phone, "2027-01-13T17:05", MINE)
    page.get_by_role("combobox", name="My group").select_option("Evening group")
    phone.assert_keeps_to_itself()
    page.get_by_text("Remember my group").click()
    box = page.get_by_label("Remember on this phone")
    expect(box).not_to_be_checked()
    box.check()
    assert page.evaluate("({ ...localStorage })") == {"groupwork-my-group": "Evening group"}
    page = at(phone, "2027-01-14T21:10", MINE)
    expect(page.locator(".gw-evening-when")).to_have_text("Group ended at 8:55 pm ")
    expect(page.get_by_text("Next group: Monday, January 18, 5:30 pm.")).to_be_visible()
    page.get_by_text("Remember my group").click()
    page.get_by_label("Remember on this phone").uncheck()
    phone.assert_keeps_to_itself()


def test_a_participant_with_several_groups_at_one_time_sees_every_room(phone: Visit, odd_groups: str) -> None:
    phone.base = odd_groups
    page = at(phone, "2027-01-11T17:05", MINE)
    page.get_by_role("combobox", name="My group").select_option("Three groups")
    assert when(page) == "5:30 pm, Recovery in Hall, Mood in Upstairs, Worry in Kitchen in 25 minutes"
    page = at(phone, "2027-01-20T17:05", MINE)
    page.get_by_role("combobox", name="My group").select_option("Three groups")
    expect(page.get_by_text("No group: Pipes. Moved to Tue, Jan 19.")).to_be_visible()


def test_home_is_right_without_internet_once_it_is_kept(phone: Visit) -> None:
    page = phone.to("staff/cbt/first-thought/room/")
    expect(page.get_by_text("Kept on this device: this page opens without internet.", exact=True)).to_be_visible()
    phone.context.set_offline(True)
    assert cards(at(phone, "2027-01-13T17:05"))[0].startswith("5:30 pm in 25 minutes Evening group")
