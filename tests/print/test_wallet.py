"""Cards for a wallet: what an author is told, and what is on paper."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from builder.check.cards import inspect_wallet
from builder.finding import CurriculumError, has_errors
from builder.load.library import load_library
from builder.model.library import Library
from builder.model.session import Handout
from builder.pipeline import findings_in
from builder.print.common import OrderError
from builder.print.editions import PAPERS, Edition
from builder.print.orders import Order, made
from builder.print.typesetter import layout
from builder.print.wallet import wallet_fields, wallet_inputs, wallet_pdf, wallet_source
from builder.text.card_fit import WALLET, WALLET_SIZES
from builder.text.sheets import Paper
from tests.print.factories import PRODUCT, SETTINGS, squeezed, text_of, the_library
from tests.print.invariants import elements, problems
from tests.project import TODAY
from tests.trees import a_tree, findings_of

pytestmark = pytest.mark.slow

PLAN = "sleep/same-time-up/my-rising-plan"
TWO_SIDES = """
  - title: In the morning
    front: |
      1. Feet on the floor.
      2. I call: [____ who I call]

      Day or night: **{{line lifeline}}**
    back: "My reason: [____ my reason]"
"""
WITH_CARDS = [handout for handout in the_library().handouts.values() if handout.cards]


def a_curriculum(folder: Path, cards: str = TWO_SIDES) -> Path:
    root = a_tree(folder)
    page = root / "curriculum" / "modules" / f"{PLAN}.md"
    page.write_text(page.read_text(encoding="utf-8").replace("\nkind: ", f"\ncards:{cards.rstrip()}\nkind: ", 1), encoding="utf-8")
    return root


def a_plan(folder: Path, cards: str = TWO_SIDES) -> tuple[Library, Handout]:
    library = load_library(a_curriculum(folder, cards))
    return library, library.handouts[PLAN]


def sizes_of(library: Library, handout: Handout, paper: Paper) -> list[float | None]:
    return [size for card in layout(wallet_source(library, handout), wallet_inputs(Edition(paper)))["sizes"] for size in card]


@pytest.mark.parametrize("paper", PAPERS)
def test_ten_cards_are_on_a_sheet_and_one_of_them_is_read_aloud(tmp_path: Path, paper: Paper) -> None:
    pdf = wallet_pdf(*a_plan(tmp_path), SETTINGS, Edition(paper))
    assert problems(pdf) == []
    words = squeezed(text_of(pdf))
    assert (words.count("Inthemorning"), words.count("Myreason"), words.count("Call988Text988")) == (10, 10, 10)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == 2
        tags = [element.tag for element in elements(opened)]
    assert (tags.count("/H1"), tags.count("/H2")) == (1, 1)


@pytest.mark.parametrize("paper", PAPERS)
def test_no_mark_to_cut_at_runs_through_a_card(tmp_path: Path, paper: Paper) -> None:
    """What is drawn lies in the margins, or within a millimetre of where four cards meet."""
    with pypdfium2.PdfDocument(wallet_pdf(*a_plan(tmp_path), SETTINGS, Edition(paper))) as document:
        page = document[0]
        wide, high = page.get_size()
        across, down = (mm * 72 / 25.4 for mm in WALLET[paper])
        left, bottom = (wide - 2 * across) / 2, (high - 5 * down) / 2
        lines = [item.get_bounds() for item in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_PATH,))]
    inner = [(left + across, bottom + row * down) for row in range(1, 5)]
    marks = [
        (x1, y1, x2, y2)
        for x1, y1, x2, y2 in lines
        if x1 < left or x2 > left + 2 * across or y1 < bottom or y2 > bottom + 5 * down or any(abs(x1 - x) < 4 and abs(y1 - y) < 4 for x, y in inner)
    ]
    blanks = [line for line in lines if line not in marks]
    assert (len(marks), len(blanks)) == (2 * 3 + 2 * 6 + 2 * 4, 10)


@pytest.mark.parametrize("paper", ["cards-fillable", "cards-a4-fillable"])
def test_what_is_typed_on_one_card_is_one_field_with_a_place_on_each_of_the_ten(tmp_path: Path, paper: str) -> None:
    pdf = wallet_pdf(*a_plan(tmp_path), SETTINGS, Edition(paper))
    assert problems(pdf, ["card-1-front-who-i-call", "card-1-back-my-reason"]) == []
    wide, high = (mm * 72 / 25.4 for mm in WALLET[Edition(paper).paper])
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fields = list(opened.Root.AcroForm.Fields)
        for page, field in zip(opened.pages, fields, strict=True):
            places = [[float(edge) for edge in widget.Rect] for widget in field.Kids]
            assert [widget.objgen for widget in page.Annots] == [widget.objgen for widget in field.Kids]
            away = {(round((left - places[0][0]) / wide, 2), round((places[0][1] - bottom) / high, 2)) for left, bottom, _, _ in places}
            assert away == {(column, row) for column in range(2) for row in range(5)}
            assert len({(round(right - left, 2), round(top - bottom, 2)) for left, bottom, right, top in places}) == 1
        tags = [element.tag for element in elements(opened)]
        assert [str(field.TU) for field in fields] == ["who I call", "my reason"]
    assert tags.count("/Form") == 20
    assert tags[-18:] == ["/Form"] * 18, "the other nine are read last"
    words = squeezed(text_of(pdf))
    assert (words.count("Inthemorning"), words.count("Typeononecard")) == (10, 2)


def test_two_blanks_of_one_name_on_two_sides_are_two_fields(tmp_path: Path) -> None:
    library, handout = a_plan(tmp_path, '\n  - title: One\n    front: "I call: [____ who]"\n    back: "I tell: [____ who]"')
    names = [field.name for field in wallet_fields(handout)]
    assert names == ["card-1-front-who", "card-1-back-who"]
    assert problems(wallet_pdf(library, handout, SETTINGS, Edition("cards-fillable")), names) == []


def test_cards_without_a_blank_are_not_to_be_filled_in(tmp_path: Path) -> None:
    library, handout = a_plan(tmp_path, '\n  - title: One\n    front: "No blank here."')
    made_of = PRODUCT["wallet"].make(library, handout, SETTINGS, [*PRODUCT["wallet"].row.editions])
    assert [file.edition for file in made_of] == ["cards", "cards-a4"]


def test_a_card_names_no_program_unless_it_is_told_to(tmp_path: Path) -> None:
    name = load_library(a_tree(tmp_path)).program.meta.name
    for folder, named in (("no", ""), ("yes", "    named: true\n")):
        library, handout = a_plan(tmp_path / folder, TWO_SIDES + named)
        assert squeezed(text_of(wallet_pdf(library, handout, SETTINGS, Edition("letter")))).count(squeezed(name)) == (10 if named else 0)


def test_the_same_cards_give_the_same_bytes(tmp_path: Path) -> None:
    given = a_plan(tmp_path)
    assert wallet_pdf(*given, SETTINGS, Edition("a4")) == wallet_pdf(*given, SETTINGS, Edition("a4"))


@pytest.mark.parametrize(
    ("front", "place", "said"),
    [
        ("A [____] blank", (6, 9), "field-label"),
        ("Fine.\n\n      ## A heading", (8, 7), "cards-text"),
        ("- [ ] a box", (6, 7), "cards-text"),
        ("[a link](https://example.org)", (6, 7), "cards-text"),
        ("Call {{line nobody}}", (6, 12), "line-unknown"),
        ("A snowman: \u2603", (5, 12), "print-missing-glyph"),
        ("Word. " * 120, (6, 7), "card-too-long"),
    ],
)
def test_what_cannot_stand_on_a_card_is_found_at_its_line_and_column(tmp_path: Path, front: str, place: tuple[int, int], said: str) -> None:
    cards = f"\n  - title: A card\n    front: |\n      {front}"
    found = findings_of(a_curriculum(tmp_path, cards))
    assert [(one.code, (one.place.line, one.place.column)) for one in found] == [(said, place)]


@pytest.mark.parametrize("words", range(4, 60, 7))
@pytest.mark.parametrize("paper", PAPERS)
def test_what_the_check_lets_pass_is_never_too_long_for_print(tmp_path: Path, words: int, paper: Paper) -> None:
    """The check reckons and print measures: wherever print finds no size, the check has found it before."""
    line = " ".join(["quiet", "mornings", "**are**", "easier"][number % 4] for number in range(words))
    library, handout = a_plan(
        tmp_path,
        f"\n  - title: One of many words\n    front: |\n      {line}\n\n      - one: [____ one]\n      - two: [____ two]\n\n      I say: [____ what]",
    )
    (size,) = sizes_of(library, handout, paper)
    assert size is not None or list(inspect_wallet(handout))


@pytest.mark.long
@pytest.mark.parametrize("card", ["front: {}", "front: 'Words. **{}**'", "front: '- {}'", "front: words\n    back: '1. {}'"])
def test_a_word_that_print_has_no_width_for_does_not_pass_the_check(tmp_path: Path, card: str) -> None:
    """Letter by letter on the way to where it no longer fits: what the check lets pass is printed, on every paper."""
    printed = 0
    for letters in range(24, 60):
        library, handout = a_plan(
            tmp_path / str(letters), f"\n  - title: Wide\n    {card.format('unending'[: letters % 8] + 'unending' * (letters // 8))}"
        )
        if has_errors(found := findings_in(library, TODAY)):
            assert {one.code for one in found if one.severity == "error"} == {"card-too-long"}
            break
        printed += all(wallet_pdf(library, handout, SETTINGS, Edition(f"{paper}{write}")) != b"" for paper in PAPERS for write in ("", "-fillable"))
    assert 0 < printed < 30


def test_what_is_too_long_is_not_printed(tmp_path: Path) -> None:
    library, handout = a_plan(tmp_path, f"\n  - title: Much\n    front: {'word ' * 200}")
    with pytest.raises(CurriculumError) as caught:
        wallet_pdf(library, handout, SETTINGS, Edition("letter"))
    assert [one.code for one in caught.value.findings] == ["card-too-long"]


def test_cards_are_ordered_by_the_id_of_their_handout(tmp_path: Path) -> None:
    library = load_library(a_curriculum(tmp_path))
    assert [name for name, _ in made(library, Order((PLAN,), ("cards", "cards-a4")))] == [
        "sleep-same-time-up-my-rising-plan-cards.pdf", "sleep-same-time-up-my-rising-plan-cards-a4.pdf",
    ]  # fmt: skip
    with pytest.raises(OrderError, match="has no edition 'cards'"):
        list(made(library, Order(("anger/first-heat/my-heat-card",), ("cards",))))


# The cards of the real handouts


def test_crisis_coping_overdose_and_first_days_have_a_card() -> None:
    assert {handout.id.rpartition("/")[2] for handout in WITH_CARDS} >= {
        "my-safety-plan", "craving-log", "if-i-slip", "my-overdose-safety-card", "my-way-into-group",
    }  # fmt: skip


@pytest.mark.parametrize("handout", WITH_CARDS, ids=lambda handout: handout.id)
def test_a_card_is_read_at_arms_length_and_has_someone_to_reach(handout: Handout) -> None:
    library = the_library()
    sizes = [size for paper in PAPERS for size in sizes_of(library, handout, paper)]
    assert None not in sizes
    assert min(size for size in sizes if size) >= WALLET_SIZES[-1] >= 10
    words = squeezed(text_of(wallet_pdf(library, handout, SETTINGS, Edition("letter"))))
    assert "Call988" in words or "Call911" in words


@pytest.mark.parametrize("handout", WITH_CARDS, ids=lambda handout: handout.id)
def test_whoever_finds_a_card_learns_nothing_of_treatment(handout: Handout) -> None:
    """Above the cards the sheet says what they are; on them stands no word of it."""
    told = " ".join([card.title for card in handout.cards] + [text for card in handout.meta.cards for text in (card.front, card.back or "")]).lower()
    assert not [word for word in ("suicid", "crisis", "addict", "treatment", "therapy", "patient", "groupwork", "depress", "relapse") if word in told]
