"""Passages: one wording for staff and one for participants, chosen before a word is parsed, on every page that includes them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from builder.check.rules import check_library
from builder.check.warnings import warnings_stand_in_passages
from builder.finding import CurriculumError
from builder.load.library import load_library
from builder.load.passages import inserts_for
from builder.model.session import Session
from builder.text.dialect import parse
from builder.text.tree import Danger, Document, Included, line_of, plain, walk
from tests.factories import a_library, a_passage, a_session
from tests.project import TODAY, edit
from tests.trees import SMALL, a_tree, findings_of

STAFF, PUBLIC = "Phone the nurse with the person beside you.", "Ask someone to sit with you."
PASSAGES = {"pills": a_passage("pills", STAFF, PUBLIC), "threats": a_passage("threats", "Everyone out first.")}


def written(text: str, audience: str, language: str = "en") -> tuple[Document, list[str]]:
    """What a page for these readers makes of a text, and the codes of what it refuses."""
    assert audience in ("staff", "participants")
    parsed = parse(text, "page.md", 10, inserts_for(audience, language, PASSAGES, None))  # type: ignore[arg-type]
    return parsed.document, [finding.code for finding in parsed.findings]


def test_each_audience_gets_its_own_wording_and_never_the_others() -> None:
    text = "{{passage pills}}\n\n- {{passage pills}}\n\n> {{passage pills}}"
    for audience, own, other in (("staff", STAFF, PUBLIC), ("participants", PUBLIC, STAFF)):
        document, refused = written(text, audience)
        assert plain(document.blocks).count(own) == 3
        assert other not in repr(document)
        assert refused == []


def test_families_get_their_own_wording_or_else_what_participants_get() -> None:
    own = "Sit with them, and phone the clinic."
    passages = {"pills": replace(PASSAGES["pills"], families=parse(own, "p.md", 1).document.blocks), "rest": a_passage("rest", STAFF, PUBLIC)}
    blocks = parse("{{passage pills}}\n\n{{passage rest}}", "page.md", 1, inserts_for("families", "en", passages, None)).document.blocks
    assert [plain((block,)) for block in blocks] == [own, PUBLIC]


def test_what_stands_beside_a_session_for_families_is_read_by_them(tmp_path: Path) -> None:
    root = a_tree(tmp_path)
    passage = root / "curriculum/passages/a-matter.md"
    front = "---\ntitle: A matter\nsources: [own-practice]\nchecked_on: 2026-11-01\ndue: 2027-05-01\nreview: {status: draft}\n---\n"
    passage.parent.mkdir(exist_ok=True)
    passage.write_text(f"{front}\n## Staff\n\nPhone.\n\n## Participants\n\nAsk someone.\n\n## Families\n\nSit with them.\n", encoding="utf-8")
    page = root / "curriculum/modules/anger/first-heat/my-heat-card.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n{{passage a-matter}}\n", encoding="utf-8")
    said = dict.fromkeys(("session", "family"), "")
    for kind in said:
        edit(page.with_name("session.md"), "minutes: 50", f"kind: {kind}\nminutes: 50") if kind == "session" else edit(
            page.with_name("session.md"), "kind: session", "kind: family"
        )
        (handout,) = load_library(root).sessions["anger/first-heat"].handouts
        said[kind] = plain(handout.body.blocks)
    assert said["session"].endswith("Ask someone.")
    assert said["family"].endswith("Sit with them.")


def test_a_passage_that_has_no_words_for_participants_cannot_stand_on_their_page() -> None:
    document, refused = written("{{passage threats}}", "participants")
    assert (document.blocks, refused) == ((), ["passage-audience"])
    assert written("{{passage threats}}", "staff")[1] == []


def test_a_language_edition_gets_the_wording_of_its_language_or_none() -> None:
    assert written("{{passage pills}}", "participants", "es")[1] == ["passage-audience"]


def test_what_a_passage_says_stands_at_the_line_of_its_mark() -> None:
    document, _ = written("One.\n\nTwo.\n\n{{passage pills}}", "staff")
    included = document.blocks[-1]
    assert isinstance(included, Included)
    assert [line_of(block) for block in included.blocks] == [included.line] == [14]


@pytest.mark.parametrize(
    "text", ["So {{passage pills}} it is.", "## {{passage pills}}", "{{line}}", "{{ }}", "| a |\n| --- |\n| {{passage pills}} |"]
)
def test_a_mark_that_is_none_is_refused_and_never_printed(text: str) -> None:
    document, refused = written(text, "staff")
    assert refused == ["insert-mark"]
    assert "{{" not in plain(document.blocks)


def test_a_row_of_danger_is_for_staff_alone() -> None:
    table = "| a |\n| --- |\n| [!] b |"
    assert [type(node) for node in walk(written(table, "staff")[0].blocks)].count(Danger) == 1
    assert written(table, "participants")[1] == ["danger-row"]


@pytest.mark.parametrize(
    ("words", "page"),
    [("That can be dangerous", "session.md"), ("Please do not stop it all in one night", "my-rising-plan.md")],
    ids=["staff", "participants"],
)
def test_a_change_of_a_passage_changes_every_text_that_has_these_words_and_no_other(tmp_path: Path, words: str, page: str) -> None:
    before = _exact(load_library(a_tree(tmp_path)).sessions.values())
    edit(tmp_path / "curriculum/passages/pills.md", words, f"{words} at all")
    after = _exact(load_library(tmp_path).sessions.values())
    assert [file.rsplit("/", 1)[-1] for file in before if before[file] != after[file]] == [page]


def test_a_change_of_a_crisis_line_changes_every_text_that_names_it(tmp_path: Path) -> None:
    before = _exact(load_library(a_tree(tmp_path)).sessions.values())
    edit(tmp_path / "curriculum/program.yml", "label: Text 988", "label: Text to 988")
    after = _exact(load_library(tmp_path).sessions.values())
    assert [file.rsplit("/", 1)[-1] for file in before if before[file] != after[file]] == ["my-rising-plan.md"]


def test_an_approved_session_counts_as_a_draft_while_a_passage_that_it_includes_is_one(tmp_path: Path) -> None:
    root = a_tree(tmp_path)
    session = load_library(root).sessions["sleep/same-time-up"]
    review = f"{{status: approved, by: A. Tester, credential: LCSW, on: 2026-11-01, due: 2027-11-01, digest: {session.source.digest}}}"
    edit(root / "curriculum/modules/sleep/same-time-up/session.md", "review: {status: draft}", f"review: {review}")
    session = load_library(root).sessions["sleep/same-time-up"]
    assert (session.signed, session.approved, session.unsigned) == (True, False, ("pills",))


def test_a_passage_that_nobody_looked_at_again_stops_the_build(tmp_path: Path) -> None:
    root = a_tree(tmp_path)
    edit(root / "curriculum/passages/pills.md", "due: 2027-05-01", "due: 2026-11-01")
    assert [(finding.code, finding.severity) for finding in findings_of(root)] == [("passage-due", "error")]


def test_looking_again_keeps_a_signature_and_another_word_does_not(tmp_path: Path) -> None:
    root = a_tree(tmp_path)
    signed = load_library(root).passages["pills"].source.digest
    edit(root / "curriculum/passages/pills.md", "checked_on: 2026-11-01", "checked_on: 2026-11-05")
    assert load_library(root).passages["pills"].source.digest == signed
    edit(root / "curriculum/passages/pills.md", "That can be dangerous", "That may be dangerous")
    assert load_library(root).passages["pills"].source.digest != signed


def warned(text: str) -> list[str]:
    """The findings on a text whose warning stands in a passage."""
    session = a_session(home_practice=text)
    library = a_library(session, passages=[a_passage(covers=["stop* ... suddenly"])])
    return [finding.message for finding in warnings_stand_in_passages(session, library.goals)]


def test_a_star_ends_a_stem_and_three_dots_stand_for_up_to_five_words() -> None:
    assert warned("Stopping suddenly hurts.")
    assert warned("She stopped all of her small pills suddenly.")
    assert not warned("She stopped all six of her small blue pills suddenly.")
    assert not warned('He said: "I stopped suddenly."')
    assert not warned("A nonstop train came suddenly.")


def test_a_mistake_in_a_passage_is_told_once_however_many_pages_include_it(tmp_path: Path) -> None:
    root = a_tree(tmp_path)
    edit(root / "curriculum/passages/pills.md", "{{line lifeline}}", "{{line nobody}}")
    with pytest.raises(CurriculumError) as stopped:
        load_library(root)
    assert [finding.place.file for finding in stopped.value.findings] == ["curriculum/passages/pills.md"]


def test_the_small_library_has_no_warning_outside_a_passage() -> None:
    assert [finding.code for finding in check_library(load_library(SMALL), TODAY)] == []
    assert a_library(a_session(), passages=[a_passage()]).passages


def _exact(sessions: object) -> dict[str, str]:
    return {source.file: source.exact for session in sessions if isinstance(session, Session) for source in session.texts}  # type: ignore[attr-defined]
