"""Another id for a thing: everything that names it follows, letter for letter, and nothing that was printed leads nowhere."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import pytest
from click.testing import CliRunner, Result
from pydantic import StringConstraints

from builder.adopting.taking import take
from builder.cli import main
from builder.finding import CurriculumError
from builder.load.library import load_library
from builder.model import base, closures, duty, group, look, module, passage, people, program, reference, request, session, site, synonyms, track
from builder.model.base import Authored
from builder.model.library import Library
from builder.moving.move import changes_of, kinds_of, move, named, new_ids
from builder.moving.retire import retire
from builder.moving.rewriting import Changes, own_file
from builder.moving.signatures import digests
from builder.moving.things import Movable, MoveError, thing_called, things
from builder.moving.writing import write
from builder.pipeline import check
from builder.work.system import move as put
from tests.names_everything import MODULES, a_tree_that_names_everything
from tests.project import ROOT, TODAY, edit, real_library
from tests.trees import HARBOR, SMALL, a_tree

pytestmark = pytest.mark.slow


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_tree_that_names_everything(tmp_path)


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def moved(root: Path, *pairs: str) -> dict[str, str]:
    """All texts after `old=new`, one move after the other."""
    for pair in pairs:
        old, new = pair.split("=")
        write(root, move(root, old, new).changes)
    return {name: content.decode() for name, content in files(root).items()}


# Every kind of place that names something

FOLLOWS = (
    ("sleep/same-time-up=anger/up-early", (
        ("requires", f"{MODULES}/anger/first-heat/session.md", "requires: [anger/up-early]\n"),
        ("a link that goes over a line's end", f"{MODULES}/anger/first-heat/session.md", "[one\ntime](anger/up-early)"),
        ("a link in angle brackets", f"{MODULES}/anger/first-heat/session.md", "[again](<anger/up-early>)."),
        ("core", "curriculum/program.yml", "    core: [anger/up-early]\n"),
        ("safety", "curriculum/program.yml", "    safety: [ anger/up-early ]\n"),
        ("an opening rule", "curriculum/program.yml", "  - {session: anger/up-early, place: first-week}\n"),
        ("only_after, under a comment", "curriculum/program.yml", "      # a night first\n      - anger/up-early\n"),
        ("people", "curriculum/people.yml", "    sessions: [anger/up-early]\n"),
        ("synonyms", "curriculum/synonyms.yml", "pages: [anger/up-early, anger/up-early/my-rising-plan]"),
        ("taught_in", "curriculum/passages/pills.md", "taught_in: [anger/up-early]\n"),
        ("a link in a passage", "curriculum/passages/pills.md", "[do that safely](anger/up-early)"),
        ("a place of a track", "curriculum/tracks/wednesdays.md", "    wed: [anger/up-early]\n"),
        ("a place that comes again", "curriculum/tracks/wednesdays.md", "    wed: [again: anger/up-early]\n"),
        ("a day with a shape, quotes of both kinds", "curriculum/tracks/nights.md", "sessions: [\"anger/up-early\", {again: 'anger/up-early'}]"),
        ("a stream", "curriculum/tracks/nights.md", "use: {again: anger/up-early}}"),
        ("a pin of a request", "requests/longer.yml", "pins: [{session: anger/up-early, week: 1, day: wed}]"),
        ("a handout in first_day", "curriculum/program.yml", "  - handout: anger/up-early/my-rising-plan\n"),
        ("a handout that another session gives out", f"{MODULES}/anger/first-heat/session.md", "handouts:\n  - anger/up-early/my-rising-plan\n"),
        ("a link in a table", f"{MODULES}/anger/first-heat/my-heat-card.md", "| [a plan](anger/up-early/my-rising-plan) and [nights](sleep/bed-is-for-sleep) |"),
        ("a link on a card", f"{MODULES}/sleep/bed-is-for-sleep/hours.md", "[the plan](anger/up-early/my-rising-plan)"),
        ("a link in the risk protocol", "curriculum/program.yml", "as in [the plan](anger/up-early/my-rising-plan).\n"),
        ("a link in a track's introduction", "curriculum/tracks/nights.md", "[your plan](anger/up-early/my-rising-plan)"),
        ("the list that it leaves", f"{MODULES}/sleep/module.md", "sessions: [bed-is-for-sleep]\n"),
        ("the list that it joins", f"{MODULES}/anger/module.md", "sessions: [first-heat, up-early]\n"),
    )),
    ("sleep/bed-is-for-sleep=sleep/bed-for-sleep", (
        ("builds_on, quoted", f"{MODULES}/anger/first-heat/session.md", 'builds_on: ["sleep/bed-for-sleep"]\n'),
        ("a link of a module", f"{MODULES}/sleep/module.md", "[Two sessions](sleep/bed-for-sleep) take on"),
        ("its place in the module", f"{MODULES}/sleep/module.md", "sessions: [same-time-up, bed-for-sleep]\n"),
        ("what a request leaves out", "requests/longer.yml", "exclude: [sleep/bed-for-sleep]\n"),
    )),
    ("sleep/same-time-up/my-rising-plan=sleep/same-time-up/one-hour", (
        ("a synonym's page", "curriculum/synonyms.yml", "pages: [sleep/same-time-up, sleep/same-time-up/one-hour]"),
        ("its language edition", f"{MODULES}/sleep/same-time-up/one-hour.es.md", "kind: plan\n"),
    )),
    ("anger=heat", (
        ("modules", "curriculum/program.yml", "modules: [sleep, heat]\n"),
        ("a key of emphasis", "curriculum/program.yml", "    emphasis: {sleep: 2, heat: 1}\n"),
        ("a gate", "curriculum/tracks/nights.md", "gates: [2, heat]   # a week, and a module\n"),
        ("a session of it in a stream", "curriculum/tracks/nights.md", "{mood: heat/first-heat, use:"),
        ("a handout of it", "curriculum/program.yml", "first_day: [{handout: heat/first-heat/my-heat-card, words: Look at it., with_staff: Ask.}]"),
        ("emphasis of a request", "requests/longer.yml", "emphasis: {heat: 3}\n"),
        ("a gate of a request", "requests/longer.yml", "gates: [heat]\n"),
    )),
    ("sleep=rest", (("a module that a request leaves out", "requests/longer.yml", "exclude_modules: [rest]\n"),)),
    ("tracks/nights=late", (
        ("a group", "curriculum/groups/nights-b.yml", 'track: "late"\n'),
        ("the track of a request", "requests/longer.yml", "refit: late\n"),
    )),
    ("pills=sleeping-tablets", (
        ("every_guide", "curriculum/program.yml", "every_guide: [sleeping-tablets]\n"),
        ("a mark in a list", f"{MODULES}/sleep/same-time-up/session.md", "- {{passage sleeping-tablets}}\n"),
        ("a mark in a paragraph", f"{MODULES}/sleep/same-time-up/my-rising-plan.md", "\n{{passage sleeping-tablets}}\n"),
        ("a mark on a card", f"{MODULES}/sleep/bed-is-for-sleep/hours.md", "- {{passage sleeping-tablets}}\n"),
        ("a mark in the risk protocol", "curriculum/program.yml", "  {{passage sleeping-tablets}}\n"),
    )),
    ("made-up-education=invented", (
        ("a standard of a track", "curriculum/tracks/wednesdays.md", "standards: [invented]\n"),
        ("one for some weeks", "curriculum/tracks/nights.md", "  - invented: [1, 2]\n"),
        ("one of a stage", "curriculum/tracks/nights.md", "weeks: 1, standards: [invented]}"),
        ("one of a request", "requests/longer.yml", "standards: [invented]\n"),
    )),
)  # fmt: skip


@pytest.mark.parametrize(("pair", "places"), FOLLOWS, ids=[pair for pair, _ in FOLLOWS])
def test_every_place_that_names_a_thing_follows_it(root: Path, pair: str, places: tuple[tuple[str, str, str], ...]) -> None:
    texts = moved(root, pair)
    assert [what for what, file, words in places if words not in texts[file]] == []


SITE = "name: Harbor\naddress: https://harbor.test/participants\ngroups: [nights-b]\ntracks: [wednesdays, nights]   # ours\nstandards: [made-up-education]\n"


@pytest.mark.parametrize(
    ("pair", "after"), [("tracks/nights=late", "[wednesdays, late]   # ours\n"), ("made-up-education=invented", "standards: [invented]\n")]
)
def test_what_a_site_names_follows_too(root: Path, pair: str, after: str) -> None:
    (root / "sites").mkdir()
    (root / "sites/harbor.yml").write_text(SITE, encoding="utf-8")
    assert after in moved(root, pair)["sites/harbor.yml"]
    assert [one for one in check(root, TODAY) if one.code == "unknown-reference"] == []


def test_the_table_of_what_follows_is_long() -> None:
    assert sum(len(places) for _, places in FOLLOWS) >= 49


def test_a_move_and_the_move_back_leave_every_letter_but_the_former_id(root: Path) -> None:
    """Comments, quotes, order and line ends are none of its business."""
    crlf = root / "curriculum/program.yml"
    crlf.write_bytes(b"\xef\xbb\xbf" + crlf.read_bytes().replace(b"\n", b"\r\n"))
    before = files(root)
    for pair, _ in FOLLOWS[1:]:
        old, new = pair.split("=")
        new = f"{old.partition('/')[0]}/{new}" if old.startswith("tracks/") else new
        texts = moved(root, pair, f"{new}={old}")
        former = new.removeprefix("tracks/")
        after = {name: re.sub(rf"^was: \[{former}\]\n", "", text, flags=re.M) for name, text in texts.items()}
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name, "").encode()}
        assert changed == set(), pair
        shutil.rmtree(root)
        for name, content in before.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)


# No kind of reference is forgotten

NAMES = {
    "ProgramMeta.every_guide", "ProgramMeta.modules", "ProgramMeta.tracks", "Population.emphasis", "Population.core",
    "Population.safety", "GivenOut.handout", "OpeningRule.session", "OpeningRule.only_after", "SessionMeta.requires", "SessionMeta.builds_on",
    "SessionMeta.handouts", "ModuleMeta.sessions", "ModuleMeta.routes", "PassageMeta.taught_in", "Person.sessions", "Synonym.pages", "Again.again", "ShapedDay.sessions",
    "TrackMeta.gates", "TrackMeta.measures", "TrackMeta.process", "TrackMeta.family", "TrackMeta.standards", "Stage.standards", "GroupMeta.track", "RequestMeta.refit", "RequestMeta.gates", "RequestMeta.standards", "SiteMeta.tracks", "SiteMeta.standards",
    "RequestMeta.exclude", "RequestMeta.exclude_modules", "RequestMeta.emphasis", "Pin.session",
    *(f"Week.{day}" for day in ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
}  # fmt: skip
"""Fields that name a thing that can be moved: each stands in `check/named.py`, in `moving/requests.py`, or is a module's own list of its sessions."""

OTHERS = {
    "SessionMeta.was", "HandoutMeta.was", "CardsMeta.was", "ModuleMeta.was", "TrackMeta.was",  # former ids
    "ProgramMeta.rules",  # codes of findings
    "ProgramMeta.exclude",  # ids of the library's, which are not the program's to move
    "SessionMeta.topics", "Population.topics", "TopicGroup.topics", "ProgramMeta.topics", "Requirement.topics", "TrackMeta.elsewhere",
    "SessionMeta.suits", "ProgramMeta.populations", "OpeningRule.populations", "TrackMeta.population", "Stream.population", "RequestMeta.population",
    "SessionMeta.sources", "PassageMeta.sources", "WordsToAvoid.source", "Synonym.line", "CrisisLine.id", "ProgramMeta.checked_here",
    "CrisisLine.language", "CrisisLine.languages", "Way.language", "Review.editions",
    "TrackMeta.shapes", "TrackMeta.days", "TrackMeta.streams", "ShapedDay.shape", "RequestMeta.shapes", "RequestMeta.weekday_shapes",
    "GroupMeta.site", "SiteMeta.groups", "SiteMeta.languages", "GroupMeta.rooms", "GroupMeta.leaders", "OnOneDay.leaders", "MakeUp.leaders", "MeetingChange.leaders",
}  # fmt: skip
"""Ids of topics, populations, sources, lines, languages, shapes, streams and roles, which are not moved."""


IDS = [get_args(of)[1].pattern for of in (base.Slug, base.Id)]


def has_id(annotation: Any) -> bool:
    """Whether a type holds a Slug or an Id somewhere, not counting other models."""
    if get_origin(annotation) is Annotated:
        kinds = [one.pattern for one in annotation.__metadata__ if isinstance(one, StringConstraints)]
        return any(pattern in IDS for pattern in kinds) or has_id(get_args(annotation)[0])
    return any(map(has_id, get_args(annotation)))


def fields() -> Iterator[str]:
    modules = (base, closures, duty, group, look, module, passage, people, program, reference, request, session, site, synonyms, track)
    for each in modules:
        for kind in vars(each).values():
            if isinstance(kind, type) and issubclass(kind, Authored) and kind.__module__ == each.__name__:
                hints = {name: field.rebuild_annotation() for name, field in kind.model_fields.items()}
                yield from (f"{kind.__name__}.{name}" for name, hint in hints.items() if has_id(hint))


def test_every_field_that_holds_an_id_says_whether_a_move_follows_it() -> None:
    """A new one: add it to `references` in builder/check/named.py and to NAMES here, or to OTHERS where it names nothing that can be moved."""
    found = set(fields())
    assert len(found) >= 60
    assert found - NAMES - OTHERS == set()
    assert (NAMES | OTHERS) - found == set()


def every_thing(library: Library) -> list[tuple[Movable, str]]:
    return [(kind, identity) for kind, held in things(library).items() for identity in held]


def with_other_name(identity: str) -> str:
    return f"{identity}-of-late"


@cache
def renaming(kind: Movable, identity: str) -> Changes:
    """What a thing of the real curriculum changes that gets another name."""
    return changes_of(ROOT, real_library(), thing_called(real_library(), identity, kind), with_other_name(identity))


@pytest.mark.long
def test_of_the_real_curriculum_each_thing_can_be_moved_and_no_file_goes_on_naming_it() -> None:
    """Each in turn, as files would be written: its old id is looked for in every letter of the curriculum, whatever the models know of."""
    library = real_library()
    texts = {
        path.relative_to(ROOT).as_posix(): path.read_bytes().decode() for path in (ROOT / "curriculum").rglob("*") if path.suffix in (".md", ".yml")
    }
    counted: Counter[str] = Counter()
    for kind, identity in every_thing(library):
        changes = renaming(kind, identity)
        counted[kind] += len(changes.texts)
        if "/" in identity:
            after = texts | changes.texts
            assert still_naming(after, identity) == {}, identity
    assert len(texts) >= 120
    assert len(every_thing(library)) >= 130
    assert min(counted.values()) >= 4
    assert counted.total() >= 650


def still_naming(texts: dict[str, str], identity: str) -> dict[str, str]:
    """Lines with an id, but for the list of former ids."""
    written = re.compile(rf"(?<![\w/.-]){re.escape(identity)}(?![\w-])")
    return {
        file: line
        for file, text in texts.items()
        if identity in text
        for line in text.split("\n")
        if written.search(line) and not line.lstrip().startswith(("was:", "#"))
    }


def test_of_the_real_curriculum_each_name_is_written_anew_once_for_each_place_that_the_check_looks_at() -> None:
    library = real_library()
    places: Counter[tuple[Movable, str]] = Counter()
    for one in named(ROOT, library):
        places.update((kind, one.name) for kind in kinds_of(one) if one.name in things(library)[kind])
    for kind, identity in every_thing(library):
        thing = thing_called(library, identity, kind)
        wanted = sum(places[one] for one in new_ids(library, thing, with_other_name(identity)))
        assert renamed(renaming(kind, identity), identity) >= wanted, identity
    assert places.total() >= 650


def renamed(changes: Changes, identity: str) -> int:
    name = with_other_name(identity.rpartition("/")[2])
    return sum(text.count(name) for text in changes.texts.values())


# Addresses, sign-offs, translations


def test_former_ids_are_kept_and_gather(root: Path) -> None:
    texts = moved(root, "sleep/same-time-up=sleep/up", "sleep/up=anger/up-early", "sleep/bed-is-for-sleep=sleep/same-time")
    assert "was: [sleep/same-time-up, sleep/up]\n" in texts[f"{MODULES}/anger/up-early/session.md"]


def test_a_thing_that_gets_a_former_id_of_its_own_has_it_no_longer_among_the_former(root: Path) -> None:
    texts = moved(root, "sleep/same-time-up=sleep/up", "sleep/up=sleep/same-time-up")
    assert "was: [sleep/up]\n" in texts[f"{MODULES}/sleep/same-time-up/session.md"]


def test_a_handout_that_leaves_a_renamed_session_keeps_the_address_from_before_the_renaming(root: Path) -> None:
    texts = moved(root, "sleep/same-time-up=sleep/up", "sleep/up/my-rising-plan=sleep/bed-is-for-sleep/hour-plan")
    page = texts[f"{MODULES}/sleep/bed-is-for-sleep/hour-plan.md"]
    assert re.findall(r"^was: .*", page, flags=re.M) == ["was: [sleep/up/my-rising-plan, sleep/same-time-up/my-rising-plan]"]


def test_a_handout_takes_its_drawing_along_and_is_not_borrowed_by_the_session_that_it_comes_to(root: Path) -> None:
    texts = moved(root, "sleep/same-time-up/my-rising-plan=anger/first-heat/rising")
    assert f"{MODULES}/anger/first-heat/sleepiness.svg" in texts
    assert f"{MODULES}/sleep/same-time-up/sleepiness.svg" in texts, "the wall shows it too"
    assert "handouts: []\n" in texts[f"{MODULES}/anger/first-heat/session.md"]
    assert f"{MODULES}/anger/first-heat/rising.es.md" in texts
    texts = moved(root, "anger/first-heat/rising=sleep/bed-is-for-sleep/rising")
    assert f"{MODULES}/anger/first-heat/sleepiness.svg" not in texts


def test_what_was_signed_off_and_translated_still_is(root: Path) -> None:
    """No word that anyone reads has changed."""
    before = load_library(root)
    fitting = [one for one in digests(before) if one.written == one.fits]
    assert len(fitting) == 3
    assert before.sessions["sleep/same-time-up"].signed
    for pair, _ in FOLLOWS:
        folder = root.parent / pair.replace("/", "-")
        shutil.copytree(root, folder)
        old, new = pair.split("=")
        after = move(folder, old, new).after
        assert [one for one in digests(after) if one.written != one.fits] == [], pair
        assert sum(session.signed for session in after.sessions.values()) == 1


def test_two_sessions_between_which_a_handout_moves_are_to_be_signed_off_anew(root: Path) -> None:
    after = move(root, "sleep/same-time-up/my-rising-plan", "anger/first-heat/rising").after
    assert not any(session.signed for session in after.sessions.values())
    (translated,) = [one for one in digests(after) if one.path == ("translation", "of")]
    assert translated.written == translated.fits


# What cannot be done


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("sleep/same-time", "sleep/up", "there is no session, handout, set of cards, module, track, passage or standard 'sleep/same-time'; did you mean 'sleep/same-time-up'?"),
        ("sleep/same-time-up", "sleep/bed-is-for-sleep", "there is a session 'sleep/bed-is-for-sleep' already"),
        ("sleep/same-time-up", "sleep/same-time-up", "has this id already"),
        ("sleep/same-time-up", "slep/up", "there is no module 'slep' to move it into; did you mean 'sleep'?"),
        ("sleep/same-time-up", "up", "the id of the session 'sleep/same-time-up' is written as module/session"),
        ("sleep/same-time-up", "sleep/Up Early", "in lower-case words joined by hyphens; 'sleep/Up Early' is not"),
        ("sleep/same-time-up/my-rising-plan", "sleep/same-time-up/wall", "it is the address of a page of the session 'sleep/same-time-up'"),
        ("sleep/same-time-up/my-rising-plan", "sleep/same-time-up/session", "session.md is there already"),
        ("sleep/same-time-up/my-rising-plan", "sleep/bed-is-for-sleep/hours", "it is the address of the cards 'sleep/bed-is-for-sleep/hours'"),
        ("sleep", "help", "'help' is taken: it is the address of the page 'help'"),
        ("tracks/nights", "compose", "'compose' is taken: it is the address of a page under 'tracks/'"),
        ("anger/first-heat", "anger/an-old-name", "'anger/an-old-name' is taken: it is a former id of 'sleep/bed-is-for-sleep', whose printed links lead there"),
        ("anger/an-old-name", "anger/x", "'anger/an-old-name' is a former id of 'sleep/bed-is-for-sleep'"),
    ],
)  # fmt: skip
def test_what_cannot_be_moved_is_said_and_no_file_is_touched(root: Path, old: str, new: str, says: str) -> None:
    edit(root / f"{MODULES}/sleep/bed-is-for-sleep/session.md", "newcomers:", "was: [anger/an-old-name]\nnewcomers:")
    before = files(root)
    with pytest.raises(MoveError, match=re.escape(says)):
        move(root, old, new)
    assert files(root) == before


def test_an_id_of_two_things_asks_which(root: Path) -> None:
    shutil.copyfile(root / "curriculum/tracks/nights.md", root / "curriculum/tracks/sleep.md")
    with pytest.raises(MoveError, match="'sleep' is a module and a track: say which with --kind"):
        move(root, "sleep", "rest")
    assert move(root, "sleep", "rest", "track").new == "rest"


def test_a_curriculum_with_an_error_is_mended_first(root: Path) -> None:
    edit(root / "curriculum/people.yml", "age: 41", "age: young")
    with pytest.raises(CurriculumError):
        move(root, "sleep/same-time-up", "sleep/up")


def test_a_former_id_that_would_be_the_address_of_another_page_is_told_by_the_check_and_nothing_is_written(root: Path) -> None:
    edit(root / f"{MODULES}/anger/first-heat/my-heat-card.md", "kind: log", "kind: log\nwas: [sleep/up/my-rising-plan]")
    with pytest.raises(CurriculumError) as told:
        move(root, "sleep/same-time-up", "sleep/up")
    assert [finding.code for finding in told.value.findings] == ["id-taken"]


def test_a_name_that_is_not_spelled_out_is_told_and_nothing_is_written(root: Path) -> None:
    edit(root / "curriculum/people.yml", "sessions: [sleep/same-time-up]", 'sessions: ["sleep/same\\x2dtime-up"]')
    with pytest.raises(MoveError, match=r"curriculum/people\.yml:5:16: 'sleep/same-time-up' is not spelled out here"):
        move(root, "sleep/same-time-up", "sleep/up")


def test_when_a_file_cannot_be_written_all_stays_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = move(root, "sleep/same-time-up", "anger/up-early").changes
    before = files(root)
    count = len(changes.placed)
    for refused in (1, 3, count):
        done = Counter[str]()

        def fails(one: Path, other: Path, refused: int = refused, done: Counter[str] = done) -> None:
            done["all"] += 1
            if done["all"] == refused:
                raise OSError(28, "No space left on device", str(other))
            put(one, other)

        with monkeypatch.context() as patched:
            patched.setattr("builder.moving.writing.move", fails)
            with pytest.raises(OSError, match="No space left"):
                write(root, changes)
        assert files(root) == before
        assert not (root / f"{MODULES}/anger/up-early").exists()


def test_hidden_files_of_a_folder_move_along_and_no_empty_folder_stays(root: Path) -> None:
    (root / f"{MODULES}/sleep/.notes").write_bytes(b"mine")
    texts = moved(root, "sleep=rest")
    assert texts[f"{MODULES}/rest/.notes"] == "mine"
    assert not (root / f"{MODULES}/sleep").exists()


# A program over the library


def own_session(program: Path, identity: str) -> None:
    shutil.copytree(SMALL / "curriculum/modules/sleep/bed-is-for-sleep", program / "curriculum/modules" / identity)


def test_a_program_moves_its_own_session_within_and_out_of_a_module_of_the_library(program: Path) -> None:
    own_session(program, "sleep/a-nap")
    (program / "curriculum/program.yml").write_text(
        HARBOR + "modules: {add: [harbor]}\npopulations:\n  depression:\n    core: {add: [sleep/a-nap]}\n", encoding="utf-8"
    )
    (program / "curriculum/modules/harbor").mkdir()
    (program / "curriculum/modules/harbor/module.md").write_text(
        "---\ntitle: Harbor\nsummary: Our own.\nsessions: []\n---\n\nOur own.\n", encoding="utf-8"
    )
    texts = moved(program, "sleep/a-nap=sleep/a-rest", "sleep/a-rest=harbor/rest")
    assert "    core: {add: [harbor/rest]}\n" in texts["curriculum/program.yml"]
    assert "sessions: [rest]\n" in texts["curriculum/modules/harbor/module.md"]
    assert load_library(program).sessions["harbor/rest"].meta.was == ("sleep/a-nap", "sleep/a-rest")
    assert not (program / "curriculum/modules/sleep").exists()


def test_what_is_the_librarys_is_not_moved_and_nothing_is_written_into_it(program: Path) -> None:
    with pytest.raises(MoveError, match="the session 'sleep/same-time-up' is the library's"):
        move(program, "sleep/same-time-up", "sleep/up")
    with pytest.raises(MoveError, match=r"library/modules/anger/module\.md is the library's; take it first: groupwork take anger$"):
        own_file(program, "library/modules/anger/module.md")
    take(program, "sleep/same-time-up")
    with pytest.raises(MoveError, match="stands in place of the library's text"):
        move(program, "sleep/same-time-up", "sleep/up")
    with pytest.raises(MoveError, match="leave it out with `exclude`"):
        retire(program, "sleep/bed-is-for-sleep", "anger/first-heat")
    own_session(program, "anger/a-nap")
    with pytest.raises(MoveError, match=r"take it first: groupwork take anger/first-heat"):
        retire(program, "anger/a-nap", "anger/first-heat")


# The command


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *arguments])


def test_the_command_says_what_it_did_file_by_file(root: Path) -> None:
    result = run(root, "move", "sleep/same-time-up", "sleep/up")
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0] == "The session 'sleep/same-time-up' is 'sleep/up' now:"
    assert f"  {MODULES}/sleep/same-time-up -> {MODULES}/sleep/up (5 files)" in lines
    assert "  curriculum/program.yml: 6 lines" in lines
    assert run(root, "move", "sleep/same-time-up", "sleep/other").exit_code == 2


def test_a_dry_run_shows_each_line_and_changes_nothing(root: Path) -> None:
    before = files(root)
    result = run(root, "move", "sleep/same-time-up", "sleep/up", "--dry-run")
    assert "    5: - sessions: [sleep/same-time-up]\n    5: + sessions: [sleep/up]" in result.output
    assert result.output.splitlines()[-1] == "Nothing was written."
    assert files(root) == before


def test_of_a_long_line_a_dry_run_shows_what_changes(root: Path) -> None:
    words = ", ".join(f"word {number}" for number in range(60))
    edit(root / "curriculum/synonyms.yml", "[oversleep]", f"[{words}]")
    lines = run(root, "move", "sleep/same-time-up", "sleep/up", "--dry-run").output.splitlines()
    (shown,) = [line for line in lines if line.strip().startswith("2: + ") and "word 59" in line]
    assert shown.endswith("pages: [sleep/up, sleep/up/my-rising-plan]}")
    assert len(shown) < 200


def test_after_a_move_the_check_finds_nothing_new(tmp_path: Path) -> None:
    root = a_tree(tmp_path)
    before = run(root, "check").output
    moved(root, "sleep/same-time-up=sleep/up", "anger=heat", "heat/first-heat/my-heat-card=heat/first-heat/card", "wednesdays=weds", "pills=tablets")
    assert run(root, "check").output == before
