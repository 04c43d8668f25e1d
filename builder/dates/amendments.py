"""What a group's file says of single meetings: make-up days, other days, times, rooms and leaders, meetings that are not held."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from builder.dates.closures import Closures
from builder.dates.meetings import GroupMeeting
from builder.finding import Finding
from builder.model.catalogue import minutes_of
from builder.model.group import MakeUp, MeetingChange, OnOneDay, RunningGroup
from builder.planner.hours import as_hours
from builder.planner.timetable import MIDNIGHT
from builder.text.marked_yaml import KeyPath


def amended(group: RunningGroup, rows: Sequence[GroupMeeting], closures: Closures) -> tuple[list[GroupMeeting], list[Finding]]:
    """The meetings with their amendments, and `group-change` and `group-make-up` for those that do not fit, which are left out."""
    amending = _Amending(group, rows, closures)
    for index, change in enumerate(group.meta.changes):
        amending.change(("changes", index), change)
    amending.settle()
    for index, made in enumerate(group.meta.make_up):
        amending.make_up(("make_up", index), made)
    return amending.rows, amending.findings


class _Amending:
    def __init__(self, group: RunningGroup, rows: Sequence[GroupMeeting], closures: Closures):
        self.group, self.closures = group, closures
        self.rows = list(rows)
        self.moved: dict[int, tuple[KeyPath, GroupMeeting]] = {}
        """Meetings that changes put on another day or time: by what, and as they were."""
        self.findings: list[Finding] = []

    def change(self, path: KeyPath, change: MeetingChange) -> None:
        at = self.on(change.on)
        if change.to and (reason := self.closures.reason(change.to)):
            self.refuse((*path, "to"), "group-change", f"{change.to} is closed: {reason}", "move it to an open day, or list the day under `open`")
        elif at is None or self.rows[at].cancelled:
            why = f": {self.rows[at].cancelled}" if at is not None else ""
            hint = f"the nearest are {self.nearest(change.on)}" if at is None else "write it under `make_up`, with the day under `missed`"
            self.refuse((*path, "on"), "group-change", f"no meeting of this group is held on {change.on}{why}", hint)
        elif change.cancelled:
            self.rows[at] = replace(self.rows[at], cancelled=change.cancelled)
        else:
            row = replace(_otherwise(self.rows[at], change), on=change.to or change.on, instead_of=change.on if change.to else None)
            if self.ends_in_time(row, path, "group-change"):
                self.moved.setdefault(at, (path, self.rows[at]))
                self.rows[at] = row

    def settle(self) -> None:
        """Look for two meetings in one place when all are where they go: two may change their days."""
        settled = [row for at, row in enumerate(self.rows) if at not in self.moved]
        for at, (path, before) in self.moved.items():
            if self.is_free(self.rows[at], settled, path, "group-change"):
                settled.append(self.rows[at])
            else:
                self.rows[at] = before

    def make_up(self, path: KeyPath, made: MakeUp) -> None:
        at = self.on(made.missed)
        if at is None or not self.rows[at].cancelled:
            reason = self.closures.reason(made.missed)
            if at is not None:
                message, hint = f"the meeting of {made.missed} is held, and nothing is missed", "to move it, write `to` under `changes`"
            elif reason and self.group.meta.policy == "reflow":
                message = f"nothing is missed on {made.missed}: under reflow its meeting moves on by itself"
                hint = "take this out, or write `policy: skip`"
            else:
                message, hint = f"this group has no meeting on {made.missed}", f"the nearest are {self.nearest(made.missed)}"
            self.refuse((*path, "missed"), "group-make-up", message, hint)
        elif reason := self.closures.reason(made.on):
            self.refuse((*path, "on"), "group-make-up", f"{made.on} is closed: {reason}", "choose an open day, or list the day under `open`")
        else:
            row = replace(_otherwise(self.rows[at], made), on=made.on, cancelled="", instead_of=made.missed)
            if row.on == made.missed and row.start == self.rows[at].start:
                message = f"it is made up on {made.on} at the very time at which it is missed"
                self.refuse((*path, "on"), "group-make-up", message, "choose another day or time, or let the meeting be held")
                return
            others = self.rows[:at] + self.rows[at + 1 :]
            if self.ends_in_time(row, path, "group-make-up") and self.is_free(row, others, path, "group-make-up"):
                self.rows[at] = row

    def ends_in_time(self, row: GroupMeeting, path: KeyPath, code: str) -> bool:
        if row.end > MIDNIGHT:
            self.refuse((*path, "start"), code, f"this meeting would end {as_hours(row.end - MIDNIGHT)} past midnight", "begin earlier")
        return row.end <= MIDNIGHT

    def is_free(self, row: GroupMeeting, others: Sequence[GroupMeeting], path: KeyPath, code: str) -> bool:
        """Whether none of these stands in the way of a meeting."""
        free = bool(row.cancelled) or not any(row.overlaps(other) for other in others if not other.cancelled)
        if not free:
            self.refuse((*path, "on"), code, f"this group has another meeting on {row.on} at that time", "choose another day or time")
        return free

    def on(self, day: datetime.date) -> int | None:
        """The meeting of a day, before anything is moved there or away."""
        found = [index for index, row in enumerate(self.rows) if row.on == day and row.instead_of is None]
        return found[0] if found else None

    def nearest(self, day: datetime.date) -> str:
        days = sorted({row.on for row in self.rows}, key=lambda other: abs(other - day))[:2]
        return " and ".join(map(str, sorted(days)))

    def refuse(self, path: KeyPath, code: str, message: str, hint: str) -> None:
        self.findings.append(Finding(self.group.source.at(*path), code, message, hint))


def _otherwise(row: GroupMeeting, change: OnOneDay) -> GroupMeeting:
    """A meeting with another start, place, room or leaders."""
    later = minutes_of(change.start) - row.start if change.start else 0
    return replace(
        row,
        start=row.start + later,
        end=row.end + later,
        place=change.place or row.place,
        room=change.room or row.room,
        leaders={**row.leaders, **change.leaders},
    )
