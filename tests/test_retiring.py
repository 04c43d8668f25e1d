"""One thing goes, and another stands in for it wherever it is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.check.addresses import redirects
from builder.cli import main
from builder.load.library import load_library
from builder.moving.move import addresses_of
from builder.moving.retire import retire
from builder.moving.things import MoveError
from builder.moving.writing import write
from tests.names_everything import MODULES, a_tree_that_names_everything
from tests.project import TODAY, edit

pytestmark = pytest.mark.slow


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_tree_that_names_everything(tmp_path)


def texts(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in sorted(root.rglob("*")) if path.is_file()}


def retired(root: Path, identity: str, instead: str = "") -> dict[str, str]:
    write(root, retire(root, identity, instead).changes)
    load_library(root)
    return texts(root)


GIVES_WAY = (
    ("sleep/same-time-up", "sleep/bed-is-for-sleep", (
        ("a list that has the other already", f"{MODULES}/anger/first-heat/session.md", "requires: [sleep/bed-is-for-sleep]\nbuilds_on: [\"sleep/bed-is-for-sleep\"]\n"),
        ("a borrowed handout of it goes", f"{MODULES}/anger/first-heat/session.md", "handouts: []\n"),
        ("a link over a line's end", f"{MODULES}/anger/first-heat/session.md", "[one\ntime](sleep/bed-is-for-sleep)"),
        ("a link to its handout leads to the session", f"{MODULES}/anger/first-heat/my-heat-card.md", "[a plan](sleep/bed-is-for-sleep) and [nights](sleep/bed-is-for-sleep)"),
        ("a link in the other's own pages", f"{MODULES}/sleep/bed-is-for-sleep/hours.md", "See [the plan](sleep/bed-is-for-sleep).\n"),
        ("core", "curriculum/program.yml", "    core: [sleep/bed-is-for-sleep]\n"),
        ("safety", "curriculum/program.yml", "    safety: [ sleep/bed-is-for-sleep ]\n"),
        ("an opening rule", "curriculum/program.yml", "  - {session: sleep/bed-is-for-sleep, place: first-week}\n"),
        ("only_after", "curriculum/program.yml", "      - sleep/bed-is-for-sleep\n"),
        ("first_day", "curriculum/program.yml", "first_day: []\n"),
        ("people", "curriculum/people.yml", "    sessions: []\n"),
        ("synonyms, once", "curriculum/synonyms.yml", "pages: [sleep/bed-is-for-sleep]"),
        ("taught_in", "curriculum/passages/pills.md", "taught_in: []\n"),
        ("module.md", f"{MODULES}/sleep/module.md", "sessions: [bed-is-for-sleep]\n"),
        ("the first place of a track", "curriculum/tracks/wednesdays.md", "    wed: [sleep/bed-is-for-sleep]\n  - theme: Getting hot"),
        ("a place where the other was new", "curriculum/tracks/wednesdays.md", "  - theme: Going to bed\n    wed: [again: sleep/bed-is-for-sleep]\n"),
        ("a place that comes again", "curriculum/tracks/wednesdays.md", "  - theme: Mornings again\n    wed: [again: sleep/bed-is-for-sleep]\n"),
        ("a day with a shape", "curriculum/tracks/nights.md", "sessions: [\"sleep/bed-is-for-sleep\", {again: 'sleep/bed-is-for-sleep'}]"),
        ("a stream", "curriculum/tracks/nights.md", "use: {again: sleep/bed-is-for-sleep}}"),
        ("a pin", "requests/longer.yml", "pins: [{session: sleep/bed-is-for-sleep, week: 1, day: wed}]"),
        ("where it led from", f"{MODULES}/sleep/bed-is-for-sleep/session.md", "was: [sleep/same-time-up, sleep/same-time-up/my-rising-plan, sleep/same-time-up/my-rising-plan/es]\n"),
    )),
    ("sleep/same-time-up/my-rising-plan", "anger/first-heat/my-heat-card", (
        ("its own session's list would borrow its own", f"{MODULES}/anger/first-heat/session.md", "handouts: []\n"),
        ("a link on its own page", f"{MODULES}/anger/first-heat/my-heat-card.md", "| a plan and [nights]"),
        ("first_day", "curriculum/program.yml", "  - handout: anger/first-heat/my-heat-card\n    words: You pick"),
        ("synonyms", "curriculum/synonyms.yml", "pages: [sleep/same-time-up, anger/first-heat/my-heat-card]"),
        ("the protocol", "curriculum/program.yml", "as in [the plan](anger/first-heat/my-heat-card)."),
    )),
    ("tracks/nights", "wednesdays", (
        ("a group", "curriculum/groups/nights-b.yml", 'track: "wednesdays"\n'),
        ("a request", "requests/longer.yml", "refit: wednesdays\n"),
        ("was", "curriculum/tracks/wednesdays.md", "was: [nights]\n"),
    )),
    ("pills", "tablets", (
        ("a mark in a list", f"{MODULES}/sleep/same-time-up/session.md", "- {{passage tablets}}\n"),
        ("a mark beside the other's is cut", f"{MODULES}/anger/first-heat/my-heat-card.md", "\n{{passage tablets}}\n\n\n## My signs"),
        ("every_guide", "curriculum/program.yml", "every_guide: [tablets]\n"),
    )),
    ("made-up-education", "other-education", (
        ("a track", "curriculum/tracks/wednesdays.md", "standards: [other-education]\n"),
        ("some weeks, beside the other", "curriculum/tracks/nights.md", "standards:\n  - other-education\nshapes:"),
        ("a stage", "curriculum/tracks/nights.md", "weeks: 1, standards: [other-education]}"),
    )),
)  # fmt: skip


@pytest.mark.parametrize(("old", "other", "places"), GIVES_WAY, ids=[old for old, _, _ in GIVES_WAY])
def test_what_named_it_names_the_other_or_nothing(root: Path, old: str, other: str, places: tuple[tuple[str, str, str], ...]) -> None:
    curriculum = root / "curriculum"
    (curriculum / "passages/tablets.md").write_bytes((curriculum / "passages/pills.md").read_bytes())
    (curriculum / "standards/other-education.yml").write_bytes((curriculum / "standards/made-up-education.yml").read_bytes())
    edit(curriculum / "tracks/nights.md", "  - made-up-education: [1, 2]\n", "  - made-up-education: [1, 2]\n  - other-education\n")
    edit(root / f"{MODULES}/anger/first-heat/my-heat-card.md", "{{passage pills}}\n", "{{passage tablets}}\n\n{{passage pills}}\n")
    after = retired(root, old, other)
    assert [(what, words) for what, file, words in places if words not in after[file]] == []
    name = old.rpartition("/")[2]
    assert not [file for file in after if f"/{name}." in file or f"/{name}/" in file]


def test_all_its_addresses_lead_to_the_other(root: Path) -> None:
    edit(root / f"{MODULES}/sleep/same-time-up/session.md", "newcomers:", "was: [sleep/old-name]\nnewcomers:")
    before = addresses_of(load_library(root))
    held = {address for address in before if address.startswith(("sleep/same-time-up", "sleep/old-name"))}
    retired(root, "sleep/same-time-up", "sleep/bed-is-for-sleep")
    leads = addresses_of(load_library(root))
    assert len(held) >= 12
    assert {leads[address].partition("/")[2].partition("/")[0] for address in held} == {"bed-is-for-sleep"}
    assert (
        redirects(load_library(root), [("sleep/bed-is-for-sleep", "sleep/bed-is-for-sleep")])["sleep/same-time-up/my-rising-plan"]
        == "sleep/bed-is-for-sleep"
    )


def test_without_another_it_goes_only_when_nothing_names_it(root: Path) -> None:
    before = texts(root)
    with pytest.raises(
        MoveError, match=r"(?s)\d+ places name the session 'sleep/same-time-up'.*curriculum/program\.yml:\d+:\d+: session 'sleep/same-time-up'"
    ):
        retire(root, "sleep/same-time-up")
    assert texts(root) == before
    after = retired(root, "sleep/bed-is-for-sleep/hours")
    assert f"{MODULES}/sleep/bed-is-for-sleep/hours.md" not in after


def test_people_of_its_examples_keep_nothing_from_going(root: Path) -> None:
    (root / f"{MODULES}/sleep/late").mkdir()
    for name, text in texts(root).items():
        if name.startswith(f"{MODULES}/anger/first-heat/"):
            bare = re.sub(r"^(requires|builds_on): .*\n|^handouts:\n.*\n", "", text, flags=re.M)
            (root / name.replace("anger/first-heat", "sleep/late")).write_text(bare, encoding="utf-8")
    edit(root / f"{MODULES}/sleep/module.md", "sessions: [", "sessions: [late, ")
    edit(root / "curriculum/people.yml", "[anger/first-heat]", "[anger/first-heat, sleep/late]")
    after = retired(root, "sleep/late")
    assert "    sessions: [anger/first-heat]\n" in after["curriculum/people.yml"]
    assert "sessions: [same-time-up, bed-is-for-sleep]\n" in after[f"{MODULES}/sleep/module.md"]


@pytest.mark.parametrize(
    ("identity", "instead", "says"),
    [
        ("sleep", "anger", "the module 'sleep' still has sessions: move or retire them first (sleep/same-time-up, sleep/bed-is-for-sleep)"),
        ("sleep/same-time-up", "sleep/same-time-up", "cannot stand in for itself"),
        ("sleep/same-time-up", "anger", "there is no session 'anger'"),
        ("sleep/same-tim-up", "", "did you mean 'sleep/same-time-up'?"),
    ],
)
def test_what_cannot_be_retired_is_said_and_no_file_is_touched(root: Path, identity: str, instead: str, says: str) -> None:
    before = texts(root)
    with pytest.raises(MoveError, match=re.escape(says)):
        retire(root, identity, instead)
    assert texts(root) == before


def test_an_empty_module_can_go(root: Path) -> None:
    (root / f"{MODULES}/rest").mkdir()
    (root / f"{MODULES}/rest/module.md").write_text("---\ntitle: Rest\nsummary: A few words.\nsessions: []\n---\n\nNothing yet.\n", encoding="utf-8")
    edit(root / "curriculum/program.yml", "modules: [sleep, anger]", "modules: [sleep, rest, anger]")
    edit(root / "curriculum/program.yml", "{sleep: 2, anger: 1}", "{sleep: 2, rest: 1, anger: 1}")
    after = retired(root, "rest")
    assert "modules: [sleep, anger]\n" in after["curriculum/program.yml"]
    assert "emphasis: {sleep: 2, anger: 1}\n" in after["curriculum/program.yml"]


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "--today", str(TODAY), *arguments])


def test_the_command_tells_each_line_and_the_tracks_whose_hours_change(root: Path) -> None:
    before = texts(root)
    dry = run(root, "retire", "anger/first-heat", "--instead", "sleep/same-time-up", "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert texts(root) == before
    done = run(root, "retire", "anger/first-heat", "--instead", "sleep/same-time-up")
    lines = done.output.splitlines()
    assert lines[0] == "The session 'anger/first-heat' is gone; the session 'sleep/same-time-up' stands in for it:"
    assert f"  {MODULES}/anger/first-heat/session.md goes" in lines
    assert "  curriculum/tracks/wednesdays.md: 4 lines" in lines
    assert [line for line in lines if line.startswith("Track 'wednesdays' has ")] == ["Track 'wednesdays' has 14 h 30 min in all, and had 13 h 50 min; weeks 2, 4, 6, 8 changed."]  # fmt: skip
    assert not (root / f"{MODULES}/anger/first-heat").exists()
