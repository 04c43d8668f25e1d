"""The search page of either site. What it finds comes from the index made at publishing; the view holds only what stands around that."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from builder.model.help_words import ORDINARY_PHRASES, ORDINARY_WORDS
from builder.model.library import Library
from builder.views.card import PageLink
from builder.views.help import help_lines
from builder.views.library import LIBRARY
from builder.views.page import HelpLine, Page

SEARCH = "search"


class HelpfulPage(Struct, frozen=True, kw_only=True):
    """A page that says what to do, and the words that call for it."""

    page: PageLink
    words: tuple[str, ...]
    calls_first: bool
    """Whether the emergency number stands before the crisis line: someone is in danger now."""


class FittingLine(Struct, frozen=True, kw_only=True):
    """A crisis line for one thing, and the words that call for it."""

    line: HelpLine
    words: tuple[str, ...]


class SearchView(Struct, frozen=True, kw_only=True):
    label: str
    hint: str
    instead: tuple[PageLink, ...]
    """Where else to look: shown when nothing is found, and where searching does not work."""
    keeps_words: bool
    """Whether the address of the page keeps the words, for a bookmark; on a shared phone it must not."""
    worries: tuple[str, ...]
    """Words after which help stands above the results, and words and phrases that are like one of them without being meant so."""
    ordinary: tuple[str, ...] = (*ORDINARY_WORDS, *ORDINARY_PHRASES)
    kindly: str
    pages: tuple[HelpfulPage, ...]
    """What helps, one tap from the words, before the index has come."""
    fitting: tuple[FittingLine, ...] = ()
    lines: tuple[HelpLine, ...] = ()
    """The first of each language; the others are one tap away."""
    emergency: str
    more: PageLink
    more_at: str = ""
    """Where the rest of it stands: a page, and the place on it."""


def staff_search(library: Library) -> Page:
    hint = '"Slow replay" in quotation marks finds the very phrase. Nothing that you type is sent or stored.'
    instead = (
        PageLink("Library: all sessions", LIBRARY),
        PageLink("Tracks", "tracks"),
        PageLink("Our program", "program"),
        PageLink("Sources", "sources"),
    )
    view = SearchView(
        label="Search guides, handouts and tracks",
        hint=hint,
        instead=instead,
        keeps_words=True,
        worries=library.help_words,
        pages=_pages_that_help(library),
        kindly="Is this about someone here, now? Stay with them.",
        emergency=library.program.meta.emergency,
        more=PageLink("When someone may be at risk: the steps", "program"),
        more_at="#when-someone-may-be-at-risk",
    )
    return _page(view)


def participants_search(library: Library) -> Page:
    view = SearchView(
        label="What are you looking for?",
        hint="One or two words work best. What you type stays on this page.",
        instead=(PageLink("Topics", "topics"), PageLink("Skills", "skills"), PageLink("My track", "tracks"), PageLink("Help now", "help")),
        keeps_words=False,
        worries=library.help_words,
        pages=_pages_that_help(library),
        kindly="Someone can talk with you now. You do not have to be sure that it is bad enough.",
        fitting=_fitting_lines(library),
        lines=_first_to_reach(help_lines(library)),
        emergency=library.program.meta.emergency,
        more=PageLink("More people to call or text", "help"),
    )
    return _page(view)


def _fitting_lines(library: Library) -> tuple[FittingLine, ...]:
    known = dict(zip((line.id for line in library.program.meta.crisis_lines), help_lines(library), strict=True))
    return tuple(FittingLine(line=known[synonym.line], words=synonym.words) for synonym in library.synonym_list if synonym.line)


def _pages_that_help(library: Library) -> tuple[HelpfulPage, ...]:
    """The first page of each synonym that calls for help, with the words of all that lead there."""
    words: dict[str, tuple[str, ...]] = {}
    for synonym in library.synonym_list:
        if synonym.help and synonym.pages and synonym.pages[0] in library.handouts:
            words[synonym.pages[0]] = (*words.get(synonym.pages[0], ()), *synonym.words)
    metas = {page: library.handouts[page].meta for page in words}
    return tuple(
        HelpfulPage(page=PageLink(metas[page].title, page), words=typed, calls_first=metas[page].urgent == "emergency")
        for page, typed in words.items()
    )


def _first_to_reach(lines: tuple[HelpLine, ...]) -> tuple[HelpLine, ...]:
    """The first line of each language, with the ways that one tap dials or texts: what is found below stays in reach."""
    languages = dict.fromkeys(line.language for line in lines)
    firsts = [next(line for line in lines if line.language == language) for language in languages]
    return tuple(replace(line, ways=tuple(way for way in line.ways if way.href.startswith(("tel:", "sms:")))) for line in firsts)


def _page(view: SearchView) -> Page:
    return Page(path=SEARCH, title="Search", template="search.html", view=view, hide=("toc", "search"))
