"""Whatever stands in a project, `check` says what is to be mended and where, `build` says the same, and nothing is published."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder import pipeline
from builder.cli import main
from builder.finding import CurriculumError, Finding
from builder.pages.docs import shared_settings
from builder.site.published import sources_key
from builder.work import reading
from builder.work.reading import Unread, content_of, walk
from tests.odd_files import KINDS, NAMES, PLACES, SESSION, errors_of, put
from tests.project import TODAY
from tests.trees import a_tree

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("parsed_once")]

CASES = [(kind, PLACES[(2 * number + turn * 5) % len(PLACES)]) for number, kind in enumerate(KINDS) for turn in range(2)]
"""Each kind at two places, and each place with some kind; `make trust` has all of them at all."""
PROGRAM, TRACK = "curriculum/program.yml", "curriculum/tracks/wednesdays.md"


def refused(root: Path) -> list[Finding]:
    """The errors that check and build find, of which there are some."""
    found = errors_of(root)
    assert found
    return found


def test_each_kind_and_each_place_is_tried() -> None:
    assert {kind for kind, _ in CASES} == set(KINDS)
    assert {place for _, place in CASES} >= set(PLACES) - {"library.lock"}
    assert len(CASES) >= 28


@pytest.mark.long
@pytest.mark.parametrize(("kind", "place"), CASES)
def test_what_is_no_file_that_anyone_wrote_is_told(tmp_path: Path, kind: str, place: str) -> None:
    root = a_tree(tmp_path)
    put(root, kind, place)
    if found := errors_of(root):
        folder = place if place in ("sites", "curriculum") else place.rpartition("/")[0]
        assert [one for one in found if one.place.file.startswith(folder) or folder.startswith(one.place.file)] or kind == "nothing"
    else:  # an empty folder where nobody looks for anything, or nothing where nothing has to be
        assert kind in ("nothing", "folder", "folder that nobody may open", "link to nothing", "link to itself")


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - {"nothing"}))
def test_what_is_no_file_is_a_change_for_the_next_build(tmp_path: Path, kind: str) -> None:
    """It would say that nothing has changed, where check finds an error."""
    root = a_tree(tmp_path)
    before = sources_key(root, TODAY, pages_only=True)
    assert sources_key(root, TODAY, pages_only=True) == before
    put(root, kind, f"{SESSION}/odd.md")
    assert sources_key(root, TODAY, pages_only=True) != before


@pytest.mark.parametrize("name", NAMES, ids=repr)
@pytest.mark.parametrize("folder", [SESSION, "curriculum/tracks"])
def test_a_name_that_not_every_system_can_keep_is_told_as_it_can_be_printed(tmp_path: Path, name: bytes, folder: str) -> None:
    root = a_tree(tmp_path)
    Path(os.fsdecode(os.fsencode(root / folder) + b"/" + name)).write_bytes(b"---\ntitle: x\n---\n")
    assert [one.code for one in refused(root)] == ["extra-file"] or name == b" .md"


ODD_TEXTS: list[tuple[str, str, str, str]] = [
    (PROGRAM, "name: Elm Street Groups", 'name: "\\UFFFFFFFF"', "yaml-syntax"),
    (PROGRAM, "name: Elm Street Groups", 'name: "\\U00110000"', "yaml-syntax"),
    (PROGRAM, "name: Elm Street Groups", 'name: "\\ud800"', "character-unseen"),
    (PROGRAM, "name: Elm Street Groups", 'name: "\\x00"', "character-unseen"),
    (PROGRAM, "name: Elm Street Groups", "name: " + "9" * 5000, "bad-value"),
    (PROGRAM, "name: Elm Street Groups", "name: " + "[" * 5000, "yaml-syntax"),
    (PROGRAM, "name: Elm Street Groups", "name: Elm\n" + "".join(f"k{number}: 1\n" for number in range(6000)), "too-large"),
    (PROGRAM, "name: Elm Street Groups", f"name: {'a ' * 30_000}", "too-large"),
    (TRACK, "schedule:\n", "schedule:\n" + "  - {theme: More, wed: [again: anger/first-heat]}\n" * 400, "bad-value"),
    (f"{SESSION}/session.md", "title:", f"was: [sleep/{'a' * 255}]\ntitle:", "bad-value"),
    (f"{SESSION}/session.md", "title:", "was: [help]\ntitle:", "id-taken"),
    (f"{SESSION}/my-rising-plan.md", "title:", "was: [help]\ntitle:", "id-taken"),
    (TRACK, "title:", "was: [tracks/compose]\ntitle:", "id-taken"),
]


@pytest.mark.parametrize(("file", "old", "new", "code"), ODD_TEXTS, ids=lambda value: value[:30])
def test_an_odd_text_is_told_at_its_line_and_column(tmp_path: Path, file: str, old: str, new: str, code: str) -> None:
    root = a_tree(tmp_path)
    text = (root / file).read_text(encoding="utf-8")
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = refused(root)
    assert (found[0].code, found[0].place.file, len(found) <= 100) == (code, file, True)
    assert found[0].place.line > text.partition(old)[0].count("\n")


@pytest.mark.parametrize("length", [65, 255])
@pytest.mark.parametrize(
    "place", ["curriculum/modules/{}/module.md", f"{SESSION}/{{}}.md", "curriculum/tracks/{}.md", "curriculum/groups/{}.yml", "sites/{}.yml"]
)
def test_an_id_that_is_too_long_for_the_name_of_a_printed_file_is_told(tmp_path: Path, place: str, length: int) -> None:
    root = a_tree(tmp_path)
    path = root / place.format("a" * min(length, 255 - len(Path(place).name) + 2))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("---\ntitle: x\n---\n", encoding="utf-8")
    assert "extra-file" in [one.code for one in refused(root)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "lacks 'theme'"),
        ("theme: material\n", "lacks 'theme'"),
        ("theme: {name: material}\n", "lacks 'extra'"),
        ("theme: \x1b\n", "nobody sees"),
        ("[", ""),
    ],
)
def test_settings_for_mkdocs_that_cannot_be_read_are_told(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    with pytest.raises(CurriculumError) as raised:
        shared_settings(tmp_path / "mkdocs.yml")
    (found,) = raised.value.findings
    assert (found.place.file, says in found.message) == ("mkdocs.yml", True), found


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "--today", str(TODAY), *arguments])


NINES = "9" * 5000
COMPOSE = ("compose", "--population", "depression", "--days", "wed", "--start", "18:00")
CALENDAR = ("calendar", "wednesdays", "--start", "2027-01-06")


@pytest.mark.parametrize(
    "arguments",
    [
        *((*start, "{}/" + kind) for start in (("compose",), (*CALENDAR, "--closures"), (*CALENDAR, "--out"), ("init", "--name", "X", "--address", "https://x.example/participants")) for kind in ("pipe", "link to itself", "terminal", "huge file")),
        *((*COMPOSE, "--weeks", value) for value in (NINES, "-1", "53", "²", "1e9", "nan")),
        *((*COMPOSE, "--weeks", "8", option, value) for option in ("--shape", "--emphasis", "--pin", "--gates", "--exclude", "--title") for value in (f"session,break:{NINES}", f"sleep={NINES}", f"sleep/same-time-up@{NINES}:wed", "\udcff")),
        *(("calendar", "wednesdays", "--start", value) for value in ("0001-01-01", "9999-12-31", NINES)),
        (*CALENDAR, "--sequence", NINES),
    ],
    ids=lambda arguments: " ".join(one[:20] for one in arguments[:1] + arguments[-2:]),
)  # fmt: skip
def test_an_odd_request_is_refused_in_words(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    root = a_tree(tmp_path / "root")
    if arguments[-1].startswith("{}/"):
        KINDS[arguments[-1].removeprefix("{}/")](tmp_path / arguments[-1].removeprefix("{}/"))
    result = run(root, *(one.replace("{}", str(tmp_path)) for one in arguments))
    told = result.output + (result.stderr if result.stderr_bytes else "")
    assert (result.exit_code in (1, 2), "Traceback" in told, "does not know" in told) == (True, False, False), told


BREAKING: list[Callable[[Path], object]] = [
    lambda root: None,
    lambda root: put(root, "pipe", PROGRAM),
    lambda root: put(root, "link to itself", "curriculum"),
    lambda root: put(root, "link to itself", "library.lock"),
    lambda root: put(root, "bytes", TRACK),
    lambda root: Path(os.fsdecode(os.fsencode(root / SESSION) + b"/\xff.md")).write_bytes(b""),
]


@pytest.mark.parametrize("breaking", BREAKING)
@pytest.mark.parametrize("asked", [("check",), ("impact", "sleep/same-time-up"), ("impact", "no/such")])
def test_a_report_as_json_always_is_json(tmp_path: Path, breaking: Callable[[Path], object], asked: tuple[str, ...]) -> None:
    root = a_tree(tmp_path)
    breaking(root)
    json.loads(run(root, *asked, "--format", "json").stdout)


def test_what_the_program_itself_does_wrong_is_told_in_a_line_and_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*given: object, **more: object) -> None:
        raise KeyError("odd\nname")

    monkeypatch.setattr(pipeline, "check", wrong)
    told = run(tmp_path, "check", "--format", "json")
    (finding,) = json.loads(told.stdout)
    assert (told.exit_code, finding["code"]) == (3, "program-stopped")
    assert re.search(r"KeyError: 'odd.+name'", finding["message"])
    plain = run(tmp_path, "check")
    assert (plain.exit_code, plain.stderr.count("\n"), "Traceback" in plain.output) == (3, 1, False)


def test_no_walk_goes_round_in_a_circle_or_on_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "round").symlink_to(tmp_path / "a")
    told: list[tuple[str, str]] = []
    assert [here for here, _ in walk(tmp_path, tell=lambda *one: told.append(one))] == ["", "a", "a/b"]
    assert told == [("a/b/round", "leads back to a folder around it")]
    assert [here for here, _ in walk(tmp_path, most=1)] == [""]
    monkeypatch.setattr(reading, "DEEPEST", 1)
    assert [here for here, _ in walk(tmp_path)] == ["", "a"]


def test_a_file_that_becomes_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    put(tmp_path, "pipe", "odd.md")
    for path in (tmp_path / "odd.md", "/dev/zero", tmp_path / "a\0b", tmp_path):
        with pytest.raises(Unread):
            content_of(path)
