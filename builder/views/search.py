"""The search page of either site. What it finds comes from the index made at publishing; the view holds only what stands around that."""

from __future__ import annotations

from msgspec import Struct

from builder.model.library import Library
from builder.views.card import PageLink
from builder.views.help import help_lines
from builder.views.library import LIBRARY
from builder.views.page import HelpLine, Page

SEARCH = "search"


class SearchView(Struct, frozen=True, kw_only=True):
    label: str
    hint: str
    instead: tuple[PageLink, ...]
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
    instead = (
        PageLink("Library: all sessions", LIBRARY),
        PageLink("Tracks", "tracks"),
        PageLink("Our program", "program"),
        PageLink("Sources", "sources"),
    )
    return _page(SearchView(label="Search guides, handouts and tracks", hint=hint, instead=instead, keeps_words=True))


def participants_search(library: Library) -> Page:
    view = SearchView(
        label="What are you looking for?",
        hint="One or two words work best. What you type stays on this page.",
        instead=(PageLink("Topics", "topics"), PageLink("Skills", "skills"), PageLink("My track", "tracks"), PageLink("Help now", "help")),
        keeps_words=False,
        worries=library.program.meta.help_words,
        kindly="Someone can talk with you now. You do not have to be sure that it is bad enough.",
        lines=help_lines(library)[:2],
        emergency=library.program.meta.emergency,
    )
    return _page(view)


def _page(view: SearchView) -> Page:
    return Page(path=SEARCH, title="Search", template="search.html", view=view, hide=("toc", "search"))
