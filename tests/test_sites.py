"""Sites of one program: what each file says lies over the program, what it does not see is shared, and what does not fit is told at its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from builder import __version__, installed, pipeline
from builder.adopting.lock import lock_text
from builder.cli import main
from builder.finding import CurriculumError, Finding, SiteError
from builder.load import entry
from builder.load.layers import texts_of
from builder.load.library import load_library
from builder.load.sites import site_names, wanted_site, wanted_sites
from builder.model.library import Library
from builder.model.lock import LOCK, LockMeta
from builder.pipeline import check
from builder.serve.live import Live
from builder.site.place import PlannedPlace
from builder.text.dialect import Parsed, parse
from builder.work.memo import Memo
from builder.work.store import file_status
from tests.project import TODAY, edit, words_in
from tests.sites import HARBOR, RIVER, three_sites, write
from tests.trees import SMALL, a_tree

pytestmark = pytest.mark.slow

SITES = ("harbor", "hill", "river")
PLAN = "curriculum/modules/sleep/same-time-up/my-rising-plan.md"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return three_sites(tmp_path_factory.mktemp("sites"))


@pytest.fixture
def root(program: Path, tmp_path: Path) -> Path:
    """One to write in."""
    shutil.copytree(program, tmp_path / "program")
    return tmp_path / "program"


@pytest.fixture(scope="module")
def libraries(program: Path) -> dict[str, Library]:
    memo = Memo()
    return {site: load_library(program, memo, site=site) for site in SITES}


def by_site(libraries: dict[str, Library], what: Callable[[Library], object]) -> list[object]:
    return [what(libraries[site]) for site in SITES]


def test_each_site_has_what_its_file_says_and_the_rest_from_the_program(libraries: dict[str, Library]) -> None:
    assert by_site(libraries, lambda one: one.program.meta.name) == ["Elm Street Harbor", "Elm Street Hill", "Elm Street River"]
    assert by_site(libraries, lambda one: one.program.meta.contact.phone) == ["555-0101", "555-0102", "555-0103"]
    assert by_site(libraries, lambda one: one.program.meta.contact.hours) == [
        "Monday to Friday, 9 to 5",
        "Monday to Thursday, 10 to 6",
        "Monday to Friday, 9 to 5",
    ]
    assert by_site(libraries, lambda one: one.program.meta.time_zone) == ["America/New_York", "America/Chicago", "America/New_York"]
    assert by_site(libraries, lambda one: one.program.meta.look.foot) == ["", "", "By the river"]
    assert len({one.program.meta.emergency for one in libraries.values()}) == 1


def test_the_staff_address_of_the_program_is_no_sites(root: Path) -> None:
    edit(root / "curriculum/program.yml", "address: https://elm", "staff_address: https://elm-street.example/staff\naddress: https://elm")
    assert {load_library(root, site=site).program.meta.staff_address for site in SITES} == {None}


def test_a_sites_crisis_lines_come_before_the_common_ones(libraries: dict[str, Library]) -> None:
    assert by_site(libraries, lambda one: [line.id for line in one.program.meta.crisis_lines]) == [
        ["harbor-line", "lifeline"],
        ["lifeline"],
        ["lifeline"],
    ]


def test_a_sites_line_with_the_id_of_a_common_one_takes_its_place(root: Path) -> None:
    edit(root / "sites/harbor.yml", "id: harbor-line", "id: lifeline")
    library = load_library(root, site="harbor")
    assert [line.name for line in library.program.meta.crisis_lines] == ["Harbor County Line"]
    assert library.program.source.at("crisis_lines", 0, "name").file == "sites/harbor.yml"


def test_places_stay_right_in_both_files(libraries: dict[str, Library]) -> None:
    source = libraries["harbor"].program.source
    lines = [str(source.at("crisis_lines", index, "verified_on")) for index in range(2)]
    assert lines == ["sites/harbor.yml:10:18", "curriculum/program.yml:14:18"]
    assert str(source.at("contact", "hours")).startswith("curriculum/program.yml:4:")


def test_each_site_runs_its_own_tracks_and_groups_under_its_own_standards(libraries: dict[str, Library]) -> None:
    assert by_site(libraries, lambda one: [track.id for track in one.tracks]) == [["wednesdays"], ["mornings"], ["mornings", "wednesdays"]]
    assert by_site(libraries, lambda one: [group.id for group in one.groups]) == [["harbor-evening"], ["hill-morning"], ["river-evening"]]
    assert by_site(libraries, lambda one: list(one.standards)) == [["made-up-education"], [], ["made-up-education"]]
    assert by_site(libraries, lambda one: one.tracks[0].meta.standards) == [("made-up-education",), (), ("made-up-education",)]
    assert by_site(libraries, lambda one: [(other.id, [group.id for group in other.groups]) for other in one.others]) == [
        [("hill", ["hill-morning"]), ("river", ["river-evening"])],
        [("harbor", ["harbor-evening"]), ("river", ["river-evening"])],
        [("harbor", ["harbor-evening"]), ("hill", ["hill-morning"])],
    ]


def test_a_site_offers_the_languages_that_it_names(root: Path) -> None:
    english = root / "curriculum/modules/anger/first-heat/my-heat-card.md"
    write(root, "curriculum/modules/anger/first-heat/my-heat-card.es.md", english.read_text(encoding="utf-8"))
    editions = {site: list(load_library(root, site=site).sessions["anger/first-heat"].editions) for site in SITES}
    assert editions == {"harbor": [], "hill": ["es"], "river": ["es"]}


def test_sites_of_a_program_over_the_library_lie_over_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installed, "LIBRARY", SMALL / "curriculum")
    lock = LockMeta(library=__version__, texts=texts_of(installed.LIBRARY))
    write(tmp_path, LOCK, lock_text(lock))
    write(tmp_path, "curriculum/program.yml", "name: Elm\naddress: https://elm.test/participants\ntracks: [wednesdays]\ncontact: {hours: Always}\n")
    write(tmp_path, "sites/harbor.yml", HARBOR.replace(".example", ".test"))
    write(tmp_path, "sites/river.yml", RIVER.replace("groups: [river-evening]\n", "").replace(".example", ".test"))
    library = load_library(tmp_path, site="harbor")
    assert [line.id for line in library.program.meta.crisis_lines] == ["harbor-line", "lifeline"]
    assert library.program.unchecked == {"lifeline"}
    source = library.program.source
    places = [source.at(*path).file for path in (("contact", "phone"), ("contact", "hours"), ("crisis_lines", 1), ("agreement",))]
    assert places == ["sites/harbor.yml", "curriculum/program.yml", "library/program.yml", "library/program.yml"]
    assert {one.code for one in check(tmp_path, TODAY)} == {"line-not-tried"}


def test_a_second_and_third_site_parse_nothing_again(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = list[str]()

    def noted(text: str, file: str, *rest: object) -> Parsed:
        parsed.append(file)
        return parse(text, file, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(entry, "parse", noted)
    memo, counts = Memo(), list[int]()
    for site in SITES:
        load_library(program, memo, site=site)
        counts.append(len(parsed))
    assert counts[0] >= 10
    assert counts[1:] == counts[:1] * 2


def test_each_session_is_looked_at_once_for_all_sites(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from builder.check import rules

    looked, look = list[str](), rules.look

    def counted(*arguments: object) -> rules.Look:
        looked.append(str(arguments[2]))
        return look(*arguments)  # type: ignore[arg-type]

    counted.__module__, counted.__qualname__ = look.__module__, look.__qualname__
    monkeypatch.setattr(rules, "look", counted)
    assert check(program, TODAY) == ()
    whole = load_library(program)
    assert len(looked) == len(whole.sessions) + len(whole.handouts) == 6


# what does not fit


def told(root: Path) -> list[tuple[str, str, str]]:
    return [(one.code, str(one.place), one.hint) for one in check(root, TODAY)]


@pytest.mark.long
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("tracks: [wednesdays]", "tracks: [wednesday]", ("unknown-reference", "sites/harbor.yml:12:10", "did you mean 'wednesdays'?")),
        ("tracks:", "groups: [harbor-evenings]\ntracks:", ("unknown-reference", "sites/harbor.yml:12:10", "did you mean 'harbor-evening'?")),
        ("tracks:", "standards: [made-up]\ntracks:", ("unknown-reference", "sites/harbor.yml:12:13", "did you mean 'made-up-education'?")),
        ("languages: []", "languages: [fr]", ("unknown-reference", "sites/harbor.yml:11:13", "known are: en")),
        ("tracks:", "track:", ("unknown-key", "sites/harbor.yml:12:1", "did you mean 'tracks'?")),
        ("name: Elm Street Harbor\n", "", ("missing-key", "sites/harbor.yml:1:1", "")),
        ("name: Elm Street Harbor", "name: elm street  hill", ("site-twice", "sites/hill.yml:1:7", "write another name")),
        ("harbor/participants", "hill/participants/", ("site-twice", "sites/hill.yml:3:10", "write another address")),
        ("tracks:", "staff_address: https://elm-street.example/harbor/participants\ntracks:", ("site-twice", "sites/harbor.yml:12:16", "write another address")),
        ("tracks:", "groups: [river-evening]\ntracks:", ("site-group", "sites/river.yml:4:10", "name it at one site alone")),
        ("verified_on: 2026-11-02", "verified_on: 2026-02-02", ("crisis-line-stale", "sites/harbor.yml:10:18", "")),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_site_is_told_once_at_its_place(root: Path, old: str, new: str, expected: tuple[str, str, str]) -> None:
    edit(root / "sites/harbor.yml", old, new)
    (found,) = told(root)
    assert found[:2] == expected[:2]
    assert expected[2] in found[2]


def test_a_group_of_a_site_that_there_is_not_is_told(root: Path) -> None:
    edit(root / "curriculum/groups/hill-morning.yml", "site: hill", "site: hil")
    assert told(root) == [("unknown-reference", "curriculum/groups/hill-morning.yml:1:7", "did you mean 'hill'?")]


def test_a_group_that_names_a_site_where_there_are_none_is_told(root: Path) -> None:
    shutil.rmtree(root / "sites")
    assert [one[:2] for one in told(root)] == [
        ("unknown-reference", "curriculum/groups/harbor-evening.yml:1:7"),
        ("unknown-reference", "curriculum/groups/hill-morning.yml:1:7"),
    ]


def test_a_site_cannot_be_called_as_one_of_its_two_parts(root: Path) -> None:
    (root / "sites/harbor.yml").rename(root / "sites/staff.yml")
    assert ("extra-file", "sites/staff.yml:1:1", "rename it") in told(root)


def test_a_finding_of_some_sites_names_them_and_one_of_all_does_not(root: Path) -> None:
    edit(root / "curriculum/tracks/mornings.md", "for eight weeks", "for nine weeks")
    edit(root / "curriculum/passages/pills.md", "due: ", "due: 2026-01-01 # ")
    found: list[Finding] = [*check(root, TODAY)]
    assert sorted({one.message.rpartition(" (at ")[2] for one in found if one.place.file.endswith("mornings.md")}) == ["hill and river)"]
    assert [one.message.endswith(")") for one in found if one.code == "passage-due"] == [False]


def test_one_leader_at_two_sites_at_one_time_is_told_once_by_the_clock_of_both(root: Path) -> None:
    assert told(root) == []
    edit(root / "curriculum/groups/river-evening.yml", "room: Wheel room", "room: Net room")
    edit(root / "curriculum/groups/river-evening.yml", "place: Mill house", "place: Pier house")
    assert told(root) == []  # a room of one site is none of another's
    edit(root / "curriculum/groups/river-evening.yml", "Kim B.", "robin a.")
    (found,) = check(root, TODAY)
    assert (found.code, found.place.file) == ("leader-clash", "curriculum/groups/river-evening.yml")
    assert "leads 'harbor-evening' at the site 'harbor' at the same time" in found.message


def test_clocks_of_two_time_zones_are_compared_as_one(root: Path) -> None:
    edit(root / "curriculum/tracks/mornings.md", "We meet on Wednesday mornings", "We meet on Wednesdays")
    edit(root / "curriculum/tracks/mornings.md", 'start: "10:00"', 'start: "17:00"')  # six in New York
    assert [one[:2] for one in told(root)] == [("leader-clash", "curriculum/groups/hill-morning.yml:9:10")]
    edit(root / "curriculum/tracks/mornings.md", 'start: "17:00"', 'start: "19:05"')  # by the clocks on the walls it would be at the same time
    assert told(root) == []


def test_a_check_of_one_site_is_not_refused_for_what_is_wrong_at_another(root: Path) -> None:
    edit(root / "sites/harbor.yml", "verified_on: 2026-11-02", "verified_on: 2020-01-02")
    codes = {site: {one.code for one in check(root, TODAY, site=site)} for site in ("", *SITES)}
    assert codes == {"": {"crisis-line-stale"}, "harbor": {"crisis-line-stale"}, "hill": set(), "river": set()}
    assert [run(root, "check", "--site", site).exit_code for site in ("harbor", "hill", "hil")] == [1, 0, 2]


# which site is meant


def test_a_file_that_can_be_no_site_is_none_to_choose(tmp_path: Path) -> None:
    root = a_tree(tmp_path)
    (root / "sites").mkdir()
    for name in ("staff.yml", "Hill.yml"):
        (root / "sites" / name).write_text("name: S\n", encoding="utf-8")
    assert (site_names(root), wanted_site(root)) == ((), "")


def test_which_site_is_meant_is_asked_where_there_are_several(program: Path) -> None:
    assert site_names(program) == SITES == wanted_sites(program)
    assert (wanted_site(program, "hill"), wanted_site(SMALL), wanted_sites(SMALL)) == ("hill", "", ("",))
    with pytest.raises(SiteError, match="--site harbor, --site hill or --site river"):
        wanted_site(program)
    with pytest.raises(SiteError, match="did you mean 'hill'"):
        wanted_sites(program, "hil")
    with pytest.raises(SiteError, match="leave out --site"):
        wanted_site(SMALL, "hill")


# commands


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "--today", TODAY.isoformat(), *arguments])


COMMANDS = (
    ("print", "sign-in"),
    ("calendar", "mornings", "--start", "2026-12-02"),
    ("poster", "--week", "2026-12-02"),
    ("compose", "--population", "depression", "--weeks", "8", "--days", "wed", "--start", "18:00"),
    ("docs",),
)
"""Each makes something of one site."""


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_command_that_makes_one_thing_asks_which_site_is_meant_and_makes_nothing(root: Path, command: tuple[str, ...]) -> None:
    before = file_status(root)
    result = run(root, *command)
    assert (result.exit_code, "--site harbor, --site hill or --site river" in result.output) == (2, True), result.output
    assert "did you mean 'hill'?" in run(root, *command, "--site", "hil").output
    assert file_status(root).keys() == before.keys()


def test_what_is_made_for_one_site_is_that_sites(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(root, "print", "sign-in", "--out", str(out), "--site", "hill").exit_code == 0
    (sheet,) = out.glob("*.pdf")
    assert "elm street hill" in words_in(sheet.name, sheet.read_bytes()).lower()
    made = run(root, "calendar", "mornings", "--start", "2026-12-02", "--site", "hill", "--out", str(out))
    assert made.exit_code == 0, made.output
    assert "America/Chicago" in (out / "staff.ics").read_text(encoding="utf-8")
    unknown = run(root, "calendar", "mornings", "--start", "2026-12-02", "--site", "harbor", "--out", str(out))
    assert "there is no track 'mornings'" in unknown.output
    assert run(root, "poster", "--week", "2026-12-02", "--site", "river", "--out", str(out)).exit_code == 0
    assert run(root, "docs", "--site", "hill").exit_code == 0
    assert (root / "build/hill/participants/mkdocs.yml").is_file()


def test_the_sites_are_served_from_memory_each_with_its_own_words_and_one_door(root: Path) -> None:
    live = Live(root)
    built = live.build(root, TODAY, lambda line: None)
    assert sorted(built.pages) == [f"{site}/{audience}" for site in SITES for audience in ("participants", "staff")]
    door = (live.file("index.html") or b"").decode()
    assert [door.count(f'href="{site}/index.html"') for site in SITES] == [1, 1, 1]
    for site, phone in zip(SITES, ("555-0101", "555-0102", "555-0103"), strict=True):
        home = (live.file(f"{site}/participants/help/index.html") or b"").decode()
        assert [number in home for number in ("555-0101", "555-0102", "555-0103")] == [
            number == phone for number in ("555-0101", "555-0102", "555-0103")
        ]
        assert live.file(f"{site}/index.html")
    edit(root / "sites/hill.yml", "555-0102", "555-0112")
    live.build(root, TODAY, lambda line: None)
    assert b"555-0112" in (live.file("hill/participants/help/index.html") or b"")
    edit(root / "sites/hill.yml", "tracks: [mornings]", "tracks: [morning]")
    with pytest.raises(CurriculumError):
        live.build(root, TODAY, lambda line: None)
    assert b"555-0112" in (live.file("hill/participants/help/index.html") or b"")


def test_one_site_is_served_by_itself(root: Path) -> None:
    live = Live(root, "hill")
    assert sorted(live.build(root, TODAY, lambda line: None).pages) == ["hill/participants", "hill/staff"]
    assert live.file("harbor/participants/index.html") is None
    (root / "sites/hill.yml").unlink()
    with pytest.raises(CurriculumError) as raised:
        live.build(root, TODAY, lambda line: None)
    assert raised.value.findings[0].place.file == "sites"


def test_words_saved_in_a_text_that_sites_share_are_shown_at_each_without_planning_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live, plans = Live(root), list[str]()
    whole = pipeline.plan_place

    def noted(library: Library, *rest: Any) -> PlannedPlace:
        plans.append(library.program.meta.name)
        return whole(library, *rest)

    monkeypatch.setattr(pipeline, "plan_place", noted)
    live.build(root, TODAY, lambda line: None)
    text = (root / PLAN).read_text(encoding="utf-8")
    (root / PLAN).write_text(f"{text.rstrip()}\n\nTurn the clock to the wall.\n", encoding="utf-8")
    live.build(root, TODAY, lambda line: None)
    assert len(plans) == 3
    found = [live.file(f"{site}/participants/sleep/same-time-up/my-rising-plan/index.html") or b"" for site in SITES]
    assert [b"Turn the clock to the wall." in page for page in found] == [True, True, True]
