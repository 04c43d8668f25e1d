"""The calendar files of running groups, each event with a revision that grows when it changes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from builder.model.library import Library
from builder.pages.ics import day_sequence, render_feed
from builder.tracks.running import Running
from builder.views.events import group_feeds
from builder.views.running import group_path

A_DAY = 100
"""Sequences of one day, for as many amendments of a group's file."""


def group_calendars(library: Library, running: Sequence[Running], today: datetime.date, published: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Path and text of each file in the staff site: one for staff, one to hand to participants. `published` are those that stand now, by path.

    What is new, or has changed, gets today's sequence, which is higher than that of any day before. So a build that knows nothing of the one before, in a
    fresh clone, takes the place of it too. Within a day it grows with the amendments in the group's file.
    """
    stamp = datetime.datetime.combine(today, datetime.time())
    for group in running:
        sequence = A_DAY * day_sequence(today) + min(group.dated.group.meta.amendments, A_DAY - 1)
        for audience, feed in zip(("staff", "participants"), group_feeds(library, group, today), strict=True):
            path = f"{group_path(group)}/{audience}.ics"
            yield path, render_feed(feed, stamp, sequence, published.get(path, "")).decode()
