"""The facilitator's guide to a session: what it holds at a glance, its parts, and where it stands in the tracks."""

from __future__ import annotations

from collections.abc import Iterator

from builder.markup.guide import Part
from builder.model.library import Library
from builder.model.reference import Citation
from builder.model.session import Handout, Session
from builder.plan import Meeting, Syllabus
from builder.view.card import LOAD_NAMES, NEWCOMER_NAMES, Card, card, meeting_path
from builder.view.cards import CardsLink, cards_link, cards_pages
from builder.view.common import KIND_NAMES, citations, review_note
from builder.view.note import note_page, note_path
from builder.view.page import Page
from builder.view.room import risk_protocol, room_page, room_path
from builder.view.value import view


@view
class HandoutLink:
    title: str
    kind: str
    time: str
    path: str


@view
class Step:
    """A timed part on the timeline; `start` is the minute of the session at which it begins, `short` is 0 where it is left out on a short day."""

    title: str
    start: int
    minutes: int
    short: int

    @property
    def kept(self) -> int:
        """The share of the part, in per cent, that a short day keeps."""
        return 100 * self.short // self.minutes


@view
class Neighbor:
    """The session before or after this one in a track, and when it is: `the same day`, `Week 2, Thursday`."""

    title: str
    path: str
    when: str


@view
class TrackPlace:
    """A meeting of a track in which the session stands."""

    track: str
    meeting: str
    path: str
    again: bool
    before: Neighbor | None
    after: Neighbor | None


@view
class GuideView:
    summary: str
    module: str
    module_path: str
    minutes: int
    short_minutes: int
    load: str
    newcomers: str
    objectives: tuple[str, ...]
    topics: tuple[str, ...]
    suits: tuple[str, ...]
    materials: tuple[str, ...]
    home_practice: str
    handouts: tuple[HandoutLink, ...]
    cards: tuple[CardsLink, ...]
    requires: tuple[Card, ...]
    builds_on: tuple[Card, ...]
    leads_to: tuple[Card, ...]
    suggested: Card | None
    """What to teach next: what this session leads to, else the next of its module."""
    places: tuple[TrackPlace, ...]
    timeline: tuple[Step, ...]
    parts: tuple[Part, ...]
    sources: tuple[tuple[str, Citation], ...]
    review: str
    reviewed: bool
    room: str
    note: str


def guide_pages(library: Library, syllabi: tuple[Syllabus, ...]) -> Iterator[Page]:
    """For each session its guide, the guide in room mode, the note for the record and the cards that it asks for."""
    places, leads, protocol = _places(syllabi), _leads(library), risk_protocol(library)
    for session in library.sessions.values():
        view = _guide(library, session, tuple(places.get(session.id, ())), tuple(leads.get(session.id, ())))
        yield Page(session.id, session.meta.title, "guide.html", view, session.meta.summary)
        yield room_page(library, session, protocol)
        yield note_page(library, session)
        yield from cards_pages(library, session)


def handout_link(handout: Handout) -> HandoutLink:
    return HandoutLink(handout.meta.title, KIND_NAMES[handout.meta.kind], handout.meta.time, handout.id)


def timeline(session: Session) -> tuple[Step, ...]:
    """The timed parts, each beginning where the one before it ends."""
    steps: list[Step] = []
    start = 0
    for part in session.guide.timed:
        minutes = part.minutes or 0
        steps.append(Step(part.title, start, minutes, part.short or 0))
        start += minutes
    return tuple(steps)


def _guide(library: Library, session: Session, places: tuple[TrackPlace, ...], leads_to: tuple[Session, ...]) -> GuideView:
    meta, program = session.meta, library.program.meta
    module = library.module(session.module)
    suggested = next(iter((*leads_to, *_rest_of_module(library, session))), None)
    return GuideView(
        meta.summary,
        module.meta.title,
        module.id,
        meta.minutes,
        session.short_minutes,
        LOAD_NAMES[meta.load],
        NEWCOMER_NAMES[meta.newcomers],
        meta.objectives,
        tuple(program.topics[topic] for topic in meta.topics),
        tuple(program.populations[population].title for population in meta.suits),
        meta.materials,
        meta.home_practice,
        tuple(handout_link(handout) for handout in library.handouts_of(session)),
        tuple(cards_link(cards) for cards in session.cards),
        tuple(card(library.sessions[name]) for name in meta.requires),
        tuple(card(library.sessions[name]) for name in meta.builds_on),
        tuple(card(one) for one in leads_to),
        card(suggested) if suggested else None,
        places,
        timeline(session),
        session.guide.parts,
        citations(library, session.cited),
        review_note(library, session),
        session.approved,
        room_path(session),
        note_path(session),
    )


def _leads(library: Library) -> dict[str, list[Session]]:
    """The sessions that need each session, by its id."""
    found: dict[str, list[Session]] = {}
    for session in library.sessions.values():
        for name in session.meta.requires:
            found.setdefault(name, []).append(session)
    return found


def _rest_of_module(library: Library, session: Session) -> tuple[Session, ...]:
    sessions = library.module(session.module).sessions
    return sessions[sessions.index(session) + 1 :]


def _places(syllabi: tuple[Syllabus, ...]) -> dict[str, list[TrackPlace]]:
    """Where each session stands, by its id, with its neighbors in the order of teaching."""
    found: dict[str, list[TrackPlace]] = {}
    for syllabus in syllabi:
        taught = [(meeting, part.session, part.again) for meeting in syllabus.meetings for part in meeting.parts if part.session]
        for index, (meeting, session, again) in enumerate(taught):
            before = _neighbor(meeting, *taught[index - 1][:2]) if index else None
            after = _neighbor(meeting, *taught[index + 1][:2]) if index + 1 < len(taught) else None
            place = TrackPlace(syllabus.track.meta.title, meeting.title, meeting_path(meeting), again, before, after)
            found.setdefault(session.id, []).append(place)
    return found


def _neighbor(here: Meeting, meeting: Meeting, session: Session) -> Neighbor:
    return Neighbor(session.meta.title, session.id, "the same day" if meeting is here else meeting.title)
