"""The facilitator's guide to a session: what it holds at a glance, its parts, and where it stands in the tracks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from builder.model.library import Library
from builder.model.practice import ALONE, practice_words
from builder.model.reference import Citation
from builder.model.session import Handout, Session
from builder.text.guide import Part
from builder.tracks.plan import Meeting, Syllabus
from builder.views.card import LOAD_NAMES, NEWCOMER_NAMES, PageLink, SessionCard, cards_of, meeting_path
from builder.views.cards import CardsLink, cards_link, cards_pages
from builder.views.common import KIND_NAMES, citations, review_note
from builder.views.note import note_page, note_path
from builder.views.page import Page
from builder.views.room import risk_protocol, room_page, room_path
from builder.views.self_rating import self_rating_page, self_rating_path


class GuideHandout(Struct, frozen=True, kw_only=True):
    title: str
    kind: str
    time: str
    path: str


class Step(Struct, frozen=True, kw_only=True):
    """A timed part on the timeline; `start` is the minute of the session at which it begins, `short` is 0 where it is left out on a short day."""

    title: str
    start: int
    minutes: int
    short: int

    @property
    def kept(self) -> int:
        """The share of the part, in per cent, that a short day keeps."""
        return 100 * self.short // self.minutes


class Neighbor(Struct, frozen=True):
    """The session before or after this one in a track, and when it is: `the same day`, `Week 2, Thursday`."""

    title: str
    path: str
    when: str


class TrackPlace(Struct, frozen=True, kw_only=True):
    """A meeting of a track in which the session stands."""

    track: str
    meeting: str
    path: str
    again: bool
    before: Neighbor | None
    after: Neighbor | None


class GuideView(Struct, frozen=True, kw_only=True):
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
    handouts: tuple[GuideHandout, ...]
    cards: tuple[CardsLink, ...]
    requires: tuple[PageLink, ...]
    builds_on: tuple[PageLink, ...]
    leads_to: tuple[PageLink, ...]
    suggested: SessionCard | None
    """What to teach next: what this session leads to, else the next of its module."""
    places: tuple[TrackPlace, ...]
    timeline: tuple[Step, ...]
    parts: tuple[Part, ...]
    sources: tuple[tuple[str, Citation], ...]
    practice: str
    """That it rests on the program's own practice, where it does."""
    review: str
    reviewed: bool
    room: str
    note: str
    self_rating: str


def guide_pages(library: Library, syllabi: tuple[Syllabus, ...]) -> Iterator[Page]:
    """For each session its guide, the guide in room mode, the note for the record and the cards that it asks for."""
    places, leads, protocol, card = _places(syllabi), _leads(library), risk_protocol(library), cards_of(library)
    for session in library.sessions.values():
        view = _guide(library, session, tuple(places.get(session.id, ())), tuple(leads.get(session.id, ())), card=card)
        yield Page(path=session.id, title=session.meta.title, template="guide.html", view=view, description=session.meta.summary)
        yield room_page(library, session, protocol)
        yield note_page(library, session)
        yield self_rating_page(session)
        yield from cards_pages(library, session)


def handout_link(handout: Handout) -> GuideHandout:
    return GuideHandout(title=handout.meta.title, kind=KIND_NAMES[handout.meta.kind], time=handout.meta.time, path=handout.id)


def timeline(session: Session) -> tuple[Step, ...]:
    """The timed parts, each beginning where the one before it ends."""
    steps: list[Step] = []
    start = 0
    for part in session.guide.timed:
        minutes = part.minutes or 0
        steps.append(Step(title=part.title, start=start, minutes=minutes, short=part.short or 0))
        start += minutes
    return tuple(steps)


def _guide(
    library: Library, session: Session, places: tuple[TrackPlace, ...], leads_to: tuple[Session, ...], *, card: Callable[[Session], SessionCard]
) -> GuideView:
    meta, program = session.meta, library.program.meta
    module = library.module(session.module)
    suggested = next(iter((*leads_to, *_rest_of_module(library, session))), None)
    return GuideView(
        summary=meta.summary,
        module=module.meta.title,
        module_path=module.id,
        minutes=meta.minutes,
        short_minutes=session.short_minutes,
        load=LOAD_NAMES[meta.load],
        newcomers=NEWCOMER_NAMES[meta.newcomers],
        objectives=meta.objectives,
        topics=tuple(program.topics[topic] for topic in meta.topics),
        suits=tuple(program.populations[population].title for population in meta.suits),
        materials=meta.materials,
        home_practice=meta.home_practice,
        handouts=tuple(handout_link(handout) for handout in library.handouts_of(session)),
        cards=tuple(cards_link(cards) for cards in session.cards),
        requires=tuple(_link(library.sessions[name]) for name in meta.requires),
        builds_on=tuple(_link(library.sessions[name]) for name in meta.builds_on),
        leads_to=tuple(map(_link, leads_to)),
        suggested=card(suggested) if suggested else None,
        places=places,
        timeline=timeline(session),
        parts=session.guide.parts,
        sources=citations(library, session.cited),
        practice=_practice(session),
        review=review_note(library, session),
        reviewed=session.approved,
        room=room_path(session),
        note=note_path(session),
        self_rating=self_rating_path(session),
    )


def _practice(session: Session) -> str:
    """Its sources may still be those of passages, which rest on them by themselves."""
    words = practice_words(session.meta.sources)
    return f"{words} The sources below are those of passages in it." if words == ALONE and session.cited else words


def _link(session: Session) -> PageLink:
    return PageLink(session.meta.title, session.id)


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
        taught = [(meeting, led, part.again) for meeting in syllabus.meetings for part in meeting.parts if (led := part.led_by)]
        for index, (meeting, session, again) in enumerate(taught):
            before = _neighbor(meeting, *taught[index - 1][:2]) if index else None
            after = _neighbor(meeting, *taught[index + 1][:2]) if index + 1 < len(taught) else None
            place = TrackPlace(
                track=syllabus.track.meta.title, meeting=meeting.title, path=meeting_path(meeting), again=again, before=before, after=after
            )
            found.setdefault(session.id, []).append(place)
    return found


def _neighbor(here: Meeting, meeting: Meeting, session: Session) -> Neighbor:
    return Neighbor(session.meta.title, session.id, "the same day" if meeting is here else meeting.title)
