"""Two tracks side by side."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from msgspec import Struct

from builder.model.library import Library
from builder.planner.hours import as_hours
from builder.planner.words import counted
from builder.tracks.plan import Syllabus
from builder.views.card import PageLink
from builder.views.common import meets
from builder.views.entry import starts
from builder.views.evidence import VERDICTS, coverage_of, measured
from builder.views.page import Page
from builder.views.syllabus import figures

PATH = "tracks/compare"


class ComparedFact(Struct, frozen=True):
    """One fact about both; `differs` where they are not the same."""

    name: str
    left: str
    right: str

    @property
    def differs(self) -> bool:
        return self.left != self.right


class Bar(Struct, frozen=True, kw_only=True):
    """Minutes of both drawn to one scale: `left_share` and `right_share` in percent of the longest bar."""

    name: str
    left: str
    right: str
    left_share: int
    right_share: int


class CompareView(Struct, frozen=True, kw_only=True):
    left: PageLink
    right: PageLink
    facts: tuple[ComparedFact, ...]
    kinds: tuple[Bar, ...]
    modules: tuple[Bar, ...]
    standards: tuple[ComparedFact, ...]
    topics: tuple[ComparedFact, ...]
    only_left: tuple[PageLink, ...]
    only_right: tuple[PageLink, ...]
    both: int


class ChoiceView(Struct, frozen=True):
    """Which two, when there are more."""

    pairs: tuple[PageLink, ...]


def compare_pages(library: Library, syllabi: tuple[Syllabus, ...]) -> Iterator[Page]:
    """Nothing for one track, a page for two; for more, a page to choose from and one a pair."""
    pairs = list(combinations(syllabi, 2))
    if len(pairs) == 1:
        yield Page(
            path=PATH,
            title="Compare tracks",
            template="compare.html",
            view=_view(library, *pairs[0]),
            description="Two tracks side by side",
            hide=("toc",),
        )
    elif pairs:
        paths = [_pair_path(left.track.id, right.track.id) for left, right in pairs]
        names = [f"{left.track.meta.title} and {right.track.meta.title}" for left, right in pairs]
        yield Page(
            path=PATH, title="Compare tracks", template="compare-choice.html", view=ChoiceView(tuple(map(PageLink, names, paths))), hide=("toc",)
        )
        for path, name, pair in zip(paths, names, pairs, strict=True):
            yield Page(
                path=path, title=name, template="compare.html", view=_view(library, *pair), description="Two tracks side by side", hide=("toc",)
            )


def compared_before(library: Library) -> dict[str, str]:
    """Former addresses of pages of a pair, by those of its tracks, and where they are now. A track that has another name may stand on the other side."""
    found: dict[str, str] = {}
    if len(library.tracks) > 2:
        for pair in combinations(library.tracks, 2):
            now = _pair_path(pair[0].id, pair[1].id)
            names = [(track.id, *(former.removeprefix("tracks/") for former in track.meta.was)) for track in pair]
            for one, other in product(*names):
                if (one, other) != (pair[0].id, pair[1].id):
                    found |= {_pair_path(one, other): now, _pair_path(other, one): now}
    return found


def _pair_path(one: str, other: str) -> str:
    return f"{PATH}/{one}-and-{other}"


def _view(library: Library, left: Syllabus, right: Syllabus) -> CompareView:
    taught = [{session.id for meeting in syllabus.meetings for session in meeting.sessions} for syllabus in (left, right)]
    only = [tuple(PageLink(s.meta.title, s.id) for s in library.sessions.values() if s.id in taught[side] - taught[1 - side]) for side in (0, 1)]
    modules = [(module.meta.title, module.id) for module in library.modules]
    kinds = [(left.kind_name(kind), kind) for kind in sorted({*left.totals["kinds"], *right.totals["kinds"]})]
    return CompareView(
        left=PageLink(left.track.meta.title, f"tracks/{left.track.id}"),
        right=PageLink(right.track.meta.title, f"tracks/{right.track.id}"),
        facts=tuple(ComparedFact(*row) for row in zip(_names(), _facts(library, left), _facts(library, right), strict=True)),
        kinds=_bars(kinds, left.totals["kinds"], right.totals["kinds"]),
        modules=_bars(modules, left.totals["modules"], right.totals["modules"]),
        standards=_standards(left, right),
        topics=_topics(library, left, right),
        only_left=only[0],
        only_right=only[1],
        both=len(taught[0] & taught[1]),
    )


def _names() -> tuple[str, ...]:
    return (
        "For",
        "Enrolment",
        "Length",
        "Meets",
        "In all",
        "A meeting",
        "Services",
        "Shortest week",
        "Longest week",
        "Sessions",
        "Best day to start",
        "To look at",
    )


def _facts(library: Library, syllabus: Syllabus) -> tuple[str, ...]:
    meta = syllabus.track.meta
    best, _ = starts(syllabus)
    different = len({session.id for meeting in syllabus.meetings for session in meeting.sessions})
    return (
        library.program.meta.populations[meta.population].title,
        meta.enrolment.capitalize(),
        f"{counted(len(syllabus.totals['weeks']), 'week')}, {counted(len(syllabus.meetings), 'meeting')}",
        meets(library, syllabus),
        *(figure.value for figure in figures(syllabus)),
        f"{sum(len(meeting.sessions) for meeting in syllabus.meetings)} places, {different} different",
        best[0].title if best else "Week 1, together",
        counted(len(syllabus.findings), "point") if syllabus.findings else "nothing",
    )


def _bars(names: list[tuple[str, str]], one: dict[str, int], two: dict[str, int]) -> tuple[Bar, ...]:
    longest = max([*one.values(), *two.values(), 1])
    return tuple(
        Bar(
            name=name,
            left=as_hours(one.get(k, 0)),
            right=as_hours(two.get(k, 0)),
            left_share=100 * one.get(k, 0) // longest,
            right_share=100 * two.get(k, 0) // longest,
        )
        for name, k in names
        if k in one or k in two
    )


def _standards(left: Syllabus, right: Syllabus) -> tuple[ComparedFact, ...]:
    """In one order, that of the names; both tracks are measured against every standard of the library."""
    words = {"gw-met": VERDICTS["met"], "gw-unmet": VERDICTS["not met"]}
    sides = [{row.title: words.get(row.css, "For you to show") for row in measured(syllabus)} for syllabus in (left, right)]
    return tuple(ComparedFact(title, sides[0][title], sides[1][title]) for title in sorted(sides[0]))


def _topics(library: Library, left: Syllabus, right: Syllabus) -> tuple[ComparedFact, ...]:
    """Topics that the two treat unlike: taught in one only."""
    sides = []
    for syllabus in (left, right):
        table = coverage_of(library, syllabus)
        sides.append({row.title: counted(row.total, "session") for row in (*table.required, *table.others)})
    names = sorted({*sides[0], *sides[1]})
    return tuple(ComparedFact(name, sides[0].get(name, "–"), sides[1].get(name, "–")) for name in names if (name in sides[0]) != (name in sides[1]))
