"""Print tonight without a page: what is printed, counted, and many PDFs as one."""

from __future__ import annotations

import base64
from typing import Any

import pikepdf
import pytest

from builder.print.sheet import sheets
from tests.print.factories import LARGE, PEN, SETTINGS, a_handout, opened, the_library
from tests.project import ROOT
from tests.scripts import SCRIPTS, in_node, with_node

pytestmark = with_node

LIBRARY = ROOT / "templates/assets-staff/pdf-lib/pdf-lib.esm.min.js"
CHOICES = {"people": 8, "large": 0, "spanish": 0, "fresh": 0, "missed": 0, "paper": "letter", "sides": 2, "sheet": True, "cards": True}


def a_file(href: str, pages: int = 1, edition: str = "letter", language: str = "en") -> dict[str, Any]:
    return {"href": href, "edition": edition, "language": language, "pages": pages}


def a_thing(title: str, *files: dict[str, Any]) -> dict[str, Any]:
    return {"title": title, "files": files}


THINGS: dict[str, Any] = {
    "sheet": [a_thing("Run sheet", a_file("sheet"))],
    "handouts": [
        a_thing("Map", a_file("map"), a_file("map-large", 3, "letter-large"), a_file("map-es", 1, language="es")),
        a_thing("Log", a_file("log", 2), a_file("log-large", 4, "letter-large")),
    ],
    "cards": [a_thing("Cards", a_file("cards", 2))],
    "fresh": [a_thing("Welcome", a_file("welcome", 3)), a_thing("Map", a_file("map"))],
    "missed": [a_thing("While you were away", a_file("away")), a_thing("Old", a_file("old", 2, "a4"))],
}


def the_plan(**choices: Any) -> dict[str, Any]:
    plan = in_node("print-plan.js", "m.planned(given[0], given[1])", [THINGS, CHOICES | choices])
    assert isinstance(plan, dict)
    return plan


def stacks(plan: dict[str, Any]) -> list[tuple[str, int]]:
    return [("+".join(file["href"] for file in stack["files"]), stack["copies"]) for stack in plan["stacks"]]


def test_everyone_gets_a_handout_in_the_edition_that_they_read() -> None:
    plan = the_plan(large=2, spanish=1)
    assert stacks(plan) == [("sheet", 1), ("map", 5), ("map-es", 1), ("map-large", 2), ("log", 6), ("log-large", 2), ("cards", 1)]
    assert plan["instead"] == [{"title": "Log", "what": "spanish"}]
    assert plan["pages"] == 1 + 5 + 1 + 6 + 12 + 8 + 2


def test_a_packet_is_a_whole_set_for_each_person_and_a_file_that_is_missing_is_told() -> None:
    plan = the_plan(people=0, fresh=2, missed=1, sheet=False, cards=False)
    assert stacks(plan) == [("welcome+map", 1), ("welcome+map", 1), ("away", 1)]
    assert plan["missing"] == ["Old"]


@pytest.mark.parametrize(("sides", "sheets_of_paper"), [(2, 1 + 8 + 8 + 2), (1, 1 + 8 + 16 + 2)])
def test_sheets_are_counted_as_they_come_out_of_the_printer(sides: int, sheets_of_paper: int) -> None:
    assert the_plan(sides=sides)["sheets"] == sheets_of_paper


def test_more_editions_than_people_never_print_more_than_people() -> None:
    for people in range(4):
        plan = the_plan(people=people, large=2, spanish=3, sheet=False, cards=False)
        assert sum(copies for href, copies in stacks(plan) if href.startswith("map")) == people
        assert sum(copies for href, copies in stacks(plan) if href.startswith("log")) == people


def test_what_follows_begins_on_its_own_sheet_and_cards_are_never_printed_back_to_back() -> None:
    given = [[1, 2, False], [2, 2, False], [3, 1, False], [2, 2, True]]
    assert in_node("print-plan.js", "given.map((one) => m.blanksAfter(...one))", given) == [[0], [], [], [0, 1]]


def test_what_is_typed_as_a_number_is_one() -> None:
    assert in_node("print-plan.js", "given.map((text) => m.counted(text, 60))", ["8", "", "-3", "2.9", "1e9", "x", None]) == [8, 0, 0, 2, 60, 0, 0]


def test_many_copies_take_the_room_of_one() -> None:
    """Twelve people: each of their pages leads to the words and letters of the first."""
    library = the_library()
    made = {sheet.edition.name: sheet for sheet in sheets(library, a_handout(), SETTINGS, (PEN, LARGE))}
    given = {
        "library": LIBRARY.as_uri(),
        "join": (SCRIPTS / "print-join.js").as_uri(),
        "files": {name: base64.b64encode(sheet.pdf).decode() for name, sheet in made.items()},
        "stacks": [{"files": [a_file(name) | {"title": name}], "copies": 12, "onOneSide": False} for name in made],
    }
    bytes_of = """await (await import(given.join)).joined(await import(given.library), given.stacks, {
        title: "An evening", sides: 2, signal: new AbortController().signal, progress: () => {}, get: async (href) => Buffer.from(given.files[href], "base64"),
    }).then((bytes) => Buffer.from(bytes).toString("base64"))"""
    joined = base64.b64decode(in_node("print-plan.js", bytes_of, given))
    single = sum(len(sheet.pdf) for sheet in made.values())
    assert len(joined) < 1.1 * single
    with opened(joined) as pdf:
        assert len(pdf.pages) == sum(12 * (sheet.pages + sheet.pages % 2) for sheet in made.values())
        assert len({page.objgen for page in pdf.pages}) == len(pdf.pages)
        assert len({page.Contents.objgen for page in pdf.pages if "/Contents" in page and len(page.Contents.read_bytes()) > 100}) == sum(
            sheet.pages for sheet in made.values()
        )
        assert str(pdf.docinfo.Title) == "An evening"
        assert pdf.Root.ViewerPreferences.Duplex == pikepdf.Name.DuplexFlipLongEdge
        assert pdf.check_pdf_syntax() == []
