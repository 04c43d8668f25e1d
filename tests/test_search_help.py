"""What a search offers someone in danger: the page that says what to do, and the line to call."""

from __future__ import annotations

from typing import cast

from builder.check.references import reference_findings
from builder.views.search import SearchView, participants_search
from tests.factories import a_library
from tests.project import real_library


def test_help_has_the_page_and_the_crisis_line_for_what_was_typed() -> None:
    view = cast(SearchView, participants_search(real_library()).view)
    pages = {one.page.path: one for one in view.pages}
    card, plan = pages["relapse-prevention/overdose-safety/my-overdose-safety-card"], pages["orientation/safety-plan/my-safety-plan"]
    assert (card.calls_first, plan.calls_first) == (True, False)
    assert {"narcan", "sobredosis"} <= set(card.words)
    assert {"kms", "quiero morir"} <= set(plan.words)
    assert [(one.line.name, {"hits me", "me pega"} <= set(one.words)) for one in view.fitting] == [("National Domestic Violence Hotline", True)]
    assert [line.language for line in view.lines] == ["en", "es"]


def test_a_synonym_names_a_crisis_line_that_there_is() -> None:
    library = a_library(synonyms=[{"words": ["blow"], "means": ["walk"], "line": "nobody"}])
    assert [finding.message for finding in reference_findings(library) if "nobody" in finding.message] == ["there is no crisis line 'nobody'"]
