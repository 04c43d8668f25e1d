"""The staff site: session guides for facilitators, syllabi for directors, one printable page a meeting."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from builder.check.addresses import redirects
from builder.model.library import Library
from builder.model.practice import OWN_PRACTICE
from builder.model.reference import Citation
from builder.model.session import Handout, Session
from builder.planner.hours import as_hours
from builder.text.tree import Document
from builder.tracks.plan import Syllabus
from builder.tracks.running import Running, groups_elsewhere
from builder.views.card import PageLink, meeting_path
from builder.views.catalogue import staff_catalogue
from builder.views.common import KIND_NAMES, chrome, citations, in_colors, logo_file, review_note, session_of, told_apart, web_look
from builder.views.compare import compared_before
from builder.views.compose import COMPOSE, director_pages, planner_data
from builder.views.coverage import COVERAGE, coverage_data, coverage_page
from builder.views.groups import group_pages
from builder.views.guide import guide_pages
from builder.views.help import help_lines
from builder.views.home import home_page
from builder.views.library import LIBRARY, library_data, library_view
from builder.views.module import module_page
from builder.views.ondates import Holidays, dates_data, form_holidays
from builder.views.origin import with_origins
from builder.views.page import HelpLine, NavEntry, Page, Site
from builder.views.passages import PASSAGES, passages_page
from builder.views.printed import PRINTED, printed_page
from builder.views.room import risk_protocol
from builder.views.ruleset import RuleRow, changed_rules
from builder.views.running import GROUPS, group_path
from builder.views.search import staff_search
from builder.views.syllabus import track_pages
from builder.views.tables import data_files
from builder.views.tonight import tonight_data

RISK_STEPS = "program/#when-someone-may-be-at-risk"
STYLES = ("assets/css/tracks.css", "assets/css/guide.css")


class StaffHandoutView(Struct, frozen=True, kw_only=True):
    kind: str
    main_message: str
    time: str
    body: Document
    session: str
    session_path: str
    home_practice: str
    review: str


class TracksView(Struct, frozen=True):
    tracks: tuple[tuple[str, str, str], ...]
    others: tuple[PageLink, ...]


class ProgramView(Struct, frozen=True, kw_only=True):
    agreement: tuple[tuple[str, bool], ...]
    """Each line, and whether it is fixed."""
    risk_protocol: Document
    emergency: str
    lines: tuple[HelpLine, ...]
    passages: bool
    """Whether there is a page of passages."""
    sources: tuple[tuple[str, Citation], ...]
    """Those that the protocol leans on."""
    rules: tuple[RuleRow, ...]


class SourcesView(Struct, frozen=True):
    sources: tuple[tuple[str, Citation, tuple[PageLink, ...]], ...]
    practice: tuple[PageLink, ...]
    """Sessions that rest on the program's own practice, in whole or in part."""


def staff_site(
    library: Library,
    syllabi: tuple[Syllabus, ...],
    running: tuple[Running, ...],
    today: datetime.date,
    planner: Mapping[str, str],
    holidays: Holidays | None = None,
) -> Site:
    """Every page of the staff site, its navigation, redirects, full catalogue and data files.

    `running` are the groups, whose pages show this week and the next. `planner` holds the planner's own files by name, for the pages that compose and
    put on dates; `holidays` are the program's, where they are at hand.
    """
    holidays = form_holidays(library.program.meta.public_holidays) if holidays is None else holidays
    catalogue = staff_catalogue(library, syllabi)
    for_directors = director_pages(library, syllabi)
    others = tuple(PageLink(page.title, page.path) for page in for_directors if page.path.count("/") == 1)
    elsewhere = groups_elsewhere(library, syllabi, today)
    groups = (PageLink("All groups, this week and next", GROUPS),) if running or elsewhere else ()
    pages = (
        home_page(library, syllabi, running, today, (*others, *groups, PageLink("Print and files", PRINTED))),
        Page(
            path=LIBRARY,
            title="Library",
            template="library.html",
            view=library_view(library),
            description="Every session, narrowed by what you need",
            hide=("toc", "search"),
        ),
        coverage_page(library),
        staff_search(library),
        *(module_page(library, module) for module in library.modules),
        *guide_pages(library, syllabi),
        *(
            Page(path=h.id, title=h.meta.title, template="handout.html", view=_handout(library, h), description=h.meta.main_message)
            for h in library.handouts.values()
        ),
        Page(path="tracks", title="Tracks", template="tracks.html", view=TracksView(_track_rows(syllabi), (*others, *groups)), hide=("toc",)),
        *for_directors,
        *(page for s in syllabi for page in track_pages(library, s, others)),
        *group_pages(library, running, elsewhere, today),
        Page(path="program", title="Our program", template="program.html", view=_program(library)),
        *((passages_page(library),) if library.passages else ()),
        printed_page(library, bool(running)),
        Page(path="sources", title="Sources", template="sources.html", view=_sources(library)),
        Page(path="offline", title="Without internet", template="offline.html", view=None, hide=("toc",)),
    )
    name = f"{library.program.meta.name} for staff"
    files = {path: text for syllabus in syllabi for path, text in data_files(library, syllabus)}
    files |= {"assets/planner.json": json.dumps(planner), f"{COMPOSE}/planner.json": planner_data(library)}
    files |= dict(dates_data(library, syllabus, holidays) for syllabus in syllabi)
    files |= library_data(library) | coverage_data(library) | logo_file(library)
    files |= dict([tonight_data(library, syllabi, running, today, {page.path for page in pages})])
    tables = [(path.rpartition("/")[0], path) for path in files if path.endswith(".csv")]
    return Site(
        name="staff",
        chrome=chrome(library, name, "program", help_in_print=False, steps=RISK_STEPS),
        pages=with_origins(library, told_apart(in_colors(library, pages))),
        nav=_nav(library, syllabi, (running, bool(groups)), others),
        redirects=redirects(library, [*((page.path, page.path) for page in pages), *tables]) | compared_before(library),
        catalogue=catalogue,
        files=files,
        look=web_look(library),
        styles=STYLES,
    )


def _track_rows(syllabi: tuple[Syllabus, ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (
            s.track.meta.title,
            f"{len(s.totals['weeks'])} weeks, {len(s.meetings)} meetings, {as_hours(s.totals['minutes'])} of treatment time, {s.track.meta.enrolment} enrolment",
            f"tracks/{s.track.id}",
        )
        for s in syllabi
    )


def _handout(library: Library, handout: Handout) -> StaffHandoutView:
    session, meta = session_of(library, handout), handout.meta
    return StaffHandoutView(
        kind=KIND_NAMES[meta.kind],
        main_message=meta.main_message,
        time=meta.time,
        body=handout.body,
        session=session.meta.title,
        session_path=session.id,
        home_practice=session.meta.home_practice,
        review=review_note(library, session),
    )


def _program(library: Library) -> ProgramView:
    meta = library.program.meta
    protocol = risk_protocol(library)
    cited = dict.fromkeys(name for cite in protocol.cites() for name in cite.sources)
    return ProgramView(
        agreement=tuple((one.line, one.fixed) for one in meta.agreement),
        risk_protocol=protocol,
        emergency=meta.emergency,
        lines=help_lines(library),
        passages=bool(library.passages),
        sources=citations(library, tuple(cited)),
        rules=tuple(changed_rules(library)),
    )


def _sources(library: Library) -> SourcesView:
    used = defaultdict[str, list[PageLink]](list)
    for session in library.sessions.values():
        for name in session.cited:
            used[name].append(PageLink(session.meta.title, session.id))
    cited = sorted(library.sources.citations.items(), key=lambda item: (item[1].authors.lower(), item[1].year))
    rows = [(name, citation, tuple(used[name])) for name, citation in cited]
    own = tuple(PageLink(s.meta.title, s.id) for s in library.sessions.values() if OWN_PRACTICE in s.meta.sources)
    return SourcesView(tuple(rows), own)


def _nav(
    library: Library, syllabi: tuple[Syllabus, ...], groups: tuple[tuple[Running, ...], bool], others: tuple[PageLink, ...]
) -> tuple[NavEntry, ...]:
    """`groups` are those of this site, and whether there is a schedule of all."""
    running, scheduled = groups
    sessions = tuple(
        NavEntry(
            module.meta.title,
            module.id,
            tuple(NavEntry(s.meta.title, s.id, _nav_pages(s)) for s in module.sessions),
        )
        for module in library.modules
    )
    tracks = tuple(
        NavEntry(
            s.track.meta.title,
            f"tracks/{s.track.id}",
            (
                *((NavEntry("Starting on any day", f"tracks/{s.track.id}/entry"),) if s.entry else ()),
                *(_nav_week(s, week["week"]) for week in s.totals["weeks"]),
            ),
        )
        for s in syllabi
    )
    return (
        NavEntry("Home", ""),
        NavEntry("Library", LIBRARY, (NavEntry("What it covers", COVERAGE), *sessions)),
        NavEntry("Tracks", "tracks", (*(NavEntry(page.title, page.path) for page in others), *tracks)),
        *((NavEntry("Groups", GROUPS, tuple(NavEntry(group.title, group_path(group)) for group in running)),) if scheduled else ()),
        NavEntry("Our program", "program", (*((NavEntry("Passages", PASSAGES),) if library.passages else ()), NavEntry("Print and files", PRINTED))),
        NavEntry("Sources", "sources"),
    )


def _nav_pages(session: Session) -> tuple[NavEntry, ...]:
    handouts = (NavEntry(handout.meta.title, handout.id) for handout in session.handouts)
    return (*handouts, *(NavEntry(cards.meta.title, cards.id) for cards in session.cards))


def _nav_week(syllabus: Syllabus, number: int) -> NavEntry:
    return NavEntry(f"Week {number}", None, tuple(NavEntry(meeting.title, meeting_path(meeting)) for meeting in syllabus.week(number)))
