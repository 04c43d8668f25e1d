"""A planner's track as the Markdown file that a director edits; the loader reads back the same track."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from builder.planner.hours import as_clock
from builder.planner.words import DAY_NAMES, DAYS, counted, listed

_PLAIN = re.compile(r"[A-Za-z](?:[\w ,.'’()/&-]*[\w.)’])?")
_CONSTANTS = ("true", "false", "null")


def write_track(track: Mapping[str, Any], reasons: Mapping[str, str] | None = None, body: str | None = None) -> str:
    """The whole file: front matter in the order of CONTRIBUTING, then the participant's introduction.

    `reasons` (as `compose` gives them) stand as comments after each day; `body` keeps the introduction of a track that is refitted.
    """
    lines = ["---", *_head(track), "day:", *_day(track["day"]), "schedule:"]
    for number, week in enumerate(track["weeks"], 1):
        lines.append(f"  - theme: {_text(week['theme'])}")
        for day in DAYS:
            if day in week["days"]:
                slots = week["days"][day]
                lines.append(f"    {day}: [{', '.join(_slot(slot) for slot in slots)}]")
                lines.extend(_comments(f"week-{number}-{day}", slots, reasons or {}))
    lines.extend(["---", "", (body or introduction(track)).strip(), ""])
    return "\n".join(lines)


def introduction(track: Mapping[str, Any]) -> str:
    """A first introduction for participants, to be put in the program's own words; it says only what the track says."""
    weeks = track["weeks"]
    days = [DAY_NAMES[day] for day in DAYS if day in weeks[0]["days"]]
    sessions = sum(part["kind"] == "session" for part in track["day"])
    join = "You can start in any week." if track["enrolment"] == "rolling" else "We start together and go through the weeks in order."
    fewer = " Later weeks have fewer days." if len(weeks[-1]["days"]) < len(weeks[0]["days"]) else ""
    return (
        f"This track runs for {counted(len(weeks), 'week')}. We meet on {listed(days)}, from {as_clock(track['start'])}.{fewer} {join}\n\n"
        f"Each day has {counted(sessions, 'session')}. You will get a handout for each session. You never have to speak. If you miss a day, look up its\n"
        "handouts here and try one of them at home."
    )


def _head(track: Mapping[str, Any]) -> Iterator[str]:
    yield f"title: {_text(track['title'])}"
    yield f"population: {track['population']}"
    yield f"enrolment: {track['enrolment']}"
    if track["standards"]:
        yield f"standards: [{', '.join(track['standards'])}]"
    yield f'start: "{as_clock(track["start"])}"'


def _day(shape: list[Mapping[str, Any]]) -> Iterator[str]:
    for part in shape:
        yield "  - session" if part["kind"] == "session" else f"  - {part['kind']}: {part['minutes']}"


def _slot(slot: Mapping[str, Any]) -> str:
    return f"again: {slot['session']}" if slot["again"] else str(slot["session"])


def _comments(day: str, slots: list[Mapping[str, Any]], reasons: Mapping[str, str]) -> Iterator[str]:
    for place, slot in enumerate(slots, 1):
        reason = reasons.get(f"{day}-{place}")
        if reason:
            yield f"    # {slot['session']}: {reason}"


def _text(text: str) -> str:
    """A text as YAML, in quotes only where it needs them."""
    return text if _PLAIN.fullmatch(text) and text not in _CONSTANTS else json.dumps(text, ensure_ascii=False)
