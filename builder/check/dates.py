"""What goes stale: crisis lines, sign-offs, translations. `today` is passed in."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from builder.finding import Finding
from builder.model.library import Library


def crisis_lines_are_fresh(library: Library, today: datetime.date) -> Iterator[Finding]:
    program = library.program
    for index, line in enumerate(program.meta.crisis_lines):
        age = (today - line.verified_on).days
        if age > program.meta.crisis_lines_stale_after_days:
            place = program.source.at("crisis_lines", index, "verified_on")
            yield Finding(
                place, "crisis-line-stale", f"'{line.name}' was last checked {age} days ago", f"look at {line.source}, then write today's date"
            )
        elif age < 0:
            place = program.source.at("crisis_lines", index, "verified_on")
            yield Finding(place, "crisis-line-stale", f"'{line.name}' was checked on a day that has not come yet", "write the day it was checked")


def sign_offs_hold(library: Library, today: datetime.date) -> Iterator[Finding]:
    for session in library.sessions.values():
        review = session.meta.review
        if review.status != "approved":
            continue
        if not session.approved:
            message = f"'{session.id}' was edited after it was approved, and counts as a draft again"
            yield Finding(
                session.source.at("review", "digest"),
                "review-outdated",
                message,
                f"have it read again; the digest of this text is {session.source.digest}",
            )
        elif review.due and review.due < today:
            yield Finding(
                session.source.at("review", "due"), "review-due", f"the review of '{session.id}' was due on {review.due}", "have it read again"
            )


def translations_are_current(library: Library, today: datetime.date) -> Iterator[Finding]:
    for session in library.sessions.values():
        for language, pages in session.editions.items():
            for page in pages:
                original = library.handouts[page.id]
                translation = page.meta.translation
                if translation is None:
                    yield Finding(
                        page.source.at(),
                        "translation-untied",
                        f"this {language} edition does not say which text it translates",
                        f"add `translation: {{of: {original.source.digest}}}`",
                    )
                elif translation.of != original.source.digest:
                    message = f"the English text changed after this {language} edition was made"
                    yield Finding(
                        page.source.at("translation", "of"), "translation-outdated", message, f"compare it, then write `of: {original.source.digest}`"
                    )
