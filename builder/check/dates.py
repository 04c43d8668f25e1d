"""What goes stale: crisis lines, sign-offs, translations. `today` is passed in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from builder.finding import Finding
from builder.model.library import Library
from builder.model.passage import Passage
from builder.model.session import Handout, Session, Wall

ELSEWHERE = 1
"""Days by which it may be later where an author is than where this is checked."""


def crisis_lines_are_fresh(library: Library, today: datetime.date) -> Iterator[Finding]:
    program = library.program
    for index, line in enumerate(program.meta.crisis_lines):
        age = (today - line.verified_on).days
        place = program.source.at("crisis_lines", index, "verified_on")
        if age > program.meta.crisis_lines_stale_after_days:
            hint = f"look at {line.source}, then write today's date"
            yield Finding(place, "crisis-line-stale", f"'{line.name}' was last checked {age} days ago", hint)
        elif age < -ELSEWHERE:
            yield Finding(place, "crisis-line-stale", f"'{line.name}' was checked on a day that has not come yet", "write the day it was checked")


def sign_offs_hold(library: Library, today: datetime.date) -> Iterator[Finding]:
    for session in library.sessions.values():
        yield from _sign_off(session, session.signed, f"'{session.id}'", today)
        for language, digest in session.edition_digests.items() if session.signed else ():
            if session.meta.review.editions.get(language) != digest:
                message = f"the '{language}' edition of '{session.id}' is not a text that was signed, and its pages say so"
                hint = f"have it read, then write `editions: {{{language}: {digest}}}` into the review"
                yield Finding(session.source.at("review", "editions"), "review-outdated", message, hint)


def _sign_off(page: Session | Passage, signed: bool, name: str, today: datetime.date) -> Iterator[Finding]:
    """`review-outdated` where the text is not the one that was approved; else `review-due` where nobody has read it again in time."""
    review, source = page.meta.review, page.source
    if review.status != "approved":
        return
    if not signed:
        message = f"{name} was edited after it was approved, and counts as a draft again"
        hint = f"have it read again; the digest of this text is {source.digest}"
        yield Finding(source.at("review", "digest"), "review-outdated", message, hint)
    elif review.due and review.due < today:
        yield Finding(source.at("review", "due"), "review-due", f"the review of {name} was due on {review.due}", "have it read again")


def passages_are_looked_at(library: Library, today: datetime.date) -> Iterator[Finding]:
    """`passage-due` where nobody has looked at a passage again in time; `review-outdated` where its text is not the one that was signed."""
    for passage in library.passages.values():
        meta, source = passage.meta, passage.source
        if meta.due < today:
            signed = "signed off once" if meta.review.status == "approved" else "never signed off"
            message = f"the passage '{passage.id}', {signed}, was to be looked at again by {meta.due}"
            hint = "look up its sources, mend it, then write today's date as `checked_on` and a new `due`"
            yield Finding(source.at("due"), "passage-due", message, hint)
        elif (meta.checked_on - today).days > ELSEWHERE:
            message = f"the passage '{passage.id}' was checked on a day that has not come yet"
            yield Finding(source.at("checked_on"), "passage-due", message, "write the day it was checked")
        yield from _sign_off(passage, passage.approved, f"the passage '{passage.id}'", today)


def translations_are_current(library: Library, today: datetime.date) -> Iterator[Finding]:
    for session in library.sessions.values():
        walls = {wall.language: wall for wall in session.walls}
        pages: list[tuple[Handout | Wall, Handout | Wall]]
        pages = [(page, library.handouts[page.id]) for editions in session.editions.values() for page in editions]
        pages += [(wall, walls["en"]) for wall in session.walls if wall.language != "en"]
        for page, original in pages:
            translation = page.meta.translation
            if translation is None:
                message = f"this {page.language} edition does not say which text it translates"
                yield Finding(page.source.at(), "translation-untied", message, f"add `translation: {{of: {original.source.digest}}}`")
            elif translation.of != original.source.digest:
                message = f"the English text changed after this {page.language} edition was made"
                hint = f"compare it, then write `of: {original.source.digest}`"
                yield Finding(page.source.at("translation", "of"), "translation-outdated", message, hint)
