"""A program's own texts over the library's: which one counts, what is laid together, and what is told where they do not fit."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import __version__
from builder.adopting.lock import BASE, LEFT, AdoptError
from builder.adopting.taking import leave, take
from builder.finding import CurriculumError, Finding
from builder.load.layers import DATA, PROGRAM, digest_of_project, layers_of, text_digest
from builder.load.library import load_library
from builder.load.merging import laid_over
from builder.model.lock import LOCK
from builder.pipeline import plan_sites
from builder.text.marked_yaml import Marked, read_yaml
from tests.project import TODAY, edit
from tests.trees import HARBOR, SMALL, a_tree, findings_of

MODULE = "---\ntitle: Harbor\nsummary: Our own.\nsessions: [tides]\n---\n\nOur own.\n"
UP = "modules/sleep/same-time-up/session.md"
PLAN = "modules/sleep/same-time-up/my-rising-plan.md"


def add(program: Path, name: str, text: str) -> None:
    path = program / "curriculum" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def say(program: Path, text: str) -> None:
    """More in program.yml."""
    path = program / "curriculum" / "program.yml"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def refused(program: Path) -> tuple[Finding, ...]:
    with pytest.raises(CurriculumError) as raised:
        load_library(program)
    return raised.value.findings


# files


def test_a_program_without_a_text_of_its_own_has_the_librarys(program: Path) -> None:
    library = load_library(program)
    assert list(library.sessions) == ["sleep/same-time-up", "sleep/bed-is-for-sleep", "anger/first-heat"]
    assert library.program.meta.name == "Harbor"
    assert {session.source.file.partition("/")[0] for session in library.sessions.values()} == {"library"}


def test_a_file_of_the_same_path_stands_in_place_of_the_librarys_whole(program: Path) -> None:
    take(program, "sleep/same-time-up")
    edit(program / "curriculum" / UP, "title: ", "title: Our ")
    library = load_library(program)
    session = library.sessions["sleep/same-time-up"]
    assert session.meta.title.startswith("Our ")
    assert session.source.file == f"curriculum/{UP}"
    assert [page.source.file for page in session.pages] == [f"library/{PLAN}"]
    assert {library.origins.of(one) for one in session.texts} == {"changed", "library"}


def test_modules_of_both_stand_side_by_side(program: Path) -> None:
    (program / "curriculum" / "program.yml").write_text(HARBOR + "modules: {add: [harbor]}\n", encoding="utf-8")
    add(program, "modules/harbor/module.md", MODULE)
    shutil.copytree(SMALL / "curriculum/modules/sleep/same-time-up", program / "curriculum/modules/harbor/tides")
    library = load_library(program)
    assert [module.id for module in library.modules] == ["sleep", "anger", "harbor"]
    assert library.origins.of(library.sessions["harbor/tides"].source) == "own"


def test_a_session_of_ones_own_in_a_module_of_the_library_comes_after_the_librarys(program: Path) -> None:
    shutil.copytree(SMALL / "curriculum/modules/sleep/same-time-up", program / "curriculum/modules/sleep/a-nap")
    assert list(load_library(program).sessions)[:3] == ["sleep/same-time-up", "sleep/bed-is-for-sleep", "sleep/a-nap"]


def test_a_handout_of_ones_own_stands_beside_a_session_of_the_library(program: Path) -> None:
    add(program, "modules/sleep/same-time-up/our-card.md", (SMALL / "curriculum" / PLAN).read_text(encoding="utf-8"))
    assert [page.id for page in load_library(program).sessions["sleep/same-time-up"].handouts] == [
        "sleep/same-time-up/my-rising-plan",
        "sleep/same-time-up/our-card",
    ]


@pytest.mark.parametrize(
    ("what", "gone"),
    [("sleep", ["sleep/same-time-up", "sleep/bed-is-for-sleep"]), ("sleep/bed-is-for-sleep", ["sleep/bed-is-for-sleep"])],
)
def test_what_is_excluded_is_gone_with_all_that_the_library_says_of_it(program: Path, what: str, gone: list[str]) -> None:
    say(program, f"exclude: [{what}]\n")
    library = load_library(program)
    assert not set(gone) & library.sessions.keys()
    assert len(library.sessions) == 3 - len(gone)
    assert [str(one) for one in findings_of(program) if one.is_error] == []


def test_an_own_text_that_names_what_is_excluded_is_told_so(program: Path) -> None:
    say(program, "exclude: [sleep/bed-is-for-sleep]\n")
    take(program, "sleep/same-time-up")
    edit(program / "curriculum" / UP, "\n---\n", "\nbuilds_on: [sleep/bed-is-for-sleep]\n---\n")
    (found,) = [one for one in findings_of(program) if one.is_error]
    assert found.place.file == f"curriculum/{UP}"
    assert "`exclude` in program.yml leaves it out" in found.hint


def test_tracks_of_the_library_are_run_where_they_are_named(program: Path) -> None:
    assert load_library(program).tracks == ()
    say(program, "tracks: [wednesdays]\n")
    assert [track.id for track in load_library(program).tracks] == ["wednesdays"]


def test_rooms_and_dates_of_the_library_are_nobody_elses(program: Path, the_library: Path) -> None:
    (the_library / "groups").mkdir(exist_ok=True)
    (the_library / "groups" / "theirs.yml").write_text("nothing: that can be read\n", encoding="utf-8")
    assert load_library(program).groups == ()


# what does not fit


def test_two_texts_of_one_name_are_an_error_until_one_is_said_to_be_made_from_the_other(program: Path) -> None:
    add(program, "modules/sleep/module.md", MODULE.replace("tides", "same-time-up"))
    (found,) = refused(program)
    assert (found.code, str(found.place)) == ("layer-same-name", "curriculum/modules/sleep/module.md:1:1")
    assert "groupwork take sleep" in found.hint
    assert take(program, "sleep") == ["curriculum/modules/sleep/module.md stands in place of the library's from now on"]
    assert list(load_library(program).sessions) == ["sleep/same-time-up", "anger/first-heat"]


def test_a_lock_of_another_version_stops_everything(program: Path) -> None:
    edit(program / LOCK, __version__, "0.0.7")
    (found,) = refused(program)
    assert (found.code, "groupwork==0.0.7" in found.hint) == ("lock-version", True)


def test_a_library_that_has_changed_is_told_and_stops_nothing(program: Path, the_library: Path) -> None:
    edit(the_library / UP, "title: ", "title: New ")
    (found,) = [one for one in findings_of(program) if one.code == "library-changed"]
    assert "1 of the library's files" in found.message


def test_an_own_text_whose_library_text_is_gone_is_told_and_stays(program: Path, the_library: Path) -> None:
    take(program, "sleep/same-time-up/my-rising-plan")
    (the_library / PLAN).unlink()
    found = [one for one in findings_of(program) if one.code == "layer-retired"]
    assert [one.place.file for one in found] == [f"curriculum/{PLAN}"]
    assert "sleep/same-time-up/my-rising-plan" in load_library(program).handouts


def test_a_lock_that_cannot_be_read_is_a_finding_at_its_line(program: Path) -> None:
    (program / LOCK).write_text("library: [\n", encoding="utf-8")
    (found,) = refused(program)
    assert found.place.file == LOCK


def test_a_finding_in_a_text_of_the_library_says_how_it_becomes_ones_own(program: Path, the_library: Path) -> None:
    edit(the_library / UP, "minutes: ", "minuts: ")
    steps = [one.next_step for one in refused(program) if one.place.file == f"library/{UP}"]
    assert steps
    assert all(f"groupwork take {UP} begins your own" in step for step in steps)


def test_excluding_what_the_library_does_not_have_names_the_nearest(program: Path) -> None:
    say(program, "exclude: [slep]\n")
    (found,) = refused(program)
    assert (found.code, found.hint) == ("unknown-reference", "did you mean 'sleep'?")


def test_a_text_of_ones_own_is_not_left_out_and_says_so(program: Path) -> None:
    take(program, "sleep/same-time-up")
    shutil.copytree(SMALL / "curriculum/modules/sleep/same-time-up", program / "curriculum/modules/sleep/a-nap")
    say(program, "exclude: [sleep/same-time-up, sleep/a-nap, sleep/bed-is-for-sleep]\n")
    found = refused(program)
    assert {one.code for one in found} == {"unknown-reference"}
    assert [(one.message.partition(" and ")[2], one.hint.rpartition("groupwork ")[2]) for one in found] == [
        ("'sleep/same-time-up' is your own", "leave sleep/same-time-up"),
        ("'sleep/a-nap' is your own", "retire sleep/a-nap"),
    ]


@pytest.mark.parametrize("name", ["sleep/bed-is-for-sleep", "anger", "nothing"])
def test_a_whole_curriculum_has_no_library_to_leave_a_text_out_of(tmp_path: Path, name: str) -> None:
    root = a_tree(tmp_path)
    say(root, f"exclude: [{name}]\n")
    (found,) = refused(root)
    assert (found.code, found.place.file) == ("unknown-reference", "curriculum/program.yml")
    assert f"groupwork retire {name}" in found.hint


# crisis lines


def test_lines_of_the_library_count_as_tried_only_where_this_program_says_so(program: Path) -> None:
    lines = [line.id for line in load_library(program).program.meta.crisis_lines]
    assert [one.code for one in findings_of(program) if one.code == "line-not-tried"] == ["line-not-tried"]
    say(program, "checked_here: {" + ", ".join(f'"{line}": 2026-11-20' for line in lines) + "}\n")
    library = load_library(program)
    assert {str(line.verified_on) for line in library.program.meta.crisis_lines} == {"2026-11-20"}
    assert not [one for one in findings_of(program) if one.code == "line-not-tried"]


# take and leave


def test_taking_and_leaving_changes_nothing_in_the_end(program: Path) -> None:
    before = digest_of_project(program)
    take(program, "sleep/same-time-up", all_of_it=True)
    assert (program / BASE / UP).is_file()
    assert digest_of_project(program) != before
    leave(program, "sleep/same-time-up", all_of_it=True)
    assert digest_of_project(program) == before
    assert not (program / ".groupwork").exists()


def test_what_was_changed_is_kept_when_it_is_left(program: Path) -> None:
    take(program, "sleep/same-time-up")
    edit(program / "curriculum" / UP, "title: ", "title: Our ")
    ours = (program / "curriculum" / UP).read_bytes()
    leave(program, "sleep/same-time-up")
    assert (program / LEFT / UP).read_bytes() == ours
    assert not (program / "curriculum" / UP).exists()


@pytest.mark.parametrize(
    ("what", "says"),
    [("sleep/same-time", "did you mean 'sleep/same-time-up'?"), ("program.yml", "nothing is taken or left"), ("groups/theirs", "there is no text")],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_written(program: Path, what: str, says: str) -> None:
    before = digest_of_project(program)
    with pytest.raises(AdoptError, match=r".*") as raised:
        take(program, what)
    assert says in str(raised.value)
    assert digest_of_project(program) == before


@pytest.mark.parametrize("name", DATA)
def test_a_data_file_is_neither_taken_nor_left_by_its_id_or_its_name(program: Path, name: str) -> None:
    add(program, name, (program / "curriculum" / name).read_text(encoding="utf-8") if name == PROGRAM else "{}\n")
    before = digest_of_project(program)
    for identity in (name, name.removesuffix(".yml"), f"curriculum/{name}"):
        for does in (take, leave):
            with pytest.raises(AdoptError, match=f"{name} is a data file"):
                does(program, identity)
    assert digest_of_project(program) == before


def test_a_folder_that_holds_a_whole_curriculum_takes_nothing() -> None:
    with pytest.raises(AdoptError, match="groupwork init"):
        take(SMALL, "sleep")


def test_every_file_of_the_library_has_an_id_by_which_it_is_taken(program: Path) -> None:
    names = [name for name in layers_of(program).texts if "/" in name]
    for name in names:
        take(program, name)
    assert len(names) >= 10
    assert {name: text_digest((program / "curriculum" / name).read_bytes()) for name in names} == {
        name: layers_of(program).texts[name] for name in names
    }


def test_line_ends_of_another_system_are_no_change() -> None:
    assert text_digest(b"one\r\ntwo\r\n") == text_digest(b"one\ntwo\n")


# data


def marked(text: str, file: str) -> Marked:
    return read_yaml(text, file)


OURS: Callable[[str], Marked] = lambda text: marked(text, "ours")  # noqa: E731
THEIRS = marked(
    "name: L\nwords: [a, b]\nreading: {aim: 6, limit: 8}\npair: [35, 45]\nmodules: [cbt, sleep]\nmood: {emphasis: {cbt: 1, sleep: 2}}\n", "theirs"
)


@pytest.mark.parametrize(
    ("own", "key", "laid"),
    [
        ("name: O", "name", "O"),
        ("reading: {aim: 5}", "reading", {"aim": 5, "limit": 8}),
        ("words: {add: [c]}", "words", ["a", "b", "c"]),
        ("words: {first: [c]}", "words", ["c", "a", "b"]),
        ("words: {first: [z], add: [c]}", "words", ["z", "a", "b", "c"]),
        ("words: {replace: [c]}", "words", ["c"]),
        ("words: {replace: []}", "words", []),
        ("pair: [30, 40]", "pair", [30, 40]),
        ("new: {add: [c]}", "new", ["c"]),
        ("name: O", "modules", ["cbt"]),
        ("name: O", "mood", {"emphasis": {"cbt": 1}}),
        ("mood: {emphasis: {cbt: 9}}", "mood", {"emphasis": {"cbt": 9}}),
        ("modules: {add: [sleep]}", "modules", ["cbt", "sleep"]),
        ("reading: null", "reading", None),
    ],
)
def test_data_is_laid_together_by_key(own: str, key: str, laid: object) -> None:
    assert laid_over(OURS(own), THEIRS, excluded=["sleep"]).data[key] == laid


@pytest.mark.parametrize("own", ["words: [c]", "words: {ad: [c]}", "words: {add: c}", "words: {}"])
def test_a_list_that_does_not_say_what_it_does_to_the_librarys_is_an_error_at_its_place(own: str) -> None:
    with pytest.raises(CurriculumError) as raised:
        laid_over(OURS(own), THEIRS)
    assert [(one.code, str(one.place)) for one in raised.value.findings] == [("layer-list", "ours:1:8")]


def test_every_value_keeps_the_place_where_it_was_written() -> None:
    laid = laid_over(OURS("name: O\nwords:\n  first: [z]\n  add: [c]\n"), THEIRS)
    assert [str(laid.place("words", index)) for index in range(4)] == ["ours:3:11", "theirs:2:9", "theirs:2:12", "ours:4:9"]
    assert str(laid.key_place("reading", "aim")) == "theirs:3:11"
    assert str(laid.place("name")) == "ours:1:7"


# pages


def test_every_staff_page_of_a_program_says_whose_text_it_is_and_no_page_of_participants_does(program: Path) -> None:
    take(program, "sleep/same-time-up")
    add(program, "modules/sleep/same-time-up/our-card.md", (SMALL / "curriculum" / PLAN).read_text(encoding="utf-8"))
    staff, participants = plan_sites(load_library(program), TODAY)
    says = {page.path: page.origin for page in staff.pages}
    assert says["sleep/same-time-up"].startswith("This text is this program's own, made from one of the library's")
    assert says["sleep/same-time-up/my-rising-plan"] == f"This text is the library's, version {__version__}, unchanged."
    assert says["sleep/same-time-up/our-card"] == "This text is this program's own."
    assert says["sleep/same-time-up/room"] == says["sleep/same-time-up"]
    assert len(says) > 20
    assert [path for path, said in says.items() if not said] == []
    assert {page.origin for page in participants.pages} == {""}


def test_a_curriculum_by_itself_says_of_no_page_whose_text_it_is() -> None:
    assert {page.origin for site in plan_sites(load_library(SMALL), TODAY) for page in site.pages} == {""}
