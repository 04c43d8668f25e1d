"""New sessions, handouts and tracks: forms that say what is still to write, and a module.md that is otherwise left alone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from builder.commands.scaffold import ScaffoldError, with_session, write_new
from builder.finding import Finding
from builder.pipeline import check
from tests.project import ROOT, TODAY, a_project, edit

SESSION_ANSWERS = {
    "title": "Winding down",
    "summary": "An hour before bed that slows.",
    "objectives": "[Name one thing that slows you, Choose when it begins]",
    "topics": "[sleep]",
    "suits": "[depression]",
    "newcomers": "welcome",
    "load": "light",
    "home_practice": "Tonight, begin an hour before bed.",
}
HANDOUT_ANSWERS = {"title": "My slow hour", "kind": "plan", "main_message": "You can slow down step by step.", "time": "5 minutes"}
TRACK_ANSWERS = {"title": "Mornings", "population": "substance-use", "enrolment": "cohort", "start": '"09:00"'}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_project(tmp_path)


def found(root: Path) -> list[tuple[str, str]]:
    return [(finding.place.file.rsplit("/", 1)[-1], finding.code) for finding in check(root, TODAY)]


def fill_in(page: Path, answers: dict[str, str]) -> None:
    """Write an answer after each key that the form leaves empty, over the form's note."""
    text = page.read_text(encoding="utf-8")
    for key, answer in answers.items():
        text, count = re.subn(rf"^{key}: +#.*$", f"{key}: {answer}", text, flags=re.M)
        assert count == 1, f"the form has no empty '{key}'"
    page.write_text(text, encoding="utf-8")


def test_a_new_session_brings_its_handout_and_stands_last_in_its_module(root: Path) -> None:
    assert write_new(root, "session", "sleep/winding-down") == [
        "curriculum/modules/sleep/winding-down/session.md",
        "curriculum/modules/sleep/winding-down/my-winding-down.md",
        "curriculum/modules/sleep/module.md",
    ]
    assert "sessions: [same-time-up, bed-is-for-sleep, winding-down]\n" in (root / "curriculum/modules/sleep/module.md").read_text(encoding="utf-8")


def test_checking_a_fresh_session_names_each_line_that_only_its_author_can_write(root: Path) -> None:
    write_new(root, "session", "sleep/winding-down")
    findings = check(root, TODAY)
    assert empty_keys(root, findings, "session.md") == list(SESSION_ANSWERS)
    assert empty_keys(root, findings, "my-winding-down.md") == list(HANDOUT_ANSWERS)
    assert [(f.code, f.place.file.rsplit("/", 1)[-1]) for f in findings if f.code != "bad-value"] == [("field-label", "my-winding-down.md")]


def empty_keys(root: Path, findings: tuple[Finding, ...], name: str) -> list[str]:
    """The key on the line of each `bad-value` finding of a file."""
    places = [finding.place for finding in findings if finding.code == "bad-value" and finding.place.file.endswith(f"/{name}")]
    return [(root / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1].split(":")[0].strip(" -") for place in places]


def test_with_its_front_matter_written_a_form_still_asks_for_sources_and_for_text(root: Path) -> None:
    write_new(root, "session", "sleep/winding-down")
    folder = root / "curriculum/modules/sleep/winding-down"
    fill_in(folder / "session.md", SESSION_ANSWERS)
    fill_in(folder / "my-winding-down.md", HANDOUT_ANSWERS)
    edit(folder / "my-winding-down.md", "[____]", "[____ when I begin]")
    assert found(root) == [
        ("my-winding-down.md", "handout-length"),
        ("session.md", "source-none"),
        ("session.md", "guide-length"),
        ("session.md", "guide-length"),
    ]


def test_a_new_handout_goes_beside_its_session_and_asks_for_its_own_words(root: Path) -> None:
    assert write_new(root, "handout", "sleep/same-time-up/week-card") == ["curriculum/modules/sleep/same-time-up/week-card.md"]
    fill_in(root / "curriculum/modules/sleep/same-time-up/week-card.md", HANDOUT_ANSWERS)
    assert found(root) == [("week-card.md", "field-label")]


def test_a_new_track_asks_for_its_sessions_and_its_weeks(root: Path) -> None:
    assert write_new(root, "track", "mornings") == ["curriculum/tracks/mornings.md"]
    track = root / "curriculum/tracks/mornings.md"
    assert empty_keys(root, check(root, TODAY), "mornings.md") == [*TRACK_ANSWERS, "theme"]
    fill_in(track, TRACK_ANSWERS)
    track.write_text(re.sub(r"- theme: +#.*", "- theme: Getting up", track.read_text(encoding="utf-8")), encoding="utf-8")
    assert {code for _, code in found(root)} == {"track-weeks", "track-slots"}


def test_a_new_site_asks_for_its_name_and_its_address(root: Path) -> None:
    assert write_new(root, "site", "harbor") == ["sites/harbor.yml"]
    missing = [one.message for one in check(root, TODAY) if one.place.file == "sites/harbor.yml"]
    assert len(missing) == 2
    assert all(any(key in message for message in missing) for key in ("name", "address"))


def test_a_new_group_asks_for_its_track_its_title_and_its_first_day(root: Path) -> None:
    assert write_new(root, "group", "evening-b") == ["curriculum/groups/evening-b.yml"]
    assert found(root) == [("evening-b.yml", "bad-value")] * 3
    fill_in(root / "curriculum/groups/evening-b.yml", {"track": "wednesdays", "title": "Evening group B", "start": "2027-01-06"})
    assert found(root) == []


@pytest.mark.parametrize("kind", ["session", "handout", "track", "module"])
def test_every_heading_and_every_empty_key_of_a_form_says_what_belongs_there(kind: str) -> None:
    text = (ROOT / "templates" / "new" / f"{kind}.md").read_text(encoding="utf-8")
    front, body = text.removeprefix("---\n").split("\n---\n")
    assert [line for line in front.splitlines() if re.fullmatch(r"\s*[-\w ]+:\s*", line)] == []
    before_headings, *parts = re.split(r"^## .*$", body, flags=re.M)
    assert all(len(part.split()) >= 5 for part in parts or [before_headings])


def test_a_module_form_copied_by_hand_is_whole_once_its_title_and_summary_are_written(root: Path) -> None:
    module = root / "curriculum/modules/rest/module.md"
    module.parent.mkdir()
    shutil.copyfile(root / "templates/new/module.md", module)
    edit(root / "curriculum/program.yml", "modules: [sleep, anger]", "modules: [sleep, anger, rest]")
    assert empty_keys(root, check(root, TODAY), "module.md") == ["title", "summary"]
    fill_in(module, {"title": "Rest", "summary": "Stopping before you drop"})
    assert found(root) == []


LISTS = {
    "in brackets": ("sessions: [one, two]", "sessions: [one, two, new]"),
    "in brackets, with a comment": ("sessions: [one, two]   # in order", "sessions: [one, two, new]   # in order"),
    "in brackets, ending in a comma": ("sessions: [one, two,]", "sessions: [one, two, new,]"),
    "in brackets, quoted": ("sessions: [\"one\", 'two']", "sessions: [\"one\", 'two', new]"),
    "in brackets, over two lines": ("sessions: [one,\n  two, three]", "sessions: [one,\n  two, three, new]"),
    "in brackets, a line each": ("sessions: [\n  one,\n  two\n]", "sessions: [\n  one,\n  two,\n  new\n]"),
    "in brackets, a line each, with commas and comments": (
        "sessions: [\n  one,  # first\n  two,  # then\n]",
        "sessions: [\n  one,  # first\n  two,  # then\n  new,\n]",
    ),
    "in brackets, a line each, closed on the last": ("sessions: [one,\n  two]", "sessions: [one,\n  two,\n  new]"),
    "in dashes": ("sessions:\n  - one\n  - two", "sessions:\n  - one\n  - two\n  - new"),
    "in dashes at the margin": ("sessions:\n- one\n- two", "sessions:\n- one\n- two\n- new"),
    "in dashes, with comments": ("sessions:  # in order\n  - one\n  - two  # last\n  # more to come", "sessions:  # in order\n  - one\n  - two  # last\n  - new\n  # more to come"),
    "in wide dashes": ("sessions:\n    -   one", "sessions:\n    -   one\n    -   new"),
    "empty brackets": ("sessions: []  # none yet", "sessions: [new]  # none yet"),
    "nothing": ("sessions:", "sessions: [new]"),
    "nothing, with a comment": ("sessions:   # none yet", "sessions: [new]   # none yet"),
    "null": ("sessions: null", "sessions: [new]"),
    "listed already": ("sessions: [new, two]", "sessions: [new, two]"),
}  # fmt: skip


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("style", LISTS)
def test_a_list_of_sessions_keeps_its_style_and_the_file_keeps_the_rest(style: str, ending: str) -> None:
    before, after = LISTS[style]
    page = "---\ntitle: 'Sleep'   # sessions: [not, these]\n{}\nsummary: >-\n  Nights\n---\n\nsessions: [nor, these]\n\n---\n"
    assert with_session(page.format(before).replace("\n", ending), "new") == page.format(after).replace("\n", ending)


@pytest.mark.parametrize(
    ("kind", "identity", "says"),
    [
        ("session", "sleeep/winding-down", "there is no module 'sleeep'; did you mean 'sleep'? To begin one: groupwork new module sleeep"),
        ("session", "zzz/winding-down", "there is no module 'zzz'; known are: anger, sleep. To begin one"),
        ("handout", "sleep/same-time/card", "there is no session 'sleep/same-time'; did you mean 'same-time-up'?"),
        ("session", "winding-down", "the id of a session is module/name, as in cbt/first-thought; this was 'winding-down'"),
        ("handout", "sleep/card", "the id of a handout is module/session/name"),
        ("track", "sleep/evening", "the id of a track is name"),
        ("session", "sleep/Winding Down", "'Winding Down' cannot be part of an id: write lower-case words joined by hyphens"),
        ("track", "..", "'..' cannot be part of an id"),
        ("handout", "sleep/same-time-up/my-rising-plan.es", "'my-rising-plan.es' cannot be part of an id"),
        ("session", "sleep/same-time-up", "curriculum/modules/sleep/same-time-up/session.md is there already; nothing was written"),
        ("handout", "sleep/same-time-up/session", "session.md is there already"),
        ("handout", "sleep/same-time-up/my-rising-plan", "my-rising-plan.md is there already"),
        ("track", "wednesdays", "curriculum/tracks/wednesdays.md is there already"),
        ("module", "sleep", "there is a module 'sleep' already; nothing was written"),
        ("site", "Harbor", "'Harbor' cannot be part of an id"),
        ("site", "staff", "'staff.yml' cannot be the address of a site"),
        ("site", "participants", "'participants.yml' cannot be the address of a site"),
        ("module", "help", "'help' is taken: it is the address of the page 'help'"),
        ("track", "compose", "'compose' is taken: it is the address of a page under 'tracks/'"),
        ("handout", "sleep/same-time-up/note", "'note' is taken: each session has a staff page of that name"),
        ("cards", "sleep/same-time-up/wall", "'wall' is taken"),
    ],
)
def test_what_cannot_be_begun_is_said_and_nothing_is_written(root: Path, kind: str, identity: str, says: str) -> None:
    before = all_files(root)
    with pytest.raises(ScaffoldError, match=re.escape(says)):
        write_new(root, kind, identity)
    assert all_files(root) == before


def all_files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_module_that_cannot_be_read_is_to_be_mended_first(root: Path) -> None:
    edit(root / "curriculum/modules/sleep/module.md", "sessions: [", "sessions: [[")
    with pytest.raises(ScaffoldError, match=r"mend module\.md first\. curriculum/modules/sleep/module\.md:\d+:\d+: "):
        write_new(root, "session", "sleep/winding-down")


def test_a_module_in_another_encoding_is_left_as_it_is(root: Path) -> None:
    page = root / "curriculum/modules/sleep/module.md"
    page.write_bytes(page.read_bytes() + b"A caf\xe9.\n")
    before = all_files(root)
    with pytest.raises(ScaffoldError, match=r"mend module\.md first.*another encoding"):
        write_new(root, "session", "sleep/late-light")
    assert all_files(root) == before


def test_a_session_that_its_module_already_lists_is_not_listed_twice(root: Path) -> None:
    module = root / "curriculum/modules/sleep/module.md"
    edit(module, "bed-is-for-sleep]", "bed-is-for-sleep, winding-down]")
    listed = module.read_bytes()
    assert "curriculum/modules/sleep/module.md" not in write_new(root, "session", "sleep/winding-down")
    assert module.read_bytes() == listed


def test_a_handout_that_waits_in_the_folder_is_the_sessions_handout(root: Path) -> None:
    folder = root / "curriculum/modules/sleep/winding-down"
    folder.mkdir()
    (folder / "slow-hour.md").write_text("---\n---\n", encoding="utf-8")
    assert "curriculum/modules/sleep/winding-down/my-winding-down.md" not in write_new(root, "session", "sleep/winding-down")
