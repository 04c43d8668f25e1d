"""Words in braces: what is the program's own, in every text that can have it, for its readers alone."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as read_docx

from builder.finding import CurriculumError
from builder.load.library import load_library
from builder.load.passages import inserts_for
from builder.model.library import Library
from builder.pipeline import plan_sites
from builder.print.sheet import sheets
from builder.print.word import handout_docx
from builder.text.inserts import OWN_WORDS, STAFFS_WORDS
from builder.text.tree import Link, plain, walk
from tests.print.factories import PEN, SETTINGS, squeezed, text_of
from tests.project import ROOT, TODAY, edit, every_file
from tests.trees import a_tree

SESSION = "curriculum/modules/sleep/same-time-up/session.md"
PLAN = "curriculum/modules/sleep/same-time-up/my-rising-plan.md"
PAGE = "sleep/same-time-up/my-rising-plan"
WALLET = 'cards:\n  - title: Who answers\n    front: "Call {{program.phone}}, please."\nkind: '
DUTY = "555-010-7788"
"""Nobody's number: what may be found of it in staff's hands alone."""


def a_library(folder: Path) -> Library:
    """The small curriculum with words in every kind of text, and what they stand for."""
    root = a_tree(folder)
    program = root / "curriculum/program.yml"
    edit(
        program,
        "contact: {phone: 555-0100,",
        f"on_duty: {{name: Night desk, phone: {DUTY}}}\ncontact: {{email: hello@elm-street.example, street: 12 Elm Street, phone: 555-0100,",
    )
    edit(program, "risk_protocol: |\n", "risk_protocol: |\n  Phone {{program.on_duty}} in this protocol.\n\n")
    public, staffs = "Call {{program.phone}} at {{program.address}} ({}).", "Phone {{program.on_duty}} ({})."
    for file, before, where in (
        (PLAN, "You cannot make sleep come.", "handout"),
        ("curriculum/modules/sleep/same-time-up/wall.md", "## ", "wall"),
        ("curriculum/passages/pills.md", "Do you take something to sleep?", "passage"),
        ("curriculum/modules/sleep/module.md", "Two sessions take", "module"),
    ):
        text = public.replace("{}", where)
        edit(root / file, before, f"{text}\n\n## " if where == "wall" else f"{text} {before}")
    for file, before, where in (
        (SESSION, "## Purpose\n\n", "guide"),
        ("curriculum/modules/sleep/module.md", "Both come from", "module"),
        ("curriculum/passages/pills.md", "That can be dangerous", "passage"),
    ):
        text = staffs.replace("{}", where)
        edit(root / file, before, f"{before}{text} " if where == "guide" else f"{text} {before}")
    edit(root / PLAN, "kind: ", WALLET)
    edit(root / SESSION, "home_practice: ", "home_practice: Write to {{program.email}}, {{program.hours}}. ")
    track = root / "curriculum/tracks/wednesdays.md"
    track.write_text(track.read_text(encoding="utf-8") + "\n{{program.name}} has a track.\n", encoding="utf-8")
    return load_library(root)


def test_every_kind_of_text_says_what_its_words_stand_for(tmp_path: Path) -> None:
    library = a_library(tmp_path)
    session = library.sessions["sleep/same-time-up"]
    handout = session.handouts[0]
    said = [
        plain(handout.body.blocks),
        plain(session.walls[0].body.blocks),
        plain(library.passages["pills"].participants["en"]),
        plain(library.modules[0].body.blocks),
    ]
    assert ["Call 555-0100 at 12 Elm Street" in text for text in said] == [True] * 4
    assert plain(handout.cards[0].front) == "Call 555-0100, please."
    assert session.meta.home_practice.startswith("Write to hello@elm-street.example, Monday to Friday, 9 to 5.")
    assert "Elm Street Groups has a track." in plain(library.tracks[0].body.blocks)
    staffs = [plain(session.guide.document.blocks), plain(library.modules[0].body.blocks), plain(library.passages["pills"].staff)]
    assert [f"Phone Night desk, {DUTY}" in text for text in (*staffs, plain(library.program.protocol.blocks))] == [True] * 4


def test_on_the_web_a_number_can_be_tapped_and_nowhere_else_is_it_a_link(tmp_path: Path) -> None:
    library = a_library(tmp_path)
    staff, participants = (every_file(ROOT, library, site) for site in plan_sites(library, TODAY))
    assert b'<a class="gw-call" href="tel:5550100">555-0100</a> at 12 Elm Street (handout)' in participants[f"{PAGE}/index.html"]
    guide = staff["sleep/same-time-up/index.html"]
    assert f'Phone Night desk, <a class="gw-call" href="tel:{DUTY.replace("-", "")}">{DUTY}</a> (guide)'.encode() in guide
    handout = library.handouts[PAGE]
    assert not any(isinstance(node, Link) and "5550100" in node.href for node in walk(handout.body.blocks))
    (sheet,) = sheets(library, handout, SETTINGS, (PEN,))
    assert squeezed("Call 555-0100 at 12 Elm Street (handout)") in squeezed(text_of(sheet.pdf))
    words = read_docx(BytesIO(next(handout_docx(library, handout, SETTINGS, "letter"))))
    assert any(paragraph.text.startswith("Call 555-0100 at 12 Elm Street (handout).") for paragraph in words.paragraphs)


def test_nothing_that_participants_get_holds_a_word_of_the_staff_s(tmp_path: Path) -> None:
    library = a_library(tmp_path)
    staff, participants = (every_file(ROOT, library, site) for site in plan_sites(library, TODAY))
    for marker in (DUTY, DUTY.replace("-", ""), "Night desk"):
        assert [path for path, content in participants.items() if marker.encode() in content] == []
    assert len(participants) > 90
    holding = [path for path, content in staff.items() if path.endswith(".html") and b"Phone Night desk, <a" in content]
    assert {"sleep/index.html", "sleep/same-time-up/index.html", "passages/index.html", "program/index.html"} <= set(holding)
    for handout in library.handouts.values():
        for sheet in sheets(library, handout, SETTINGS, (PEN,)):
            assert DUTY not in text_of(sheet.pdf)


def test_what_participants_texts_are_parsed_with_has_no_words_of_the_staff_s(tmp_path: Path) -> None:
    meta = a_library(tmp_path).program.meta
    own, staffs = (inserts_for(audience, "en", {}, meta) for audience in ("participants", "staff"))
    assert staffs.words.keys() == OWN_WORDS.keys()
    assert own.words.keys() == OWN_WORDS.keys() - STAFFS_WORDS == staffs.for_participants().words.keys()
    assert all(words and "Night" not in words for words in own.words.values())


def test_a_text_that_uses_a_number_is_another_one_when_the_number_changes_and_no_other_is(tmp_path: Path) -> None:
    before = a_library(tmp_path)
    edit(tmp_path / "curriculum/program.yml", "phone: 555-0100", "phone: 555-0199")
    after = load_library(tmp_path)
    changed = {name for name in before.handouts if before.handouts[name].source.exact != after.handouts[name].source.exact}
    assert changed == {PAGE}
    assert before.handouts[PAGE].source.digest == after.handouts[PAGE].source.digest, "what a clinician signed is as it was"


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("curriculum/tracks/wednesdays.md", "title: Wednesday", "title: At {{program.name}}, Wednesday", "insert-mark"),
        ("curriculum/program.yml", "tagline: ", "tagline: At {{program.name}}, ", "insert-mark"),
        (SESSION, "home_practice: ", "home_practice: See {{line lifeline}}. ", "insert-mark"),
        (SESSION, "home_practice: ", "home_practice: See {{program.on_duty}}. ", "word-audience"),
        (PLAN, "[____ I will get up at", "[____ Call {{program.phone}} at", "field-mark"),
    ],
)
def test_where_a_word_cannot_stand_it_is_never_printed_with_its_braces(tmp_path: Path, file: str, old: str, new: str, code: str) -> None:
    root = a_tree(tmp_path)
    text = (root / file).read_text(encoding="utf-8")
    edit(root / file, old if old in text else "[____", new if old in text else "[____ Call {{program.phone}}")
    with pytest.raises(CurriculumError) as raised:
        load_library(root)
    assert code in {finding.code for finding in raised.value.findings}
