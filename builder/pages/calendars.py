"""The calendar files of running groups, each event with the revision of the day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from builder.model.library import Library
from builder.pages.ics import day_sequence, render_feed
from builder.tracks.running import Running
from builder.views.events import group_feeds
from builder.views.running import group_path

A_DAY = 100
"""Sequences of one day, for as many amendments of a group's file."""


def group_calendars(library: Library, running: Sequence[Running], today: datetime.date) -> Iterator[tuple[str, str]]:
    """Path and text of each file in the staff site: one for staff, one to hand to participants.

    Every event has the day's sequence, which is higher than that of any day before, and within a day grows with the amendments in the group's file. So no
    build has to know of the one before, and what is published after a rollback takes the place of what was published before it.
    """
    stamp = datetime.datetime.combine(today, datetime.time())
    for group in running:
        sequence = A_DAY * day_sequence(today) + min(group.dated.group.meta.amendments, A_DAY - 1)
        for audience, feed in zip(("staff", "participants"), group_feeds(library, group, today), strict=True):
            yield f"{group_path(group)}/{audience}.ics", render_feed(feed, stamp, sequence).decode()
