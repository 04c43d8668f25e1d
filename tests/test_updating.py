"""The library changes under a program: what is told, what each way of deciding leaves, and that nothing is lost or taken over by itself."""

from __future__ import annotations

from pathlib import Path
from pathlib import PurePosixPath as PurePath

import pytest
from click.testing import CliRunner

from builder.adopting.checks import as_checked_by, unsigned
from builder.adopting.lock import BASE, LEFT, AdoptError
from builder.adopting.taking import take
from builder.adopting.threeway import BASE as BASE_MARK
from builder.adopting.threeway import MIDDLE, THEIRS, YOURS, in_words, merged, parts_of
from builder.adopting.updating import accept, items_of, keep, merge, take_up
from builder.cli import main
from builder.load.layers import digest_of_project, text_digest
from tests.project import edit
from tests.test_layers import PLAN, UP
from tests.trees import findings_of

HEAT = "modules/anger/first-heat/session.md"
NIGHT = "modules/sleep/bed-is-for-sleep/my-night-map.md"

# three texts


@pytest.mark.parametrize(
    ("own", "library", "sides", "joined"),
    [
        ("a\nb\nc", "a\nb\nc", ["neither"], "a\nb\nc"),
        ("a\nB\nc", "a\nb\nc", ["neither", "yours", "neither"], "a\nB\nc"),
        ("a\nb\nc", "a\nB\nc", ["neither", "library", "neither"], "a\nB\nc"),
        ("A\nb\nc", "a\nb\nC", ["yours", "neither", "library"], "A\nb\nC"),
        ("a\nX\nc", "a\nX\nc", ["neither", "alike", "neither"], "a\nX\nc"),
        ("a\nX\nc", "a\nY\nc", ["neither", "both", "neither"], f"a\n{YOURS}\nX\n{BASE_MARK}\nb\n{MIDDLE}\nY\n{THEIRS}\nc"),
        ("a\nb\nc\nd", "z\na\nb\nc", ["library", "neither", "yours"], "z\na\nb\nc\nd"),
        ("a\nc", "a\nb\nc\nd", ["neither", "yours", "neither", "library"], "a\nc\nd"),
        ("", "a\nb\nc", ["yours"], ""),
    ],
)
def test_two_changed_texts_are_joined_line_by_line(own: str, library: str, sides: list[str], joined: str) -> None:
    parts = parts_of("a\nb\nc", own, library)
    assert [part.side for part in parts] == sides
    assert merged(parts) == joined
    assert "\n".join(line for part in parts for line in part.own) == own


def test_a_difference_is_told_in_words() -> None:
    assert in_words(["Say what you saw."], ["Say what happened."]) == (("same", "Say what "), ("gone", "you saw."), ("new", "happened."))


# who looked at a text


OWN_DATES = "checked_on: 2026-01-05\nrequirements:\n  - {kind: note, text: a, checked_on: 2026-02-01}\n"


def test_days_stay_those_of_whoever_looked() -> None:
    theirs = "checked_on: 2026-11-28\ntitle: New\nrequirements:\n  - {kind: note, text: b, checked_on: 2026-11-28}\n"
    assert as_checked_by(OWN_DATES, theirs, PurePath("standards/a.yml")) == (
        "checked_on: 2026-01-05\ntitle: New\nrequirements:\n  - {kind: note, text: b, checked_on: 2026-02-01}\n"
    )


def test_a_day_that_nobody_here_has_is_taken_out() -> None:
    assert as_checked_by("title: Old\n", "title: New\nchecked_on: 2026-11-28\n", PurePath("standards/a.yml")) == "title: New\n"


def test_the_sign_off_stays_that_of_the_program_and_an_accepted_text_is_a_draft() -> None:
    own = "---\ntitle: A\nreview:\n  status: approved\n  by: A. B.\nminutes: 60\n---\nOld.\n"
    theirs = "---\ntitle: A\nreview: {status: draft}\nminutes: 60\n---\nNew.\n"
    kept = as_checked_by(own, theirs, PurePath("modules/a/b/session.md"))
    assert kept == own.replace("Old.", "New.")
    assert unsigned(kept) == kept.replace("approved", "draft")


def test_who_looked_at_a_text_is_no_change_of_its_words() -> None:
    text = b"---\ntitle: A\nreview: {status: draft}\nchecked_on: 2026-01-05\n---\nWords.\n"
    looked = text.replace(b"2026-01-05", b"2026-11-28").replace(b"review: {status: draft}", b"review:\n  status: approved\n  by: A. B.")
    assert text_digest(looked) == text_digest(text)
    assert text_digest(text.replace(b"Words.", b"Others.")) != text_digest(text)


# items


@pytest.fixture
def changed(program: Path, the_library: Path) -> Path:
    """A program with two texts of its own, both changed; then the library changes one of them and another one."""
    take(program, "sleep/same-time-up")
    take(program, "sleep/bed-is-for-sleep/my-night-map")
    edit(program / "curriculum" / UP, "title: ", "title: Our ")
    edit(program / "curriculum" / NIGHT, "It takes some nights", "It may take some nights")
    edit(the_library / UP, "\n## Newcomers", "\n\nA new line of the library's.\n\n## Newcomers")
    edit(the_library / HEAT, "title: ", "title: New ")
    return program


def states(root: Path) -> dict[str, str]:
    return {item.path.as_posix(): item.state for item in items_of(root) if item.state != "unchanged"}


def test_each_item_is_told_by_who_has_changed_it(changed: Path) -> None:
    assert states(changed) == {UP: "both", NIGHT: "yours", HEAT: "newer"}


def test_only_what_is_the_programs_own_is_open(changed: Path) -> None:
    shown = CliRunner().invoke(main, ["--root", str(changed), "update"])
    assert shown.exit_code == 1
    assert "yours, and the library's has changed since:\n  sleep/same-time-up\n" in shown.output
    assert "newer in the library:\n  anger/first-heat\n" in shown.output
    assert "{+A new line of the library's.+}" in shown.output.replace("\n      ", "")
    assert "you changed:" in shown.output
    assert "my-night-map" not in shown.output


def test_looking_changes_nothing(changed: Path) -> None:
    before = digest_of_project(changed)
    CliRunner().invoke(main, ["--root", str(changed), "update"])
    assert digest_of_project(changed) == before


def test_merging_keeps_both_changes(changed: Path) -> None:
    ours = (changed / "curriculum" / UP).read_bytes()
    list(merge(changed, "sleep/same-time-up"))
    text = (changed / "curriculum" / UP).read_text(encoding="utf-8")
    assert "title: Our " in text
    assert "A new line of the library's." in text
    assert states(changed)[UP] == "yours"
    assert (changed / LEFT / UP).read_bytes() == ours
    assert [one.code for one in findings_of(changed) if one.is_error] == []


def test_lines_that_both_changed_stand_between_marks_and_stop_a_check(changed: Path, the_library: Path) -> None:
    edit(the_library / UP, "title: ", "title: Their ")
    (said,) = merge(changed, "sleep/same-time-up")
    assert "1 places to choose in" in said or "1 place to choose in" in said
    assert {one.code for one in findings_of(changed)} == {"merge-mark"}


def test_accepting_takes_the_librarys_text_as_a_draft(changed: Path, the_library: Path) -> None:
    edit(
        changed / "curriculum" / UP,
        "status: draft",
        "status: approved\n  by: A. B.\n  credential: LCSW\n  on: 2026-11-01\n  due: 2027-11-01\n  digest: x",
    )
    ours = (changed / "curriculum" / UP).read_bytes()
    list(accept(changed, "sleep/same-time-up"))
    text = (changed / "curriculum" / UP).read_text(encoding="utf-8")
    assert "A new line of the library's." in text
    assert "title: Our " not in text
    assert "status: draft" in text
    assert "approved" not in text
    assert (changed / LEFT / UP).read_bytes() == ours


def test_what_is_kept_stays_listed_with_its_reason_until_the_library_changes_again(changed: Path, the_library: Path) -> None:
    list(keep(changed, "sleep/same-time-up", "our own evening"))
    assert states(changed)[UP] == "kept"
    shown = CliRunner().invoke(main, ["--root", str(changed), "update"])
    assert "yours, kept:\n  sleep/same-time-up (our own evening)" in shown.output
    assert not [one for one in findings_of(changed) if one.code == "layer-outdated"]
    edit(the_library / UP, "A new line", "A newer line")
    assert states(changed)[UP] == "both"
    assert [one.code for one in findings_of(changed) if one.code == "layer-outdated"] == ["layer-outdated"]


def test_keeping_needs_a_reason(changed: Path) -> None:
    with pytest.raises(AdoptError, match="say why"):
        list(keep(changed, "sleep/same-time-up", " "))


def test_a_text_that_the_library_gave_up_is_left_or_kept(changed: Path, the_library: Path) -> None:
    take(changed, "sleep/same-time-up/my-rising-plan")
    (the_library / PLAN).unlink()
    assert states(changed)[PLAN] == "retired"
    list(keep(changed, "sleep/same-time-up/my-rising-plan", "we use it"))
    assert states(changed)[PLAN] == "kept"
    ours = (changed / "curriculum" / PLAN).read_bytes()
    list(accept(changed, "sleep/same-time-up/my-rising-plan"))
    assert not (changed / "curriculum" / PLAN).exists()
    assert PLAN not in states(changed) or states(changed)[PLAN] == "gone"
    assert ours


def test_taking_up_names_the_library_of_today_and_leaves_what_is_open(changed: Path) -> None:
    take_up(changed)
    assert states(changed) == {UP: "both", NIGHT: "yours"}
    assert not [one for one in findings_of(changed) if one.code == "library-changed"]


def test_a_text_whose_origin_was_lost_is_still_shown_and_joined_with_marks(changed: Path) -> None:
    (changed / BASE / UP).unlink()
    shown = CliRunner().invoke(main, ["--root", str(changed), "update"])
    assert "is not kept any more" in shown.output
    assert "A new line of the library's." in shown.output


@pytest.mark.parametrize("way", ["accept", "merge", "keep"])
def test_an_id_that_is_not_open_is_refused_and_nothing_is_changed(changed: Path, way: str) -> None:
    before = digest_of_project(changed)
    told = CliRunner().invoke(main, ["--root", str(changed), "update", f"--{way}", "sleep/same-time", "--why", "x"])
    assert told.exit_code == 2
    assert "did you mean 'sleep/same-time-up'?" in told.output
    assert digest_of_project(changed) == before


def test_a_lock_of_another_version_is_shown_and_taken_up(changed: Path) -> None:
    from builder import __version__

    edit(changed / "library.lock", __version__, "0.0.7")
    assert {one.code for one in findings_of(changed)} == {"lock-version"}
    assert states(changed)[UP] == "both"
    take_up(changed)
    assert "lock-version" not in {one.code for one in findings_of(changed)}
