"""The search page of either site. What it finds comes from the index made at publishing; the view holds only what stands around that."""

from __future__ import annotations

from builder.model.library import Library
from builder.view.card import Place
from builder.view.common import help_lines
from builder.view.library import LIBRARY
from builder.view.page import HelpLine, Page
from builder.view.value import view

SEARCH = "search"


@view
class SearchView:
    label: str
    hint: str
    instead: tuple[Place, ...]
    """Where else to look: shown when nothing is found, and where searching does not work."""
    keeps_words: bool
    """Whether the address of the page keeps the words, for a bookmark; on a shared phone it must not."""
    worries: tuple[str, ...] = ()
    """Words after which the help lines stand above the results."""
    kindly: str = ""
    lines: tuple[HelpLine, ...] = ()
    """The first two; the others are one tap away, so that the results stay in reach."""
    emergency: str = ""


def staff_search() -> Page:
    hint = '"Slow replay" in quotation marks finds the very phrase. Nothing that you type is sent or stored.'
    instead = (Place("Library: all sessions", LIBRARY), Place("Tracks", "tracks"), Place("Our program", "program"), Place("Sources", "sources"))
    return _page(SearchView("Search guides, handouts and tracks", hint, instead, keeps_words=True))


def participants_search(library: Library) -> Page:
    view = SearchView(
        "What are you looking for?",
        "One or two words work best. What you type stays on this page.",
        (Place("Topics", "topics"), Place("Skills", "skills"), Place("My track", "tracks"), Place("Help now", "help")),
        False,
        library.program.meta.help_words,
        "Someone can talk with you now. You do not have to be sure that it is bad enough.",
        help_lines(library)[:2],
        library.program.meta.emergency,
    )
    return _page(view)


def _page(view: SearchView) -> Page:
    return Page(SEARCH, "Search", "search.html", view, hide=("toc", "search"))
