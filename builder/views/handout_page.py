"""The page of a handout, in every language that it is written in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from builder.model.library import Library
from builder.model.session import Handout
from builder.text.tree import Document
from builder.views.common import review_note, session_of, standing_of
from builder.views.help import help_in_foot
from builder.views.mytrack import PublicSessions
from builder.views.page import Page
from builder.views.public import HandoutLink, PublicSession, first_part
from builder.words import own_name, said


class EditionLink(Struct, frozen=True):
    """A handout in one language: `es`, `Español`, and where it stands."""

    code: str
    name: str
    path: str


class HandoutView(Struct, frozen=True, kw_only=True):
    """A handout in one language. `files` is the path of the page that its printed files belong to."""

    kind: str
    main_message: str
    time: str
    standing: str
    urgent: str
    first: Document
    """What stands before the tools: the first part of an urgent page, and nothing of another."""
    body: Document
    to_fill: bool
    session: PublicSession
    home_practice: str
    """Empty in other languages: it is written in English alone."""
    others: tuple[HandoutLink, ...]
    review: str
    language: str
    languages: tuple[EditionLink, ...]
    """Empty when there is one language alone."""
    files: str
    foot: tuple[str, str]
    """What stands at the foot of paper: whom to call, and what the program has printed there."""


def handout_pages(library: Library, handout: Handout, public: PublicSessions) -> Iterator[Page]:
    """The page of a handout, and one for each other language that it is written in."""
    session = session_of(library, handout)
    editions = (handout, *_editions(library, handout))
    languages = tuple(EditionLink(one.language, own_name(one.language), _path(one)) for one in editions)
    for edition in editions:
        meta, english = edition.meta, edition.language == "en"
        first, rest = first_part(edition.body) if handout.meta.urgent else (Document(), edition.body)
        view = HandoutView(
            kind=said("kinds", edition.language)[meta.kind],
            main_message=meta.main_message,
            time=meta.time,
            standing=standing_of(session, edition.language),
            urgent=handout.meta.urgent,
            first=first,
            body=rest,
            to_fill=edition.body.to_fill,
            session=public[session.id],
            home_practice=session.meta.home_practice if english else "",
            others=tuple(link for link in public[session.id].handouts if link.path != handout.id) if english else (),
            review=review_note(library, session, edition.language),
            language=edition.language,
            languages=languages if len(languages) > 1 else (),
            files=handout.id,
            foot=(help_in_foot(library, edition.language), library.program.meta.look.foot),
        )
        yield Page(
            path=_path(edition),
            title=meta.title,
            template="handout.html",
            view=view,
            description=meta.main_message,
            language="" if english else edition.language,
        )


def _editions(library: Library, handout: Handout) -> Iterator[Handout]:
    for editions in session_of(library, handout).editions.values():
        yield from (edition for edition in editions if edition.id == handout.id)


def edition_paths(library: Library) -> Mapping[str, tuple[str, ...]]:
    return {handout.id: tuple(_path(edition) for edition in _editions(library, handout)) for handout in library.handouts.values()}


def _path(handout: Handout) -> str:
    return handout.id if handout.language == "en" else f"{handout.id}/{handout.language}"
