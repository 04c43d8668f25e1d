"""Numbers to call are links wherever a page names them; an urgent page begins with what to do; staff see the clinician on duty."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from builder.load.library import load_library
from builder.model.duty import is_a_phone, tel
from builder.pages.calls import tappable
from builder.pages.render import Pages
from builder.pipeline import plan_sites
from builder.views.help import calls, duty_lines, quick_help
from builder.views.page import Calls, HelpWay, Page
from tests.factories import A_PROGRAM, a_group, a_library
from tests.project import ROOT, TODAY
from tests.trees import SMALL, a_tree

NUMBERS = Calls(
    emergency=HelpWay("911", "tel:911"),
    lines=(HelpWay("988", "tel:988"), HelpWay("1-800-555-0100", "tel:18005550100")),
    sayings=("988 Lifeline", "Send AYUDA to 988, or call 911."),
)
CALL_911 = '<a class="gw-call" href="tel:911">911</a>'


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<p>Call 911 now.</p>", f"<p>Call {CALL_911} now.</p>"),
        ("<h2 id='call-911'>Call 911</h2>", f"<h2 id='call-911'>Call {CALL_911}</h2>"),
        ("## Call 911 {#call-911}", f"## Call {CALL_911} {{#call-911}}"),
        ("<p>Call 988 or 1-800-555-0100.</p>", '<p>Call <a class="gw-call" href="tel:988">988</a> or <a class="gw-call" href="tel:18005550100">1-800-555-0100</a>.</p>'),
        ('<input type="checkbox" id="a"><label for="a">I call 911.</label><p>911</p>', f'<input type="checkbox" id="a"><label for="a">I call {CALL_911}.</label><p>{CALL_911}</p>'),
        ('<label class="a"><input type="checkbox"> 911</label><p>911</p>', f'<label class="a"><input type="checkbox"> 911</label><p>{CALL_911}</p>'),
        ("<strong>988 Lifeline</strong>", "<strong>988 Lifeline</strong>"),
        ("<p>Send AYUDA to 988, or call 911.</p>", f"<p>Send AYUDA to 988, or call {CALL_911}.</p>"),
    ],
)  # fmt: skip
def test_a_number_in_the_text_of_a_page_can_be_tapped(html: str, written: str) -> None:
    assert tappable(html, NUMBERS) == written


@pytest.mark.parametrize(
    "html",
    [
        '<a href="plan/"><strong>If they do not wake, call 911</strong></a>',
        '<label for="a">The address to tell 911</label>',
        '<input aria-label="address to tell 911">',
        "<title>Call 911</title>",
        "<textarea>911</textarea>",
        '<svg><text x="911">911</text></svg>',
        "<p>1911, 9110, 911-2, 5-911 and &#911;</p>",
    ],
)
def test_a_number_elsewhere_stays_as_it_is(html: str) -> None:
    assert tappable(html, NUMBERS) == html


def test_a_programs_numbers_are_those_of_its_lines_and_its_own() -> None:
    found = calls(load_library(SMALL))
    assert found.emergency == HelpWay("911", "tel:911")
    assert found.lines == (HelpWay("555-0100", "tel:5550100"), HelpWay("988", "tel:988"))
    assert found.sayings == ("988 Suicide & Crisis Lifeline",)


def test_another_country_has_another_number() -> None:
    library = a_library(program={"emergency": "In danger, call 112.", "emergency_number": "112"})
    assert calls(library).emergency == HelpWay("112", "tel:112")


def test_a_page_in_spanish_offers_the_line_that_speaks_it_first() -> None:
    ways = [{"label": "Llamar al 988, oprimir 2", "href": "tel:988,2"}]
    line = {
        "name": "Línea 988",
        "about": "En español.",
        "language": "es",
        "ways": ways,
        "source": "https://988lifeline.org/",
        "verified_on": "2026-11-01",
    }
    quick = quick_help(a_library(program={"crisis_lines": [*A_PROGRAM["crisis_lines"], line]}))
    assert (quick["es"].call, quick["es"].call_number) == ("tel:988,2", "988")
    assert quick["en"].call != "tel:988,2"


# The clinician on duty


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("555-0100", "tel:5550100"),
        ("(555) 010-0123", "tel:5550100123"),
        ("+1 555.010.0123 ext. 42", "tel:+15550100123,42"),
        ("4711", "tel:4711"),
    ],
)
def test_a_phone_number_is_called_as_it_is_written(written: str, address: str) -> None:
    assert tel(is_a_phone(written)) == address


@pytest.mark.parametrize("written", ["the front desk", "12", "555-CALL-NOW", "555-0100 or 555-0101", "1234567890123456"])
def test_what_nobody_can_dial_is_no_phone_number(written: str) -> None:
    with pytest.raises(ValueError, match="is not a phone number; write one as in"):
        is_a_phone(written)


def test_a_group_may_have_a_clinician_of_its_own() -> None:
    library = a_library(program={"on_duty": {"phone": "555-0100"}}, groups=[a_group(on_duty={"phone": "555-0199", "name": "Evening clinician"})])
    assert [(line.whose, line.phone) for line in duty_lines(library)] == [("", "555-0100"), ("Morning group", "555-0199")]
    assert [line.phone for line in duty_lines(library, "another-track")] == ["555-0100"]


def test_where_every_group_has_its_own_the_program_needs_none() -> None:
    library = a_library(groups=[a_group(on_duty={"phone": "555-0199"})])
    assert [line.phone for line in duty_lines(library)] == ["555-0199"]


TOLD = {"program.html", "guide.html", "room.html", "meeting.html"}
"""The staff's pages that tell them to call the clinician on duty."""


def staff_and_participants(root: Path, duty: str) -> tuple[list[tuple[Page, str]], ...]:
    """Every page of both sites of the small curriculum, with a clinician on duty in program.yml."""
    program = a_tree(root) / "curriculum" / "program.yml"
    program.write_text(f"{program.read_text(encoding='utf-8')}{duty}\n", encoding="utf-8")
    library = load_library(root)
    sites = [Pages(site, library.sources.citations, ROOT / "templates") for site in plan_sites(library, TODAY)]
    return tuple([(page, pages.page(page).decode()) for page in pages.site.pages] for pages in sites)


def test_the_clinicians_number_stands_on_every_staff_page_and_on_none_of_the_participants(tmp_path: Path) -> None:
    staff, participants = staff_and_participants(tmp_path, "on_duty: {phone: 555-0142, name: Crisis clinician, hours: until ten}")
    assert len(staff) > 20
    assert len(participants) > 10
    for page, html in staff:
        assert html.count('href="tel:5550142"') == (2 if page.template in TOLD else 1), page.path
        assert '#when-someone-may-be-at-risk">Someone at risk: steps</a>' in html
    assert [page.path for page, html in participants if "0142" in html or "on duty" in html.lower()] == []


def test_without_a_number_staff_in_group_are_told_what_to_do_and_the_program_where_to_write_it(tmp_path: Path) -> None:
    staff, participants = staff_and_participants(tmp_path, "")
    told = {
        "no number here yet. Use the one your program gave you": TOLD - {"program.html"},
        "Write it as <code>on_duty: {phone: ...}</code> into program.yml": {"program.html"},
    }
    for words, templates in told.items():
        assert {page.template for page, html in staff if words in html} == templates
        assert all(words in html for page, html in staff if page.template in templates)
    assert all("Clinician on duty<span>: no number yet</span>" in html for _, html in staff)
    assert all("no number" not in html for _, html in participants)


# Pages that someone may open in an emergency


BUTTONS = {"emergency": ["Call 911"], "crisis": ["Call 988", "Text 988", "Call 911"], "": []}


@pytest.mark.parametrize("urgent", ["emergency", "crisis", ""])
def test_an_urgent_page_begins_with_what_to_do_before_all_tools(tmp_path: Path, urgent: str) -> None:
    card = a_tree(tmp_path) / "curriculum" / "modules" / "anger" / "first-heat" / "my-heat-card.md"
    _, front, body = card.read_text(encoding="utf-8").split("---\n", 2)
    card.write_text(f"---\n{front}urgent: '{urgent}'\n---\n## Do this now\n\n1. Step out.\n\n## Later\n{body}", encoding="utf-8")
    library = load_library(tmp_path)
    pages = Pages(plan_sites(library, TODAY)[1], library.sources.citations, ROOT / "templates")
    shown = {page.path: pages.body(page).html for page in pages.site.pages}
    marks = (
        ("gw-main-message", "Call 911</a>", "Step out.", 'id="gw-tools"', ">Later<")
        if urgent
        else ("gw-main-message", 'id="gw-tools"', "Step out.", ">Later<")
    )
    page = shown["anger/first-heat/my-heat-card"]
    assert sorted(marks, key=page.index) == list(marks)
    session = shown["anger/first-heat"]
    assert ("Call 911</a>" in session) == bool(urgent)
    assert (session.index("my-heat-card/") < session.index("gw-crumb")) == bool(urgent)
    for html in (page, session):  # someone who thinks of suicide may fear 911, and call a crisis line
        assert re.findall("(?:Call|Text) [0-9]+(?=</a>)", html.partition("gw-urgent")[2].partition("</p>")[0]) == BUTTONS[urgent]
