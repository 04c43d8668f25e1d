"""Files to a Library: all of it is read, and every problem in every file is reported at once, never as a traceback."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.finding import CurriculumError, Finding
from builder.load.entry import words_of
from builder.load.library import load_library
from tests.trees import SMALL, a_tree, replace_once

pytestmark = pytest.mark.usefixtures("parsed_once")

MODULES = Path("curriculum/modules")
UP = MODULES / "sleep/same-time-up/session.md"
PLAN = MODULES / "sleep/same-time-up/my-rising-plan.md"
HEAT = MODULES / "anger/first-heat/session.md"
TRACK = Path("curriculum/tracks/wednesdays.md")
PROGRAM = Path("curriculum/program.yml")
SOURCES = Path("curriculum/sources.yml")
SPANISH = "---\ntitle: Mi plan\nkind: plan\nmain_message: Levántese.\ntime: 5 minutos\n---\n\nMe levanto a las [____ hora].\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_tree(tmp_path)


def change(root: Path, file: Path, old: str, new: str) -> None:
    replace_once(root / file, old.encode(), new.encode())


def refused(root: Path) -> tuple[Finding, ...]:
    with pytest.raises(CurriculumError) as raised:
        load_library(root)
    return raised.value.findings


def the_only(root: Path) -> Finding:
    (finding,) = refused(root)
    return finding


# what is read


def test_the_small_curriculum_is_read_whole() -> None:
    library = load_library(SMALL)
    assert list(library.sessions) == ["sleep/same-time-up", "sleep/bed-is-for-sleep", "anger/first-heat"]
    assert list(library.handouts) == ["sleep/same-time-up/my-rising-plan", "sleep/bed-is-for-sleep/my-night-map", "anger/first-heat/my-heat-card"]
    assert [track.id for track in library.tracks] == ["wednesdays"]
    assert list(library.standards) == ["made-up-education"]
    assert library.citations["reilly-shopshire-2019"] == 2


def test_modules_come_in_the_order_of_program_yml(root: Path) -> None:
    change(root, PROGRAM, "modules: [sleep, anger]", "modules: [anger, sleep]")
    assert [module.id for module in load_library(root).modules] == ["anger", "sleep"]


def test_a_language_edition_shares_the_id_of_its_english_handout(root: Path) -> None:
    (root / PLAN).with_suffix(".es.md").write_text(SPANISH, encoding="utf-8")
    session = load_library(root).sessions["sleep/same-time-up"]
    assert [page.id for page in session.editions["es"]] == [page.id for page in session.handouts]
    assert [page.language for page in session.handouts] == ["en"]


def test_a_language_edition_without_an_english_handout_is_refused(root: Path) -> None:
    (root / PLAN).with_name("other.es.md").write_text(SPANISH, encoding="utf-8")
    finding = the_only(root)
    assert (finding.code, finding.message) == ("extra-file", "this 'es' edition has no English handout 'other.md' beside it")


@pytest.mark.parametrize("saved", [lambda raw: b"\xef\xbb\xbf" + raw, lambda raw: raw.replace(b"\n", b"\r\n"), lambda raw: raw.replace(b"\n", b"\r")])
def test_how_an_editor_saves_a_file_makes_no_difference(root: Path, saved: Callable[[bytes], bytes]) -> None:
    before = load_library(root)
    for path in (root / "curriculum").rglob("*.*"):
        path.write_bytes(saved(path.read_bytes()))
    assert load_library(root) == before


def test_signing_a_session_off_does_not_change_its_digest_and_editing_it_or_its_handout_does(root: Path) -> None:
    def digest() -> str:
        return load_library(root).sessions["anger/first-heat"].source.digest

    before = digest()
    change(root, HEAT, "review: {status: draft}", "review: {status: draft, by: A. Tester}")
    assert digest() == before
    change(root, HEAT, "Cut the cards.", "Cut all cards.")
    edited = digest()
    assert edited != before
    change(root, HEAT.with_name("my-heat-card.md"), "Anger climbs", "It climbs")
    assert digest() not in (before, edited)


def test_hidden_files_that_systems_leave_behind_are_passed_over(root: Path) -> None:
    for folder in (".", "modules", "modules/sleep", "modules/sleep/same-time-up", "tracks", "standards"):
        for name in (".DS_Store", "._my-rising-plan.md", ".my-rising-plan.md.swp"):
            (root / "curriculum" / folder / name).write_bytes(b"\x00\xff")
    assert load_library(root)


def test_a_curriculum_without_tracks_and_standards_is_whole(root: Path) -> None:
    for file in (TRACK, Path("curriculum/standards/made-up-education.yml")):
        (root / file).unlink()
        (root / file).parent.rmdir()
    assert load_library(root).tracks == ()


# typos


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "hint"),
    [
        (HEAT, "newcomers: welcome", "newcommers: welcome", "unknown-key", "did you mean 'newcomers'?"),
        (HEAT, "newcomers: welcome", "newcomers: welcom", "bad-value", "did you mean 'welcome'?"),
        (HEAT, "load: moderate", "load: 3", "bad-value", "write one of: light, moderate, heavy"),
        (HEAT, "minutes: 50", "minutes: 050", "bad-value", "write a whole number, without quotes and without a leading zero"),
        (HEAT, "minutes: 50", "minutes: 1:30", "bad-value", "write a whole number, without quotes and without a leading zero"),
        (HEAT, "topics: [anger]", "topics: anger", "bad-value", "write a list: [one, two], or lines that begin with '- '"),
        (HEAT, "topics: [anger]", "topics: []", "bad-value", "write a list: [one, two], or lines that begin with '- '"),
        (HEAT, "topics: [anger]", "topics: [Big Anger]", "bad-value", "use lower-case words joined by hyphens, as in cbt/first-thought"),
        (HEAT, "title: First heat", "title:", "bad-value", "write it after the colon"),
        (HEAT, "title: First heat", "title: 988", "bad-value", "write text; put it in quotes if it looks like a number or a date"),
        (HEAT, "review: {status: draft}", "review: draft", "bad-value", "write `key: value` lines, indented"),
        (HEAT, "review: {status: draft}", "review: {status: approved}", "bad-value", "add or change what is named here"),
        (
            HEAT,
            "review: {status: draft}",
            "review: {status: draft, on: 2026-02-30}",
            "bad-value",
            "write a date as 2027-01-31, without quotes, on a day that there is",
        ),
        (PROGRAM, "title: Depression", "titel: Depression", "unknown-key", "did you mean 'title'?"),
        (PROGRAM, "  substance-use:", "  Substance use:", "bad-value", "write lower-case words joined by hyphens"),
        (PROGRAM, "unit: session", "unit: sesion", "bad-value", "did you mean 'session'?"),
        (PROGRAM, '"tel:988"', '"988"', "bad-value", "begin it with tel:, sms: or https://, and write it as a browser shows it, without spaces"),
        (PROGRAM, "short_version: [35, 45]", "short_version: [35]", "bad-value", "write [from, to]"),
        (PROGRAM, "aim: 6", "aim: six", "bad-value", "write a number"),
        (TRACK, '"18:00"', "6 pm", "bad-value", 'write the time as "17:30", in quotes'),
        (TRACK, "- session\n", "- sesion\n", "bad-value", "write `session`, or a part and its minutes, as in `break: 10`"),
        (TRACK, "- break: 10", "- brake: 10", "unknown-key", "did you mean 'break'?"),
        (TRACK, "- break: 10", "- break: ten", "bad-value", "write a whole number, without quotes and without a leading zero"),
        (TRACK, "- break: 10", "- {break: 10, process: 5}", "bad-value", "add or change what is named here"),
        (TRACK, "[again: sleep/same-time-up]", "[agian: sleep/same-time-up]", "unknown-key", "did you mean 'again'?"),
        (TRACK, "[again: sleep/same-time-up]", "[again: Same Time]", "bad-value", "use lower-case words joined by hyphens, as in cbt/first-thought"),
        (TRACK, "[again: sleep/same-time-up]", "{sesions: [again: sleep/same-time-up]}", "unknown-key", "did you mean 'sessions'?"),
        (TRACK, '"18:00"', '"18:00"\ngroup_size: {sesion: 12, process: 8}', "unknown-key", "did you mean 'session'?"),
        (TRACK, '"18:00"', '"18:00"\nstages: [{title: Half, days: [monday], weeks: 2}]', "bad-value", "did you mean 'mon'?"),
        (SOURCES, "kind: review", "kind: revue", "bad-value", "did you mean 'review'?"),
        (SOURCES, "  publisher: NIDA\n", "", "bad-value", "add or change what is named here"),
        (SOURCES, "nida-words-2021:", "NIDA 2021:", "bad-value", "write it as in beck-2021"),
    ],
)
def test_a_typo_is_one_finding_with_a_next_step(root: Path, file: Path, old: str, new: str, code: str, hint: str) -> None:
    change(root, file, old, new)
    finding = the_only(root)
    assert (finding.place.file, finding.code, finding.hint) == (str(file), code, hint)
    line = (root / file).read_text(encoding="utf-8").split("\n")[finding.place.line - 1]
    assert new.split("\n")[0].strip() in line or old not in line


def test_a_mistake_in_the_markdown_of_the_risk_protocol_is_reported_at_the_risk_protocol(root: Path) -> None:
    change(root, PROGRAM, "  2. Ask plainly about suicide.", "  2. Ask plainly<br>about suicide.")
    finding = the_only(root)
    assert (finding.code, finding.place.line) == ("raw-html", 35)
    assert finding.message.startswith("line 2 of this text: raw HTML (<br>)")


def test_every_missing_key_is_reported_and_not_only_the_first(root: Path) -> None:
    change(root, HEAT, "load: moderate\n", "")
    change(root, HEAT, "title: First heat\n", "")
    assert [finding.message for finding in refused(root)] == ["'load' is missing", "'title' is missing"]


# all at once


def test_every_problem_in_every_file_is_reported_at_once(root: Path) -> None:
    change(root, PROGRAM, "unit: session", "unit: sesion")
    change(root, SOURCES, "kind: review", "kind: revue")
    change(root, TRACK, '"18:00"', "6 pm")
    change(root, Path("curriculum/modules/sleep/module.md"), "---\ntitle: Sleep", "title: Sleep")
    change(root, UP, "minutes: 60", "minutes: sixty")
    change(root, PLAN, "[lines 2: What", "[lines two: What")
    change(root, HEAT, "**Ask**", "<b>Ask</b>")
    (root / "curriculum/language.yml").unlink()
    assert {(finding.code, Path(finding.place.file).name) for finding in refused(root)} == {
        ("bad-value", "program.yml"),
        ("bad-value", "sources.yml"),
        ("bad-value", "wednesdays.md"),
        ("front-matter", "module.md"),
        ("bad-value", "session.md"),
        ("field-mark", "my-rising-plan.md"),
        ("raw-html", "session.md"),
        ("missing-file", "language.yml"),
    }


@pytest.mark.parametrize("file", ["curriculum/modules/sleep/module.md", "curriculum/modules/sleep/same-time-up/session.md"])
def test_a_missing_file_does_not_hide_what_is_wrong_beside_it(root: Path, file: str) -> None:
    (root / file).unlink()
    change(root, PLAN, "kind: plan", "kind: plann")
    assert sorted(finding.code for finding in refused(root)) == ["bad-value", "missing-file"]


# what should not be there


def test_no_curriculum_at_all_is_said_plainly(tmp_path: Path) -> None:
    assert the_only(tmp_path).message == "there is no folder 'curriculum' here"
    (tmp_path / "curriculum").write_text("", encoding="utf-8")
    assert the_only(tmp_path).code == "missing-file"


def test_an_empty_curriculum_folder_names_all_that_it_needs(tmp_path: Path) -> None:
    (tmp_path / "curriculum").mkdir()
    assert [finding.code for finding in refused(tmp_path)] == ["missing-file"] * 4


@pytest.mark.parametrize("content", [b"", b"\n", b"---\n---\n", b"- a\n- b\n", b"---\n- a\n---\n", b"x", b"\x00", b"---", b"---\n[[[[", b"\xff\xfe"])
def test_no_content_of_a_file_makes_a_traceback(root: Path, content: bytes) -> None:
    files = [PROGRAM, UP, PLAN, TRACK, MODULES / "sleep/module.md", Path("curriculum/standards/made-up-education.yml")]
    for file in (*files, SOURCES, Path("curriculum/language.yml")):
        (root / file).write_bytes(content)
    assert {finding.place.file for finding in refused(root)} >= {str(file) for file in files}


def test_an_empty_module_folder_needs_a_module_md(root: Path) -> None:
    (root / MODULES / "grief").mkdir()
    assert (the_only(root).code, the_only(root).place.file) == ("missing-file", "curriculum/modules/grief/module.md")


def test_an_empty_session_folder_that_is_listed_needs_a_session_md(root: Path) -> None:
    change(root, MODULES / "anger/module.md", "[first-heat]", "[first-heat, second-heat]")
    (root / MODULES / "anger/second-heat").mkdir()
    assert the_only(root).hint == "run: groupwork new session anger/second-heat"


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("modules/anger/first-heat/My Heat Card.md", "my-heat-card.md"),
        ("modules/anger/first-heat/My Card.es.md", "my-card.es.md"),
        ("modules/anger/first-heat/карта.md", "a-name.md"),
        ("tracks/Evening Track.md", "evening-track.md"),
        ("standards/Texas_Rule.yml", "texas-rule.yml"),
    ],
)
def test_a_file_name_that_cannot_be_an_address_is_refused_with_a_better_one(root: Path, name: str, better: str) -> None:
    (root / "curriculum" / name).write_text("x", encoding="utf-8")
    assert (the_only(root).code, the_only(root).hint) == ("extra-file", f"rename it to {better}")


def test_a_module_folder_with_spaces_is_refused_with_a_better_name(root: Path) -> None:
    (root / MODULES / "My Module").mkdir()
    assert (the_only(root).code, the_only(root).hint) == ("extra-file", "rename it to my-module")


@pytest.mark.parametrize(
    "name",
    [
        "modules/anger/first-heat/card.docx",
        "modules/anger/first-heat/old.md/",
        "modules/anger/notes.md",
        "tracks/old/",
        "tracks/plan.txt",
        "notes.txt",
        "modules/notes.txt",
    ],
)
def test_a_file_or_folder_that_nothing_lists_is_refused(root: Path, name: str) -> None:
    path = root / "curriculum" / name
    if name.endswith("/"):
        path.mkdir()
    else:
        path.write_text("x", encoding="utf-8")
    finding = the_only(root)
    assert (finding.code, finding.place.file) == ("extra-file", f"curriculum/{name}".rstrip("/"))


def test_a_link_to_a_file_that_is_gone_is_a_finding(root: Path) -> None:
    for name in ("modules/anger/first-heat/card.md", "tracks/gone.md", "standards/gone.yml"):
        (root / "curriculum" / name).symlink_to(root / "nowhere")
    assert {finding.code for finding in refused(root)} == {"missing-file"}
    assert len(refused(root)) == 3


def test_a_page_that_cannot_be_read_beside_a_drawing_is_a_finding(root: Path) -> None:
    (root / "curriculum/modules/sleep/same-time-up/gone.md").symlink_to(root / "nowhere")
    assert the_only(root).code == "missing-file"


def test_cards_have_no_language_editions(root: Path) -> None:
    (root / "curriculum/modules/anger/first-heat/scene-cards.es.md").write_text("---\ntitle: A\nkind: cards\ncut: 4\n---\n\n## B\n", encoding="utf-8")
    assert the_only(root).message == "cards have no language editions"


def test_a_link_that_leads_to_itself_is_a_finding(root: Path) -> None:
    (root / MODULES / "loop").symlink_to("loop")
    (root / "curriculum/tracks/loop.md").symlink_to("loop.md")
    assert {finding.code for finding in refused(root)} == {"missing-file", "extra-file"}


def test_a_linked_module_folder_is_read_like_any_other(root: Path) -> None:
    (root / MODULES / "anger").rename(root / "elsewhere")
    (root / MODULES / "anger").symlink_to(root / "elsewhere")
    assert "anger/first-heat" in load_library(root).sessions


def test_a_pipe_in_the_place_of_a_file_is_a_finding_and_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "curriculum/tracks/pipe.md")
    assert the_only(root).code == "missing-file"


@pytest.mark.parametrize(("raw", "place"), [(b"!\xf8$\n", "1:2"), (b"title: A\nsummary: caf\xe9\n", "2:13"), (b"\xe9", "1:1")])
@pytest.mark.parametrize("mark", [b"", BOM_UTF8], ids=["plain", "with a mark of its order"])
def test_the_first_strange_letter_is_told_whatever_mark_an_editor_put_first(mark: bytes, raw: bytes, place: str) -> None:
    with pytest.raises(CurriculumError) as refused:
        words_of(mark + raw, "a.yml")
    assert [(one.code, str(one.place)) for one in refused.value.findings] == [("not-utf8", f"a.yml:{place}")]


def test_text_in_another_encoding_is_reported_at_its_first_strange_letter(root: Path) -> None:
    replace_once(root / HEAT, b"a slammed door", "un portazo, señor".encode("latin-1"))
    finding = the_only(root)
    assert finding.code == "not-utf8"
    assert (root / HEAT).read_bytes().split(b"\n")[finding.place.line - 1][finding.place.column - 1 :].startswith("ñor".encode("latin-1"))
