"""The real curriculum of this repository: nothing to mend, and nobody left alone."""

from __future__ import annotations

import re

import pytest

from builder.check.own_text import pieces
from builder.check.people import people_in
from builder.finding import as_text
from builder.model.library import Library
from builder.text.tree import Danger, Drawing, Included, Table, walk
from builder.tracks.plan import plan
from tests.project import ROOT, real_library
from tests.trees import findings_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def library() -> Library:
    return real_library()


def test_the_real_curriculum_has_nothing_to_mend() -> None:
    assert as_text(findings_of(ROOT)) == "nothing to mend"


def test_every_if_it_gets_hard_read_alone_says_who_is_met_now(library: Library) -> None:
    """Each has the passages that program.yml names; counted, so that the test cannot look at nothing."""
    needed = set(library.program.meta.every_guide)
    assert needed == {"speaks-of-dying", "drunk-or-high-today"}
    looked_at = 0
    for session in library.sessions.values():
        part = session.guide.part("If it gets hard")
        assert part is not None
        assert needed <= {node.passage for node in walk(part.blocks) if isinstance(node, Included)}, session.id
        looked_at += 1
    assert looked_at == len(library.sessions) >= 38


def test_every_passage_says_what_someone_does_who_leads_alone_and_is_looked_up_again_in_time(library: Library) -> None:
    assert len(library.passages) >= 15
    for passage in library.passages.values():
        text = " ".join(piece for piece in passage.source.body.partition("## Participants")[0].split())
        assert "If you lead alone" in text, passage.id
        assert 0 < (passage.meta.due - passage.meta.checked_on).days <= 370, passage.id
        assert passage.meta.sources, passage.id
    supply = library.passages["drug-supply"].meta
    assert (supply.due - supply.checked_on).days <= 183


def test_every_guide_marks_danger_first(library: Library) -> None:
    for session in library.sessions.values():
        tables = [block for part in session.guide.timed for block in part.blocks if isinstance(block, Table)]
        rows = [any(isinstance(node, Danger) for node in walk(row[0])) for table in tables for row in table.rows[:1]]
        assert any(rows), session.id


def test_on_every_start_day_of_every_track_nobody_waits_for_the_first_days_pages(library: Library) -> None:
    looked_at = 0
    for track in library.tracks:
        syllabus, population = plan(library, track), library.program.meta.populations[track.meta.population]
        given = {one.handout for one in library.first_day(track.meta.population)}
        needed = {"orientation/safety-plan/my-safety-plan"}
        if "relapse-prevention/overdose-safety" in population.safety:
            needed.add("relapse-prevention/overdose-safety/my-overdose-safety-card")
        assert syllabus.entry is not None
        for start in syllabus.entry["entries"]:
            assert set(start["given"]) == given >= needed
            assert start["waits"]
            assert all(wait["given"] or (wait["days"] or 0) <= library.program.meta.safety_within_days for wait in start["waits"])
        looked_at += len(syllabus.entry["entries"])
        if track.meta.enrolment == "rolling" and not track.meta.stages:
            assert len(syllabus.entry["entries"]) == sum(not meeting.is_for_families for meeting in syllabus.meetings)
    assert looked_at >= 280


def test_nobody_stands_in_more_than_two_sessions_and_nobody_in_none_that_is_theirs(library: Library) -> None:
    assert library.people is not None
    met: dict[str, set[str]] = {}
    for session in library.sessions.values():
        for person, _ in people_in(session, library.goals):
            met.setdefault(person.name, set()).add(session.id)
    assert len(met) >= 70
    assert all(len(sessions) <= 2 for sessions in met.values())
    allotted = {person.name for person in library.people.meta.people if person.sessions}
    assert allotted <= met.keys()


def test_sets_of_cards_are_files_to_print_and_no_guide_asks_for_handmade_ones(library: Library) -> None:
    assert sum(bool(session.cards) for session in library.sessions.values()) >= 20
    for session in library.sessions.values():
        words = " ".join(piece.text.lower() for piece in pieces(session))
        assert "index card" not in words, session.id
        assert "cut the cards" not in words or session.cards, session.id


def test_988_stands_on_the_safety_plan_itself_and_every_number_comes_from_the_one_file(library: Library) -> None:
    plan_text = " ".join(piece.text for piece in pieces(library.sessions["orientation/safety-plan"]))
    assert "988 Suicide & Crisis Lifeline" in plan_text
    digits = {
        way.href.partition(":")[2].split(",")[0].split("?")[0].lstrip("1")
        for line in library.program.meta.crisis_lines
        for way in line.ways
        if ":" in way.href
    }
    numbers = {number for number in digits if number.isdigit()}
    assert len(numbers) >= 8
    for session in library.sessions.values():
        for source in session.texts:
            typed = "".join(letter for letter in source.body if letter.isdigit() or letter == "\n")
            assert not [number for number in numbers if len(number) > 6 and number in typed], source.file


def test_every_drawing_keeps_to_the_language_of_docs_drawing() -> None:
    """Sheets of one width, small; letters of 21 and more; lines of two weights, and masses."""
    drawings = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in (ROOT / "curriculum").rglob("*.svg")}
    assert len(drawings) >= 45
    for name, svg in drawings.items():
        weights = {float(weight) for weight in re.findall(r'stroke-width="([0-9.]+)"', svg)}
        letters = [float(size) for size in re.findall(r'font-size="([0-9.]+)"', svg)]
        assert 'viewBox="0 0 600 ' in svg, name
        assert len(svg.encode()) < 12_000, name
        assert min(letters, default=21) >= 21, name
        assert {weight for weight in weights if weight < 5} <= {2, 4}, name


def test_every_module_has_a_cover_without_words(library: Library) -> None:
    covers = [module.cover for module in library.modules]
    assert len(covers) == 10
    assert all(cover and "<text" not in cover for cover in covers)


def test_drawings_have_words_that_stand_for_them(library: Library) -> None:
    drawings = [
        node for session in library.sessions.values() for page in session.pages for node in walk(page.body.blocks) if isinstance(node, Drawing)
    ]
    assert len(drawings) >= 35
    assert all(len(drawing.words.split()) >= 6 for drawing in drawings)
